import { expect, test } from 'vitest';
import { parseImage } from './image';

test('an image reference is split into name, tag and digest', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(parseImage('nginx')).toMatchObject({ name: 'nginx', tag: undefined, digest: undefined });
  expect(parseImage('nginx:1.27')).toMatchObject({ name: 'nginx', tag: '1.27' });
  expect(parseImage('registry.example:5000/team/app')).toMatchObject({
    name: 'registry.example:5000/team/app',
    tag: undefined,
  });
  expect(parseImage(`r.example/app:v1@${digest}`)).toMatchObject({
    name: 'r.example/app',
    tag: 'v1',
    digest,
  });
});

test.each([
  ['nginx', 'docker.io', 'library/nginx'],
  ['team/app:1', 'docker.io', 'team/app'],
  ['docker.io/nginx', 'docker.io', 'library/nginx'],
  ['index.docker.io/team/app', 'docker.io', 'team/app'],
  ['registry.example/app', 'registry.example', 'app'],
  ['Registry.Example/app', 'registry.example', 'app'],
  ['registry.example:5000/team/app:1', 'registry.example:5000', 'team/app'],
  ['registry:5000/app', 'registry:5000', 'app'],
  ['localhost/app', 'localhost', 'app'],
])('%s comes from %s as %s', (text, registry, repository) => {
  expect(parseImage(text)).toMatchObject({ registry, repository });
});

test('what a build tool still has to replace is no reference', () => {
  for (const text of ['ko://example.org/app', 'IMAGE', '<name>:1', '$IMAGE', 'a b', '', 'app:', '/app']) {
    expect([text, parseImage(text)]).toEqual([text, undefined]);
  }
});
