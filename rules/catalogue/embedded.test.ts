import { expect, test } from 'vitest';
import type { AnyRule, Example, RuleMeta } from '../engine/rule';
import { rules } from '../index';
import { readManifests } from '../kubernetes/manifest';
import { fixAll, marksOf, optionsOf, problemsOf } from '../testing/lint-example';
import { dedent, readMarked } from '../testing/marked';
import { sourceOf } from '../yaml/source';

/** A text as one that kubeadm keeps in a ConfigMap. */
function wrapped(text: string): string {
  const lines = text.trimEnd().split('\n');
  const indented = lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: kubelet-config
data:
  some: "1"
  kubelet: |
${indented}
  # the end
  other: "2"
`;
}

function countOf(text: string): number {
  return readManifests(sourceOf('file:///example.yaml', text)).manifests.length;
}

interface Case {
  readonly rule: AnyRule;
  readonly example: Example;
  readonly text: string;
}

/** The examples in which every object is a configuration file. */
const cases: readonly Case[] = rules.flatMap((rule) =>
  (rule.meta as RuleMeta).examples
    .map((example) => ({ rule, example, text: readMarked(example.manifest).text }))
    .filter(({ text }) => !text.includes('{{') && countOf(text) > 0)
    .filter(({ text }) => countOf(wrapped(text)) === countOf(text) + 1),
);

test('every example that is a configuration file finds the same where it stands in a text', () => {
  expect(cases.length).toBeGreaterThan(100);
  for (const { rule, example, text } of cases) {
    const whole = wrapped(text);
    const found = problemsOf(whole, rule, optionsOf(example));
    const alone = problemsOf(text, rule, optionsOf(example));
    const tell = (from: string, marks: ReturnType<typeof marksOf>) =>
      marks.map(({ start, end, message }) => `${from.slice(start, end)}: ${message}`);
    expect(tell(whole, marksOf(found))).toEqual(tell(text, marksOf(alone)));
    for (const { place } of found) expect(place.path.slice(0, 2)).toEqual(['data', 'kubelet']);
  }
});

test('every example that is a configuration file is fixed the same where it stands in a text', () => {
  for (const { rule, example, text } of cases) {
    if (example.fixed === undefined) continue;
    const found = problemsOf(wrapped(text), rule, optionsOf(example));
    expect(fixAll(wrapped(text), found)).toBe(wrapped(dedent(example.fixed)));
  }
});

test('an ignore comment above the text silences what is found in it', () => {
  const rule = rules.find(({ meta }) => meta.id === 'kubelet-anonymous-auth');
  const text = wrapped(`apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous:
    enabled: true
`);
  const silenced = text.replace(
    '  kubelet: |',
    '  # kube-harden-ignore kubelet-anonymous-auth\n  kubelet: |',
  );
  const counts = [text, silenced].map((each) => (rule === undefined ? [] : problemsOf(each, rule)).length);
  expect(counts).toEqual([1, 0]);
});
