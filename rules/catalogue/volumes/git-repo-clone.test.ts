import { expect, test } from 'vitest';
import { optionsOf, problemsOf } from '../../testing/lint-example';
import gitRepoVolume from './git-repo-volume';

test('a repository is cloned in an init container where that comes first', () => {
  expect(assistsOf('repository: a')).toEqual(['Clone it in an init container']);
  expect(assistsOf('repository: a, directory: b')).toEqual(['Clone it in an init container']);
});

test.each([
  ['that another init container may need', 'repository: a', 'initContainers: [{name: x, image: x}]'],
  ['of a pod for Windows', 'repository: a', 'os: {name: windows}'],
  ['of a branch', 'repository: a, revision: next'],
  ['of an abbreviated hash', 'repository: a, revision: 4b825dc'],
  ['that a template names', 'repository: "{{ .Values.it }}"'],
  ['in a directory that a template names', 'repository: a, directory: "{{ .Values.it }}"'],
])('a repository %s is left to a human', (_, gitRepo, more = 'restartPolicy: Always') => {
  expect(assistsOf(gitRepo, more)).toEqual([undefined]);
});

test('a repository of a volume that a template names is left to a human', () => {
  expect(assistsOf('repository: a', 'restartPolicy: Always', '"{{ .Values.it }}"')).toEqual([undefined]);
});

test('so is that of an Argo workflow, whose init containers are elsewhere', () => {
  const spec =
    'volumes: [{name: v, gitRepo: {repository: a}}], templates: [{name: x, container: {image: x}}]';
  const text = `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: x}\nspec: {${spec}}\n`;
  expect(problemsOf(text, gitRepoVolume, optionsOf({})).map(({ assist }) => assist)).toEqual([undefined]);
});

function assistsOf(gitRepo: string, more = 'restartPolicy: Always', name = 'v') {
  const spec = `containers: [{name: x, image: x}], volumes: [{name: ${name}, gitRepo: {${gitRepo}}}], ${more}`;
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {${spec}}\n`;
  return problemsOf(text, gitRepoVolume, optionsOf({})).map(({ assist }) => assist?.title);
}
