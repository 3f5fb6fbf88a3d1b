import { expect, test } from 'vitest';
import { problemsOf } from '../../testing/lint-example';
import rule from './security-context-wrong-level';

/** The titles of the fixes for each finding about a Deployment. */
function fixes(context: string, podSpec: string): readonly (readonly string[])[] {
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {}, ${context} template: {spec: {${podSpec}}}}\n`;
  return problemsOf(text, rule).map((problem) => problem.fixes.map(({ title }) => title));
}

const APP = 'containers: [{name: app, image: i}]';

test('a whole context is moved where all of it means the same there', () => {
  const moved = 'Move securityContext into the spec of the pod';
  expect(fixes('securityContext: {runAsNonRoot: true, fsGroup: 1},', APP)).toEqual([[moved]]);
  for (const context of ['privileged: false', 'runAsUser: 0', 'runAsUser: "${ID}"']) {
    expect(fixes(`securityContext: {${context}},`, APP)).toEqual([[]]);
  }
  expect(fixes('securityContext: {runAsNonRoot: true},', `securityContext: {fsGroup: 1}, ${APP}`)).toEqual([
    [],
  ]);
  expect(fixes('securityContext: {runAsNonRoot: true},', `os: {name: windows}, ${APP}`)).toEqual([[]]);
});

test('a field is moved where it is free and grants nothing, and else removed', () => {
  const found = (context: string, container = '') =>
    fixes('', `securityContext: {${context}}, containers: [{name: app, image: i, ${container}}]`)[0];
  const moved = (field: string) => [`Move ${field} to where it has an effect`];
  expect(found('readOnlyRootFilesystem: true')).toEqual(moved('readOnlyRootFilesystem'));
  expect(found('readOnlyRootFilesystem: false')).toEqual(['Remove readOnlyRootFilesystem']);
  expect(found('readOnlyRootFilesystem: true', 'securityContext: {readOnlyRootFilesystem: false}')).toEqual([
    'Remove readOnlyRootFilesystem',
  ]);
  expect(found('readOnlyRootFilesystem: true', 'securityContext: {readOnlyRootFilesystem: "${X}"}')).toEqual(
    [],
  );
  expect(found('allowPrivilegeEscalation: false')).toEqual(moved('allowPrivilegeEscalation'));
  for (const implied of ['privileged: true', 'capabilities: {add: [CAP_SYS_ADMIN]}']) {
    expect(found('allowPrivilegeEscalation: false', `securityContext: {${implied}}`)).toEqual([
      'Remove allowPrivilegeEscalation',
    ]);
    const other = found('readOnlyRootFilesystem: true', `securityContext: {${implied}}`);
    expect(other).toEqual(moved('readOnlyRootFilesystem'));
  }
});

test('a patch gets no fix, because nobody knows what it is applied to', () => {
  const text =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {securityContext: {privileged: false}, containers: [{name: app}]}}}\n';
  expect(problemsOf(text, rule).map((problem) => problem.fixes)).toEqual([[]]);
});
