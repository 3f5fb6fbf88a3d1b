import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-as-env-var',
    chapter: 'secrets',
    scope: 'container',
    title: 'Secret in an environment variable',
    summary: 'containers that get Secrets as environment variables (`secretKeyRef`, `secretRef`)',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      The program must read a file instead of its environment, and only its author knows whether it can.
    `,
    standards: {
      nsa: ['NET-7'],
      cis: { '1.12': ['5.4.1'] },
      tob: ['TOB-K8S-005', 'TOB-K8S-TM05'],
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-526'],
    },
    whereWritten: ['secretKeyRef', 'secretRef'],
    why: `
      An environment leaks easily: child processes inherit it, crash reports and debug pages print it,
      and every process of the same user reads it under \`/proc\`. A Secret that is mounted as a file is
      read when it is needed, can be kept from other users, and follows a change without a restart.
    `,
    whenNotToFix: `
      Programs that take their settings from the environment only cannot do otherwise. A Secret there is
      still far better than a literal value.
    `,
    examples: [
      {
        title: 'One key of a Secret, and all of another',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: DB_LOGIN
                    valueFrom:
                      secretKeyRef:
          #           ^^^^^^^^^^^^ Variable DB_LOGIN holds a key of a Secret
                        name: db
                        key: login
                envFrom:
                  - secretRef: {name: queue}
          #         ^^^^^^^^^ Every key of Secret queue is an environment variable
                  - prefix: {{ .Values.prefix }}
                    secretRef:
          #         ^^^^^^^^^ Every key of a Secret is an environment variable
                      name: {{ .Values.secret }}
        `,
      },
      {
        title: 'Variables from elsewhere, and a Secret that is mounted as files',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: DB_HOST
                    valueFrom:
                      configMapKeyRef: {name: db, key: host}
                  - name: DB_PORT
                    valueFrom:
                      secretKeyRef: null
                envFrom:
                  - configMapRef: {name: queue}
                volumeMounts:
                  - name: login
                    mountPath: /run/secrets/db
                    readOnly: true
            volumes:
              - name: login
                secret:
                  secretName: db
        `,
      },
    ],
  },

  *check(container) {
    for (const variable of container.env) {
      const reference = variable.map('valueFrom').map('secretKeyRef');
      if (reference.state !== 'known') continue;
      const name = variable.knownString('name');
      yield {
        at: reference,
        message: `Variable ${name === undefined ? '' : `${name} `}holds a key of a Secret`,
      };
    }
    for (const reference of container.envFrom.map((source) => source.map('secretRef'))) {
      if (reference.state !== 'known') continue;
      const name = reference.knownString('name');
      const secret = name === undefined ? 'a Secret' : `Secret ${name}`;
      yield { at: reference, message: `Every key of ${secret} is an environment variable` };
    }
  },
});
