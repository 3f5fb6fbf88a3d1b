import { expect, test } from 'vitest';
import { problemsOf } from '../../testing/lint-example';
import rule from './security-field-wrong-type';

test('what only a syntax error makes look like another type is not reported', () => {
  const service = (address: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  clusterIP: ${address}\n  ports: []\n`;
  expect(problemsOf(service('{PREFIX}'), rule)).toHaveLength(1);
  expect(problemsOf(service('{PREFIX}.16'), rule)).toEqual([]);
});
