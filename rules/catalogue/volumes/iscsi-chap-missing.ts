import { defineRule } from '../../engine/rule';
import { sourceHoldersOf } from '../../kubernetes/storage';
import { mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'iscsi-chap-missing',
    chapter: 'volumes',
    scope: 'object',
    title: 'iSCSI without a login',
    summary: 'iSCSI volumes for which node and target do not authenticate each other by CHAP',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      The target has to be set up for CHAP first, and the Secret made that holds its names and
      passwords.
    `,
    standards: {
      tob: ['ATR-K8S-003'],
      cwe: ['CWE-306'],
    },
    whereWritten: ['iscsi'],
    why: `
      A target without a login gives its disks to whoever reaches it over the network and says the
      right name, which is no secret. CHAP needs \`chapAuthSession: true\` and, in \`secretRef\`, a
      Secret of type \`kubernetes.io/iscsi-chap\`.
    `,
    whenNotToFix: `
      Where the target is reached over a network of its own that no pod is on.
    `,
    examples: [
      {
        title: 'A disk that anybody on the network can have',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: database
          spec:
            containers:
              - name: app
                image: registry.example/database:3.1
            volumes:
              - name: data
                iscsi:
          #     ^^^^^ iSCSI session has no CHAP login: chapAuthSession is not true
                  targetPortal: 192.0.2.7:3260
                  iqn: iqn.2024-01.example:disk
                  lun: 0
        `,
      },
      {
        title: 'A login for the search for targets alone, and one without its Secret',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: PersistentVolume
              metadata:
                name: data
              spec:
                iscsi:
                  targetPortal: 192.0.2.7:3260
                  chapAuthDiscovery: true
                  chapAuthSession: false
          #                        ^^^^^ iSCSI session has no CHAP login: chapAuthSession is not true
                  secretRef: {name: chap}
            - apiVersion: v1
              kind: PersistentVolume
              metadata:
                name: more
              spec:
                iscsi:
          #     ^^^^^ iSCSI session has no CHAP login: secretRef is not set
                  targetPortal: 192.0.2.7:3260
                  chapAuthSession: true
        `,
      },
      {
        title: 'A login, and one that a chart decides',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: database
          spec:
            containers:
              - name: app
                image: registry.example/database:3.1
            volumes:
              - name: data
                iscsi:
                  targetPortal: 192.0.2.7:3260
                  chapAuthSession: true
                  secretRef: {name: chap}
              - name: chosen
                iscsi:
                  targetPortal: 192.0.2.7:3260
                  chapAuthSession: {{ .Values.chap }}
                  secretRef: {name: chap}
              - name: off
                iscsi: null
        `,
      },
    ],
  },

  *check(manifest) {
    for (const iscsi of sourceHoldersOf(manifest).map((holder) => holder.map('iscsi'))) {
      if (iscsi.state !== 'known') continue;
      const session = iscsi.boolean('chapAuthSession');
      const secret = iscsi.map('secretRef');
      if (!mayBe(session, true)) {
        yield { at: session, message: 'iSCSI session has no CHAP login: chapAuthSession is not true' };
      } else if (secret.state === 'absent') {
        yield { at: secret, message: 'iSCSI session has no CHAP login: secretRef is not set' };
      }
    }
  },
});
