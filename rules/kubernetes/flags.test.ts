import { expect, test } from 'vitest';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { flagsOf } from './flags';
import { readManifests } from './manifest';

function flagsIn(text: string): readonly (readonly (string | undefined)[])[] {
  const pod = `{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: i, ${text}}]}}`;
  const { manifests } = readManifests(sourceOf('x.yaml', pod));
  const containers = manifests.flatMap(({ pods }) => pods.flatMap((each) => each.containers));
  return containers.flatMap(flagsOf).map(({ flag, given }) => [flag, knownValue(given.value)]);
}

test('flags are read with their values, wherever those stand', () => {
  expect(flagsIn('command: [run, -v, "8", --a_b=b=c], args: [--on, --off, x, $(Y), --, -]')).toEqual([
    ['v', '8'],
    ['a-b', 'b=c'],
    ['on', 'true'],
    ['off', 'x'],
  ]);
});

test('a flag whose value has a variable of the container in it is that flag all the same', () => {
  expect(
    flagsIn('args: [--on, "--a_b=x-$(Y):1", --c=$(Z), "--d=${E}", $(F), "--g={{ .Values.h }}"]'),
  ).toEqual([
    ['on', 'true'],
    ['a-b', undefined],
    ['c', undefined],
  ]);
});

test('flags in a script are those of many programs', () => {
  expect(flagsIn('command: [sh, -c, "grep -v 8 log"]')).toEqual([]);
});
