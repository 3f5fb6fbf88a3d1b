import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { Ingress } from './ingress';
import { readManifests } from './manifest';

function ingressOf(annotations: string, tls: string): Ingress {
  const yaml = [
    'apiVersion: networking.k8s.io/v1',
    'kind: Ingress',
    `metadata: {name: it, annotations: {${annotations}}}`,
    `spec: {tls: ${tls}}`,
  ].join('\n');
  const manifest = readManifests(sourceOf('file:///it.yaml', yaml)).manifests[0];
  if (manifest === undefined) throw new Error('there is no manifest');
  return new Ingress(manifest);
}

test.each([
  ['[]', 'a.example', false],
  ['[{hosts: [a.example]}]', 'a.example', true],
  ['[{hosts: [A.example]}]', 'a.Example', true],
  ['[{hosts: [b.example]}]', 'a.example', false],
  ['[{hosts: [b.example]}, {hosts: [a.example]}]', 'a.example', true],
  ['[{secretName: it}]', 'a.example', true],
  ['[{}]', 'a.example', true],
  ['[{hosts: []}]', 'a.example', true],
  ['[{hosts: ["*.example"]}]', 'a.example', true],
  ['[{hosts: ["*.example"]}]', 'b.a.example', false],
  ['[{hosts: ["*.example"]}]', 'example', false],
  ['[{hosts: ["*.example"]}]', '*.example', true],
  ['[{hosts: [b.example]}]', '*.example', false],
  ['[{hosts: [{{ .Values.host }}]}]', 'a.example', true],
  ['[{hosts: {{ .Values.hosts }}}]', 'a.example', true],
  ['{{ .Values.tls }}', 'a.example', true],
])('tls %s may be for %s: %s', (tls, host, expected) => {
  expect(ingressOf('', tls).mayCover(host)).toBe(expected);
});

test.each([
  ['', false],
  ['alb.ingress.kubernetes.io/listen-ports: \'[{"HTTP": 80}]\'', false],
  ['alb.ingress.kubernetes.io/listen-ports: \'[{"HTTP": 80}, {"HTTPS": 443}]\'', true],
  ['alb.ingress.kubernetes.io/certificate-arn: ""', false],
  ['networking.gke.io/managed-certificates: it', true],
  ['ingress.gcp.kubernetes.io/pre-shared-cert: it', true],
  ['kubernetes.io/ingress.allow-http: "true"', false],
  ['kubernetes.io/ingress.allow-http: "false"', true],
  ['traefik.ingress.kubernetes.io/router.tls: "false"', false],
  ['traefik.ingress.kubernetes.io/router.tls: "{{ .Values.tls }}"', true],
])('{%s} may bring TLS: %s', (annotations, expected) => {
  expect(ingressOf(annotations, '[]').mayHaveTlsByAnnotation).toBe(expected);
});
