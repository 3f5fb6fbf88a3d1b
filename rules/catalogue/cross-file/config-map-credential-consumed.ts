import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { referencesOf } from '../../kubernetes/references';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'config-map-credential-consumed',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Credential taken from a ConfigMap',
    summary: 'pods that take a password, token or key from a ConfigMap in view',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      The entry has to move to a Secret first, which \`credential-in-config-map\` offers. Then change the reference.
    `,
    standards: { owasp: { '2025': ['K03'] }, cwe: ['CWE-312'] },
    whereWritten: ['configMap', 'configMapKeyRef', 'configMapRef'],
    why: `
      The program works with a credential that everybody can read who may read ConfigMaps: the role \`view\` lets them,
      and nothing encrypts it at rest. That a pod takes it shows that it is in use, and where it has to be changed.
    `,
    whenNotToFix: `
      A password that protects nothing, as of a database in a test's own namespace, may stay.
    `,
    examples: [
      {
        title: 'A password as a variable, and as a file',
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
                      configMapKeyRef: {name: shop, key: db-password}
          #                                   ^^^^ Takes db-password, a literal credential, from ConfigMap shop
            volumes:
              - name: config
                configMap: {name: shop}
          #                       ^^^^ Takes db-password, a literal credential, from ConfigMap shop
        `,
        files: [
          {
            path: 'config.yaml',
            text: `
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: shop
              data:
                db-host: db.registry.example
                db-password: hunter2
            `,
          },
        ],
      },
      {
        title: 'Other entries, and a ConfigMap of another namespace',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: app
                    image: registry.example/web:1.2
                    env:
                      - name: HOST
                        valueFrom:
                          configMapKeyRef: {name: shop, key: db-host}
                    envFrom:
                      - configMapRef: {name: billing}
                volumes:
                  - name: config
                    configMap:
                      name: shop
                      items: [{key: db-host, path: host}]
        `,
        files: [
          {
            path: 'config.yaml',
            text: `
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: shop
                namespace: shop
              data:
                db-host: db.registry.example
                db-password: hunter2
              ---
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: billing
                namespace: billing
              data:
                db-password: hunter2
            `,
          },
        ],
      },
    ],
  },

  *check(pod, { workspace }) {
    const references = referencesOf(pod, 'ConfigMap');
    if (references.length === 0) return;
    const namespaces = namespacesOf(pod.manifest, workspace);
    for (const { name, keys } of references) {
      const text = knownValue(name);
      if (text === undefined) continue;
      const taken = workspace
        .configMaps(namespaces, text)
        .flatMap(({ credentials }) => credentials)
        .filter(({ key }) => keys === undefined || keys.includes(key));
      const [first] = taken;
      if (first === undefined) continue;
      yield {
        at: name,
        message: `Takes ${first.key}, ${first.credential}, from ConfigMap ${text}`,
        related: taken.map(({ key, place }) => ({ at: place, message: `${key} is here` })),
      };
    }
  },
});
