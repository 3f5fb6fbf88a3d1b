import { expect, test } from 'vitest';
import { defaultOptions } from '../../../rules/engine/options';
import { rules } from '../../../rules/index';
import { sourceOf } from '../../../rules/yaml/source';
import { LooseTexts } from '../../src/workspace/loose-texts';
import { MemoryFiles } from './memory-files';

const options = { ...defaultOptions, only: ['memory-limit-missing'] };

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [{name: app, image: "registry.example/app:1"}]}\n';
const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata: {name: a, namespace: shop}\nspec: {limits: [{type: Container, default: {memory: 1Gi}}]}\n';

test('each document sees what it says itself and nothing of the others, whichever was linted last', () => {
  const host = { files: new MemoryFiles({}), rules, optionsFor: () => options };
  const loose = new LooseTexts(host);
  const count = (name: string, text: string) =>
    loose.lint(sourceOf(`untitled:${name}`, text)).problems.length;
  expect(count('limits', limits)).toBe(0);
  expect(count('pod', pod)).toBe(1);
  expect(count('both', `${pod}---\n${limits}`)).toBe(0);
  expect(count('pod', `# typed\n${pod}`)).toBe(1);
  expect(count('both', `${pod}---\n`)).toBe(1);
  loose.forget('untitled:both');
  expect(count('pod', pod)).toBe(1);
});
