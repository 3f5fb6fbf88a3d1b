import { defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import { type Use, usesOf } from '../../kubernetes/references';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'secret-mounted-by-several-containers',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Secret in several containers',
    summary: 'pods in which more than one container gets the same entries of a Secret',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of the containers needs the Secret is not in the manifest.
    `,
    standards: { tob: ['TOB-K8S-031'], owasp: { '2025': ['K03'] }, cwe: ['CWE-668'] },
    whereWritten: ['secret', 'secretKeyRef', 'secretRef'],
    why: `
      The containers of a pod do not see each other's files and variables. A hole in one, such as a helper that takes
      requests or logs what it gets, gives away only what that one has. Give a Secret to the one that needs it.

      Containers that take other entries of one Secret share nothing.
    `,
    whenNotToFix: `
      Where both talk to the same service, such as an init container that prepares the database for the program.
    `,
    examples: [
      {
        title: 'A helper that gets all that the program gets',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/web:1.2
                env:
                  - name: PASSWORD
                    valueFrom:
                      secretKeyRef: {name: db, key: password}
              - name: logs
                image: registry.example/logs:1.2
                envFrom:
                  - secretRef: {name: db}
          #                           ^^ Secret db is in 2 containers: app, logs
        `,
      },
      {
        title: 'A volume in an init container too',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            initContainers:
              - name: prepare
                image: registry.example/web:1.2
                volumeMounts:
                  - {name: keys, mountPath: /keys}
            containers:
              - name: app
                image: registry.example/web:1.2
                volumeMounts:
                  - {name: keys, mountPath: /keys, readOnly: true}
          #                ^^^^ Secret keys-2 is in 2 containers: prepare, app
            volumes:
              - name: keys
                projected:
                  sources:
                    - secret: {name: keys-2}
        `,
      },
      {
        title: 'Other entries of one Secret, several times in one container, and other Secrets',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/web:1.2
                env:
                  - name: PASSWORD
                    valueFrom:
                      secretKeyRef: {name: db, key: password}
                  - name: PGPASSWORD
                    valueFrom:
                      secretKeyRef: {name: db, key: password}
                volumeMounts:
                  - {name: keys, mountPath: /keys/app.pem, subPath: app.pem}
              - name: metrics
                image: registry.example/metrics:1.2
                env:
                  - name: PASSWORD
                    valueFrom:
                      secretKeyRef: {name: db, key: metrics-password}
                volumeMounts:
                  - {name: keys, mountPath: /keys/metrics.pem, subPath: metrics.pem}
                  - {name: login, mountPath: /login}
            volumes:
              - name: keys
                secret: {secretName: keys}
              - name: login
                secret:
                  secretName: keys
                  items: [{key: login.pem, path: login.pem}]
        `,
      },
    ],
  },

  *check(pod) {
    if (pod.containers.length < 2) return;
    for (const [secret, uses] of usesBySecret(pod)) {
      const sharing = sharedAmong(uses);
      const containers = [...new Set(sharing.map(({ container }) => container))];
      const later = sharing.find(({ container }) => container === containers[1]);
      if (later === undefined) continue;
      const names = containers.flatMap(({ name }) => knownValue(name) ?? []);
      yield {
        at: later.at,
        message: `Secret ${secret} is in ${containers.length} containers: ${names.join(', ')}`,
        related: sharing
          .filter(({ container }) => container !== later.container)
          .map(({ at }) => ({ at, message: 'Here as well' })),
      };
    }
  },
});

function usesBySecret(pod: Pod): ReadonlyMap<string, readonly Use[]> {
  const uses = pod.containers.flatMap((container) => usesOf(container, 'Secret'));
  const bySecret = new Map<string, Use[]>();
  for (const use of uses) {
    const name = knownValue(use.name);
    const known = name === undefined ? undefined : bySecret.get(name);
    if (known !== undefined) known.push(use);
    else if (name !== undefined) bySecret.set(name, [use]);
  }
  return bySecret;
}

/** The uses of one Secret that give a container an entry that another one certainly gets as well. */
function sharedAmong(uses: readonly Use[]): readonly Use[] {
  const ofAny = new Set(uses.map(({ container }) => container));
  const ofAll = new Set(uses.flatMap(({ container, keys }) => (keys === undefined ? container : [])));
  const byKey = new Map<string, Set<Container>>();
  for (const { container, keys = [] } of uses) {
    for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(container));
  }
  return uses.filter(({ container, keys }) => {
    const others = keys === undefined ? [ofAny] : [ofAll, ...keys.flatMap((key) => byKey.get(key) ?? [])];
    return others.some((holders) => holders.size > (holders.has(container) ? 1 : 0));
  });
}
