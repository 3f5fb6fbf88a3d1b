import { expect, test } from 'vitest';
import { problemsOf } from '../../testing/lint-example';
import rule from './manifest-oversized';

function messages(text: string): readonly string[] {
  return problemsOf(text, rule).map(({ message, place }) => `${place.path.join('.')}: ${message}`);
}

function configMap(data: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: ${data}\n`;
}

test('an object may have 1 MiB of text, in bytes', () => {
  const MiB = 1024 * 1024;
  const rest = configMap('').length - 1;
  expect(messages(configMap('x'.repeat(MiB - rest)))).toEqual([]);
  expect(messages(configMap('x'.repeat(MiB - rest + 1)))).toEqual([
    ': Object has 1.1 MiB of text, more than 1 MiB',
  ]);
  expect(messages(configMap('ü'.repeat(MiB / 2)))).toEqual([': Object has 1.1 MiB of text, more than 1 MiB']);
  // Each object of a file counts for itself.
  expect(messages(`${configMap('x'.repeat(MiB / 2))}---\n${configMap('x'.repeat(MiB / 2))}`)).toEqual([]);
});

test('annotations may have 256 KiB, of an object and of its pods', () => {
  const value = (length: number) => `annotations: {key: ${'x'.repeat(length)}}`;
  const job = (own: string, ofPod: string) =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, ${own}}\nspec: {template: {metadata: {${ofPod}}, spec: {}}}\n`;
  const least = 256 * 1024 - 2;
  expect(messages(job(value(least - 1), value(least - 1)))).toEqual([]);
  const found = 'Annotations have 257 KiB, more than 256 KiB';
  expect(messages(job(value(least), value(1)))).toEqual([`metadata.annotations: ${found}`]);
  expect(messages(job(value(1), value(least)))).toEqual([`spec.template.metadata.annotations: ${found}`]);
  expect(
    messages(`apiVersion: v1\nkind: Pod\nmetadata: {name: a, ${value(least)}}\nspec: {}\n`),
  ).toHaveLength(1);
});

test('custom resource definitions may be as large as they need', () => {
  const text = configMap('x'.repeat(1024 * 1024)).replace(
    'v1\nkind: ConfigMap',
    'apiextensions.k8s.io/v1\nkind: CustomResourceDefinition',
  );
  expect(messages(text)).toEqual([]);
});

test('the more values there are, the fewer of them may come from aliases', () => {
  const list = (length: number, item: string) => `[${Array.from({ length }, () => item).join(', ')}]`;
  const repeated = (length: number, times: number) =>
    configMap(`{b: &b ${list(length, 'x')}, c: ${list(times, '*b')}}`);
  expect(messages(repeated(1000, 80))).toEqual([]);
  expect(messages(repeated(10_000, 80))).toHaveLength(1);
});
