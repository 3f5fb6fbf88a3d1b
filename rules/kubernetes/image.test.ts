import { expect, test } from 'vitest';
import { parseImage } from './image';

test('an image reference is split into name, tag and digest', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(parseImage('nginx')).toEqual({ name: 'nginx' });
  expect(parseImage('nginx:1.27')).toEqual({ name: 'nginx', tag: '1.27' });
  expect(parseImage('registry.example:5000/team/app')).toEqual({ name: 'registry.example:5000/team/app' });
  expect(parseImage(`r.example/app:v1@${digest}`)).toEqual({ name: 'r.example/app', tag: 'v1', digest });
});

test('what a build tool still has to replace is no reference', () => {
  for (const text of ['ko://example.org/app', 'IMAGE', '<name>:1', '$IMAGE', 'a b', '', 'app:', '/app']) {
    expect([text, parseImage(text)]).toEqual([text, undefined]);
  }
});
