import { defineRule } from '../../engine/rule';
import { persistentVolumeCreate } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-persistent-volume-create',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to make PersistentVolumes',
    summary: '`ClusterRole` objects that may create or change PersistentVolumes',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: {
      nsa: ['AA-2'],
      cis: { '1.12': ['5.1.9'] },
      tob: ['TOB-K8S-038'],
      owasp: { '2025': ['K02'] },
    },
    why: `
      A PersistentVolume may be a directory of the node. A pod that claims it reads and writes there even
      where the Pod Security level forbids hostPath volumes, as Baseline does: the check looks at the
      pod, and the pod names a claim only.
    `,
    whenNotToFix: `
      Storage provisioners make volumes; that is all they do. Nobody else needs it, as claims make
      them do it.
    `,
    examples: [
      {
        title: 'Volumes that may be written',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [persistentvolumes, persistentvolumeclaims]
          #               ^^^^^^^^^^^^^^^^^ Can show pods any directory of a node: create on persistentvolumes
              verbs: [create, delete]
        `,
      },
      {
        title: 'Claims, volumes that may be read, and a Role, which reaches no volume',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [persistentvolumeclaims]
              verbs: [create]
            - apiGroups: [""]
              resources: [persistentvolumes]
              verbs: [get, list, watch]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [persistentvolumes]
              verbs: [create]
        `,
      },
    ],
  },

  check: (rule) =>
    reportGrant(rule, persistentVolumeCreate, 'warning', 'Can show pods any directory of a node'),
});
