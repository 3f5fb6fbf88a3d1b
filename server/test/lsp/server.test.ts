import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { clients } from './clients';
import { given, rangeOf } from './expected';
import { TestClient } from './harness';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true # for the scraper
  containers:
    - name: app
      image: registry.example/app:2.0
`;
const fixedPod = pod.replace('  hostNetwork: true # for the scraper\n', '');

let server: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'server');
});

describe.each(clients)('%s', (_, kind) => {
  let client: TestClient;
  let uri: string;
  let count = 0;
  beforeAll(async () => {
    client = await TestClient.start(server, kind);
  });
  beforeEach(() => {
    count += 1;
    uri = `file:///home/pod-${count}.yaml`;
  });
  afterEach(async () => {
    await client.closeAll();
    await client.configure({});
  });
  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  const network = () => client.findings(uri, 'host-network');

  test('a finding underlines the offending value when a document is opened', async () => {
    await client.open(uri, pod);
    expect(await network()).toMatchObject([
      {
        range: rangeOf(pod, 'hostNetwork: true', 'true'),
        severity: DiagnosticSeverity.Error,
        code: 'host-network',
        source: 'kube-harden',
        message: 'Pod shares the network namespace of its node',
        data: { rule: 'host-network', fingerprint: expect.stringMatching(/^\w+$/) },
      },
    ]);
  });

  test('a finding about something missing underlines the name of its container', async () => {
    await client.open(uri, pod);
    const [finding] = await client.findings(uri, 'run-as-non-root');
    expect(finding).toMatchObject({ range: rangeOf(pod, 'name: app', 'app') });
    expect(finding?.severity).toBe(DiagnosticSeverity.Warning);
  });

  test('findings follow what is typed, without saving', async () => {
    await client.open(uri, pod);
    await client.replace(uri, 'true', 'false');
    expect(await network()).toEqual([]);
    await client.replace(uri, 'false', 'true');
    await client.replace(uri, 'metadata:\n', 'metadata:\n  # one more line\n');
    const [finding] = await network();
    expect(finding?.range).toEqual(rangeOf(client.text(uri), 'hostNetwork: true', 'true'));
  });

  test.each([
    ['Windows line breaks', pod.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${pod}`],
    ['characters of two units before it', pod.replace('  hostNetwork', '  "👩‍🚀": 🚀\n  hostNetwork')],
    [
      'such characters on its line',
      pod.replace('  hostNetwork', '  "🚀": 1\n  hostNetwork').replace('spec:', 'spec: # 🚀'),
    ],
    ['tabs behind the colon', pod.replace('hostNetwork: true', 'hostNetwork:\ttrue')],
  ])('ranges are right with %s', async (_name, text) => {
    await client.open(uri, text);
    const [finding] = await network();
    expect(finding?.range).toEqual(rangeOf(text, /hostNetwork:\strue/.exec(text)?.[0] ?? '', 'true'));
  });

  test('a range counts UTF-16 units on a line of flow style', async () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec: {"🚀👩‍🚀": "é🚀", hostNetwork: true}\n';
    await client.open(uri, text);
    const [finding] = await network();
    expect(finding?.range).toEqual(rangeOf(text, 'hostNetwork: true', 'true'));
  });

  test('an unsaved document without a file is linted', async () => {
    await client.open('untitled:Untitled-1', pod);
    expect(await client.findings('untitled:Untitled-1', 'host-network')).toHaveLength(1);
  });

  test('JSON is linted', async () => {
    const text = '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostNetwork": true}}';
    await client.open('file:///home/pod.json', text, 'json');
    const [finding] = await client.findings('file:///home/pod.json', 'host-network');
    expect(finding?.range).toEqual(rangeOf(text, 'true'));
  });

  test('each line of JSON Lines is linted, and a kubeconfig whatever language it is opened in', async () => {
    const line = '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostNetwork": true}}';
    await client.open('file:///home/pods.jsonl', `${line}\n${line}\n`, 'jsonl');
    expect(await client.findings('file:///home/pods.jsonl', 'host-network')).toHaveLength(2);
    const server = 'apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: http://192.0.2.1\n';
    await client.open('file:///home/admin.conf', server, 'properties');
    expect(await client.findings('file:///home/admin.conf', 'kubeconfig-plaintext-server')).toHaveLength(1);
  });

  test.each([
    ['a Compose file', 'services:\n  web:\n    privileged: true\n    network_mode: host\n', 'dockercompose'],
    ['a Compose file opened as YAML', 'services:\n  web:\n    privileged: true\n', 'yaml'],
    ["a chart's values", 'hostNetwork: true\nsecurityContext: {}\n', 'yaml'],
    [
      'an object of a group nobody knows',
      'apiVersion: example.com/v1\nkind: Pod\nspec:\n  hostNetwork: true\n',
      'yaml',
    ],
    ['a manifest in another language', pod, 'markdown'],
    ['nothing', '', 'yaml'],
  ])('%s has no findings', async (_name, text, languageId) => {
    await client.open(uri, text, languageId);
    if (languageId !== 'yaml') await client.open('file:///home/other.yaml', pod);
    // A client that is sent diagnostics hears nothing about documents that are none of ours.
    const isAnswered = client.pulls || languageId === 'yaml';
    if (isAnswered) expect(await client.diagnostics(uri)).toEqual([]);
    else await client.diagnostics('file:///home/other.yaml');
    expect(client.published.filter((one) => one.uri === uri && one.items.length > 0)).toEqual([]);
  });

  test('the old side of a difference has no findings', async () => {
    await client.open('git:/home/pod.yaml?HEAD', pod);
    await client.open(uri, pod);
    expect(await network()).toHaveLength(1);
    expect(client.published.filter((one) => one.uri.startsWith('git:'))).toEqual([]);
    if (client.pulls) expect(await client.diagnostics('git:/home/pod.yaml?HEAD')).toEqual([]);
  });

  test('a fix changes the line of its finding and nothing else, and then the finding is gone', async () => {
    await client.open(uri, pod);
    const [finding] = await network();
    const [fix] = await client.actions(uri, given(finding));
    expect(fix?.title).toBe('Remove hostNetwork');
    expect(await client.after(uri, given(fix))).toBe(fixedPod);
    await client.apply(uri, given(fix));
    expect(await network()).toEqual([]);
  });

  test('a fix keeps Windows line breaks', async () => {
    const text = pod.replaceAll('\n', '\r\n');
    await client.open(uri, text);
    const [finding] = await client.findings(uri, 'run-as-non-root');
    const [fix] = await client.actions(uri, given(finding));
    await client.apply(uri, given(fix));
    expect(client.text(uri).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(await client.findings(uri, 'run-as-non-root')).toEqual([]);
  });

  test('a suppression is a comment that silences the finding', async () => {
    for (const where of ['for this resource', 'for this line', 'in this file']) {
      await client.open(uri, pod);
      const [finding] = await network();
      const actions = await client.actions(uri, given(finding));
      const suppression = actions.find(({ title }) => title === `Suppress host-network ${where}`);
      await client.apply(uri, given(suppression));
      expect(client.text(uri).replace(/^ *# kube-harden-ignore(-file)? host-network\n/m, '')).toBe(pod);
      expect(await network()).toEqual([]);
      await client.close(uri);
    }
  });

  test('settings hold as soon as they are changed', async () => {
    await client.open(uri, pod);
    expect(await network()).toHaveLength(1);
    await client.configure({ rules: { 'host-network': 'info' } });
    expect(await network()).toMatchObject([{ severity: DiagnosticSeverity.Information }]);
    await client.configure({ rules: { 'host-network': 'off' } });
    expect(await network()).toEqual([]);
    await client.configure({ enable: false });
    expect(await client.diagnostics(uri)).toEqual([]);
    await client.configure({ profile: 'pss-baseline' });
    expect(await network()).toHaveLength(1);
    expect(await client.findings(uri, 'run-as-non-root')).toEqual([]);
  });

  test('settings that make no sense are named once in the log and change nothing else', async () => {
    await client.open(uri, pod);
    await client.configure({
      profile: 'pss-baselin',
      kubernetesVersion: 'one',
      codeLens: { enabled: 'never' },
      rules: { 'host-netwrok': 'off', 'host-network': 'fatal', 'run-as-non-root': 'error' },
    });
    expect(await network()).toMatchObject([{ severity: DiagnosticSeverity.Error }]);
    const [other] = await client.findings(uri, 'run-as-non-root');
    expect(other?.severity).toBe(DiagnosticSeverity.Error);
    expect(client.log.filter((line) => line.startsWith('kubeHarden.'))).toEqual([
      'kubeHarden.profile: there is no profile "pss-baselin"; did you mean "pss-baseline"?',
      'kubeHarden.kubernetesVersion: "one" is not a version such as "1.31"',
      'kubeHarden.rules: there is no rule "host-netwrok"; did you mean "host-network"?',
      'kubeHarden.rules: "fatal" for host-network is none of off, info, warning, error',
      'kubeHarden.codeLens.enabled: "never" is neither true nor false',
    ]);
  });

  test('broken YAML has no findings of ours, and the server goes on', async () => {
    await client.open(uri, '{{{{[[[\n\t- : :\n"\nkind: Pod');
    expect(await client.diagnostics(uri)).toEqual([]);
    await client.change(uri, [{ range: rangeOf(client.text(uri), client.text(uri)), text: pod }]);
    expect(await network()).toHaveLength(1);
  });

  test.each([
    ['a thousand levels', `${pod}---\n${'a: {'.repeat(1000)}${'}'.repeat(1000)}\n`],
    ['ten thousand levels that never end', `${pod}---\n${'['.repeat(10_000)}`],
    ['aliases that multiply', `${pod}---\n${aliasBomb()}`],
  ])('%s cost less than a second and no other finding', async (_name, text) => {
    await client.open(uri, text);
    const start = performance.now();
    expect((await network()).length).toBe(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('the rules can be listed', async () => {
    const rules: unknown = await client.connection.sendRequest('kubeHarden/rules', {});
    expect(rules).toContainEqual({
      id: 'host-network',
      chapter: 'pod-security',
      title: "Pod in the node's network namespace",
      severity: 'error',
      default: 'on',
      fix: 'unsafe',
      standards: expect.objectContaining({ nsa: ['POD-4'] }),
      docs: expect.stringMatching(/^https:.*host-network\.md$/),
    });
  });
});

function aliasBomb(): string {
  const levels = Array.from({ length: 30 }, (_, level) => {
    const inner = level === 0 ? '[x, x]' : `[*a${level - 1}, *a${level - 1}, *a${level - 1}]`;
    return `  a${level}: &a${level} ${inner}\n`;
  });
  return `apiVersion: v1\nkind: Pod\nspec:\n${levels.join('')}  containers: *a29\n`;
}
