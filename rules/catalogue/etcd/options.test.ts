import { expect, test } from 'vitest';
import type { AnyRule } from '../../engine/rule';
import { optionsOf, problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import autoTls from './etcd-auto-tls';
import clientCertAuth from './etcd-client-cert-auth';
import listenPlaintext from './etcd-listen-plaintext';
import peerAutoTls from './etcd-peer-auto-tls';
import peerClientCertAuth from './etcd-peer-client-cert-auth';

const CERTIFICATE = '--cert-file=/a, --key-file=/b';
const PEER_CERTIFICATE = '--peer-cert-file=/a, --peer-key-file=/b';

test.each([
  [clientCertAuth, '--client-cert-auth=false', 'error'],
  [clientCertAuth, '--client-cert-auth=false, --trusted-ca-file=/ca', 'info'],
  [clientCertAuth, '--client-cert-auth=false, --peer-trusted-ca-file=/ca', 'error'],
  [peerClientCertAuth, '--peer-client-cert-auth=false', 'warning'],
  [peerClientCertAuth, '--peer-client-cert-auth=false, --peer-trusted-ca-file=/ca', 'info'],
  [autoTls, '--auto-tls', 'warning'],
  [autoTls, `--auto-tls, ${CERTIFICATE}`, 'info'],
  [listenPlaintext, '"--listen-client-urls=http://127.0.0.1:1,http://[::1]:1,http://localhost:1"', 'warning'],
  [listenPlaintext, '"--listen-client-urls=http://127.0.0.1:1,http://10.0.0.1:1"', 'error'],
  [listenPlaintext, '"--listen-client-urls=http://127.0.0.1:1,https://10.0.0.1:1"', 'warning'],
] as readonly (readonly [AnyRule, string, string])[])(
  '%# etcd with %s is of severity %s',
  (rule, flags, severity) => {
    expect(problemsOf(podOf(flags), rule, optionsOf({})).map((problem) => problem.severity)).toEqual([
      severity,
    ]);
  },
);

test.each([
  [autoTls, '--auto-tls', CERTIFICATE],
  [autoTls, `--auto-tls, ${PEER_CERTIFICATE}, --cert-file=/a`, '--key-file=/b'],
  [peerAutoTls, `--peer-auto-tls, ${CERTIFICATE}`, PEER_CERTIFICATE],
  [listenPlaintext, '--listen-client-urls=http://10.0.0.1:1', CERTIFICATE],
  [listenPlaintext, `--listen-peer-urls=http://10.0.0.1:1, ${CERTIFICATE}`, PEER_CERTIFICATE],
] as readonly (readonly [AnyRule, string, string])[])(
  '%# etcd is left as it is until it has a certificate',
  (rule, flags, certificate) => {
    expect(fixesOf(rule, podOf(flags))).toEqual([]);
    expect(fixesOf(rule, podOf(`${flags}, ${certificate}`))).toHaveLength(1);
  },
);

function podOf(flags: string): string {
  return dedent(`
    apiVersion: v1
    kind: Pod
    metadata: {name: etcd}
    spec:
      containers:
        - {name: etcd, image: i, command: [etcd, ${flags}]}
  `);
}

function fixesOf(rule: AnyRule, text: string): readonly string[] {
  return problemsOf(text, rule, optionsOf({})).flatMap(({ fixes }) => fixes.map(({ title }) => title));
}
