import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

const MINIMUM = 1_000_000;

export default defineRule({
  meta: {
    id: 'priority-class-global-default',
    chapter: 'scheduling',
    scope: 'PriorityClass',
    title: 'High priority for every pod',
    summary: 'priority classes of a high value that hold for every pod that names none',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Pods that are created without the default get the priority 0, and those that are there already
      keep theirs and go before them. How to get from one to the other is for a human to plan.
    `,
    standards: {
      cwe: ['CWE-770'],
    },
    options: { minimum: 'number' },
    why: `
      Where every pod is important, none is: pods that nobody gave a priority may push out those of
      other teams, and what is really needed has nothing above them left.

      Reported are values of 1,000,000 and more. The option \`minimum\` sets another number.
    `,
    whenNotToFix: `
      Where other classes have values far above it, so that the default is low in comparison.
    `,
    examples: [
      {
        title: 'A default above the rest',
        manifest: `
          apiVersion: scheduling.k8s.io/v1
          kind: PriorityClass
          metadata:
            name: important
          value: 1000000
          globalDefault: true
          #              ^^^^ Every pod without a priority gets the priority 1000000
        `,
      },
      {
        title: 'A number of its own',
        options: { minimum: 1000 },
        manifest: `
          apiVersion: scheduling.k8s.io/v1
          kind: PriorityClass
          metadata:
            name: usual
          value: 1000
          globalDefault: true
          #              ^^^^ Every pod without a priority gets the priority 1000
        `,
      },
      {
        title: 'A low default, and one that a chart chooses',
        manifest: `
          apiVersion: scheduling.k8s.io/v1
          kind: PriorityClass
          metadata:
            name: usual
          value: 1000
          globalDefault: true
          ---
          apiVersion: scheduling.k8s.io/v1
          kind: PriorityClass
          metadata:
            name: chart
          value: {{ .Values.priority }}
          globalDefault: true
        `,
      },
      {
        title: 'A high value that has to be asked for',
        manifest: `
          apiVersion: scheduling.k8s.io/v1
          kind: PriorityClass
          metadata:
            name: important
          value: 1000000
        `,
      },
    ],
  },

  *check(manifest, { options }) {
    const isDefault = manifest.root.boolean('globalDefault');
    const value = manifest.root.integer('value');
    const minimum = typeof options.minimum === 'number' ? options.minimum : MINIMUM;
    if (!isKnown(isDefault, true) || value.state !== 'known' || value.value < minimum) return;
    yield { at: isDefault, message: `Every pod without a priority gets the priority ${value.value}` };
  },
});
