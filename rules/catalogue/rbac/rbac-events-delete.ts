import { defineRule } from '../../engine/rule';
import { eventsDelete } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-events-delete',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to delete events',
    summary: 'roles that may delete events',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, attack: ['T1070'] },
    why: `
      Events tell what happened in a namespace: images pulled, containers started and killed. They are
      among the first things that one looks at after an intrusion, and an intruder who may delete them
      does. They expire by themselves.
    `,
    whenNotToFix: `
      A tool that cleans up events needs it. Most have it only because somebody wrote \`*\`.
    `,
    examples: [
      {
        title: 'Events of both groups',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["", events.k8s.io]
              resources: [events]
          #               ^^^^^^ Can remove traces of what happened: delete on events
              verbs: [create, delete]
        `,
      },
      {
        title: 'Events that may be written',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["", events.k8s.io]
              resources: [events]
              verbs: [create, patch, list]
            - apiGroups: [shop.registry.example]
              resources: [events]
              verbs: [delete]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, eventsDelete, 'info', 'Can remove traces of what happened'),
});
