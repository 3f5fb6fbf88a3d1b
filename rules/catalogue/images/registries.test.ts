import { expect, test } from 'vitest';
import { parseImage } from '../../kubernetes/image';
import { isAllowed } from './registries';

function allows(entry: string, image: string): boolean {
  const parsed = parseImage(image);
  if (parsed === undefined) throw new Error(`no image: ${image}`);
  return isAllowed(parsed, [entry]);
}

test.each([
  ['registry.example', 'registry.example/app:1'],
  ['registry.example', 'registry.example/team/app'],
  ['Registry.Example/', 'registry.example/app'],
  ['https://registry.example', 'registry.example/app'],
  ['registry.example:5000', 'registry.example:5000/app'],
  ['registry.example/team', 'registry.example/team/app'],
  ['registry.example/team/app', 'registry.example/team/app:1'],
  ['*.registry.example', 'eu.registry.example/app'],
  ['docker.io', 'app'],
  ['docker.io', 'team/app'],
  ['docker.io/library', 'nginx'],
])('%s allows %s', (entry, image) => {
  expect(allows(entry, image)).toBe(true);
});

test.each([
  ['registry.example', 'registry.example.evil.example/app'],
  ['registry.example', 'evil.example/registry.example/app'],
  ['registry.example', 'registry.example:5000/app'],
  ['registry.example', 'eu.registry.example/app'],
  ['registry.example', 'app'],
  ['registry.example/team', 'registry.example/teams/app'],
  ['registry.example/team', 'registry.example/app'],
  ['*.registry.example', 'registry.example/app'],
  ['*.registry.example', 'evilregistry.example/app'],
  ['docker.io/library', 'team/app'],
])('%s does not allow %s', (entry, image) => {
  expect(allows(entry, image)).toBe(false);
});
