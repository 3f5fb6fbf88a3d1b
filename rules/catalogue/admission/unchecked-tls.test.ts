import { expect, test } from 'vitest';
import { uncheckedTlsIn } from './unchecked-tls';

function found(...words: readonly string[]): readonly (string | undefined)[] {
  return words.map((_, index) => uncheckedTlsIn(words, index)).filter((each) => each !== undefined);
}

test.each([
  ['--kubelet-insecure-tls', '--kubelet-insecure-tls'],
  ['--insecure-skip-tls-verify="true"', '--insecure-skip-tls-verify'],
  ['kubectl --insecure-skip-tls-verify get pods', '--insecure-skip-tls-verify'],
  ['set -e; grafana-cli --tls-skip-verify', '--tls-skip-verify'],
  ['NODE_TLS_REJECT_UNAUTHORIZED=0 node app.js', 'NODE_TLS_REJECT_UNAUTHORIZED'],
  ['export GIT_SSL_NO_VERIFY=true\ngit clone x', 'GIT_SSL_NO_VERIFY'],
  ['curl -k https://files.example', 'curl -k'],
  ['curl -sSk https://files.example', 'curl -k'],
  ['curl -sko /x https://files.example', 'curl -k'],
  ['test -f x || curl --insecure "https://files.example"', 'curl -k'],
  ['curl \\\n  -k \\\n  https://files.example', 'curl -k'],
  ['curl -k https://localhost.example', 'curl -k'],
  ['curl -k "$URL"', 'curl -k'],
])('%s', (script, setting) => {
  expect(found('sh', '-c', script)).toEqual([setting]);
});

test.each([
  ['--insecure-skip-tls-verify=false'],
  ['--tls-insecure-ports=1'],
  ['x--tls-insecure'],
  ['NODE_TLS_REJECT_UNAUTHORIZED=01'],
  ['curl -K file https://files.example'],
  ['curl -o k https://files.example; tar -k x'],
  ['curl https://files.example | sort -k 2'],
  ['curl -H "x: y" https://files.example'],
  ['curl -k https://localhost:8443/x https://127.0.0.1/'],
  ['libcurl -k'],
])('nothing in %s', (script) => {
  expect(found('sh', '-c', script)).toEqual([]);
});

test('words of curl itself belong together', () => {
  expect(found('/usr/bin/curl', '-k', 'https://files.example')).toEqual(['curl -k']);
  expect(found('curl', '-k', 'https://localhost:1/')).toEqual([]);
  expect(found('sort', '-k')).toEqual([]);
});
