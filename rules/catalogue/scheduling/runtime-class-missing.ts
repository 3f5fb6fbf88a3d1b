import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import { residenceOf } from '../namespaces/residence';

export default defineRule({
  meta: {
    id: 'runtime-class-missing',
    chapter: 'scheduling',
    scope: 'pod',
    title: 'Untrusted pod without a sandbox',
    summary: 'pods of the namespaces you name that run without a RuntimeClass',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      nsa: ['POD-6'],
    },
    options: { namespaces: 'texts' },
    why: `
      Containers share the kernel of their node: a fault in it is a way out of every one of them. A
      RuntimeClass can put each pod in a virtual machine or behind a kernel of its own, so that code
      of strangers needs two faults.

      The option \`namespaces\` lists the namespaces whose pods need one, such as those where users'
      own code runs. Without it nothing is reported.
    `,
    whenNotToFix: `
      Where the cluster makes such pods run in a sandbox by itself, or has nodes for each tenant.
    `,
    examples: [
      {
        title: 'A pod in a namespace for the code of users',
        options: { namespaces: ['notebooks', 'builds'] },
        manifest: `
          apiVersion: v1
          kind: Pod # of a user
          metadata:
            name: notebook
          #       ^^^^^^^^ Pod shares the kernel of its node: runtimeClassName is not set
            namespace: notebooks
          spec:
            containers:
              - name: app
                image: registry.example/notebook:2.0
        `,
      },
      {
        title: 'A pod that asks for none',
        options: { namespaces: ['notebooks'] },
        manifest: `
          apiVersion: v1
          kind: Pod # of a user
          metadata:
            name: notebook
            namespace: notebooks
          spec:
            runtimeClassName: ""
          #                   ^^ Pod shares the kernel of its node: runtimeClassName is not set
            containers:
              - name: app
                image: registry.example/notebook:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod # of a user
          metadata:
            name: notebook
            namespace: notebooks
          spec:
            runtimeClassName: "NAME"
            containers:
              - name: app
                image: registry.example/notebook:2.0
        `,
      },
      {
        title: 'A pod in a sandbox',
        options: { namespaces: ['notebooks'] },
        manifest: `
          apiVersion: v1
          kind: Pod # of a user
          metadata:
            name: notebook
            namespace: notebooks
          spec:
            runtimeClassName: sandbox
            containers:
              - name: app
                image: registry.example/notebook:2.0
        `,
      },
      {
        title: 'Pods of other namespaces, and of one that is not told',
        options: { namespaces: ['notebooks'] },
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: web
                namespace: shop
              spec:
                containers:
                  - name: app
                    image: registry.example/app:2.0
            - apiVersion: v1
              kind: Pod
              metadata:
                name: api
              spec:
                containers:
                  - name: app
                    image: registry.example/app:2.0
        `,
      },
      {
        title: 'A chart, which may be installed anywhere',
        options: { namespaces: ['notebooks'] },
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            namespace: {{ .Release.Namespace }}
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod of any namespace, where none is named in the options',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            namespace: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, { options, workspace }) {
    const untrusted: readonly unknown[] = Array.isArray(options.namespaces) ? options.namespaces : [];
    const residence = residenceOf(pod.manifest, workspace);
    if (residence === 'unset' || residence === 'unknown') return;
    if (!residence.every((namespace) => untrusted.includes(namespace))) return;
    const name = pod.spec.string('runtimeClassName');
    if (name.state !== 'absent' && !isKnown(name, '')) return;
    yield {
      at: name,
      message: 'Pod shares the kernel of its node: runtimeClassName is not set',
      assist: {
        title: 'Name a RuntimeClass',
        operations: [set(name, new Placeholder('NAME'))],
      },
    };
  },
});
