import { expect, test } from 'vitest';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { type ReferredKind, referencesOf, usesOf } from './references';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  imagePullSecrets: [{name: login}]
  containers:
    - name: app
      image: registry.example/app:1.2
      env:
        - {name: A, valueFrom: {secretKeyRef: {name: one, key: a, optional: true}}}
        - {name: B, valueFrom: {configMapKeyRef: {name: map, key: b}}}
      envFrom:
        - {secretRef: {name: all}}
        - {configMapRef: {name: maps}}
      volumeMounts:
        - {name: files, mountPath: /files}
        - {name: tls, mountPath: /tls/key.pem, subPath: key.pem}
  volumes:
    - {name: tls, secret: {secretName: tls}}
    - {name: unused, secret: {secretName: unused}}
    - name: files
      projected:
        sources:
          - {secret: {name: part, items: [{key: c, path: c}]}}
          - {configMap: {name: parts}}
`;

const pod = readManifests(sourceOf('a.yaml', POD)).manifests[0]?.pods[0];

test.each<[ReferredKind, readonly string[]]>([
  ['Secret', ['one', 'all', 'tls', 'unused', 'part', 'login']],
  ['ConfigMap', ['map', 'maps', 'parts']],
])('every place that refers to a %s is found', (kind, names) => {
  const found = pod === undefined ? [] : referencesOf(pod, kind);
  expect(found.map(({ name }) => knownValue(name))).toEqual(names);
  expect(found.map(({ mayBeOptional }) => mayBeOptional)).toEqual(names.map((name) => name === 'one'));
});

test('a container takes what it has as variables, and what it mounts', () => {
  const [container] = pod?.containers ?? [];
  const uses = container === undefined ? [] : usesOf(container, 'Secret');
  expect(uses.map(({ name, keys }) => [knownValue(name), keys])).toEqual([
    ['one', ['a']],
    ['all', undefined],
    ['part', ['c']],
    ['tls', ['key.pem']],
  ]);
});
