import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { certainNamespacesOf, isCertainlyIn, isPatched } from '../../engine/workspace';
import { Placeholder } from '../../yaml/operation';
import { missingAt } from '../resources/missing';
import { quotaKeys } from './quota';

export default defineRule({
  meta: {
    id: 'workload-resources-missing-under-quota',
    chapter: 'cross-file',
    scope: 'container',
    title: 'Container that the quota refuses',
    summary: 'containers that do not say what a ResourceQuota of their namespace counts',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['NET-3'], owasp: { '2025': ['K01'] }, cwe: ['CWE-770'] },
    covers: ['cpu-limit-missing', 'cpu-request-missing', 'memory-limit-missing', 'memory-request-missing'],
    why: `
      Once a quota counts a limit or a request, the API server refuses every pod that leaves it out. A
      Deployment is still accepted; it only never gets its pods, and whoever is in a hurry then takes the
      quota away, with the bound it set for an attacker.

      A LimitRange that may be in the namespace and gives the value excuses the container; so does a
      quota for some pods alone, which has scopes. Nothing is said of what a kustomization in view patches.
    `,
    whenNotToFix: `
      Where a LimitRange that is not in view, or an admission webhook, gives containers the value.
    `,
    examples: [
      {
        title: 'A container that says nothing, under a quota for requests and limits',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: web
                    image: registry.example/web:1.2
                    resources:
          #         ^^^^^^^^^ Pods will be refused: a quota of the namespace counts limits.memory
                      requests:
          #           ^^^^^^^^ Pods will be refused: a quota of the namespace counts requests.cpu
                        memory: 256Mi
        `,
        files: [
          {
            path: 'quota.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: quota, namespace: shop}
              spec: {hard: {requests.cpu: 10, memory: 20Gi, limits.memory: 20Gi}}
            `,
          },
        ],
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: web
                    image: registry.example/web:1.2
                    resources:
                      requests:
                        cpu: 500m
                        memory: 256Mi
                      limits:
                        memory: 256Mi
        `,
      },
      {
        title: 'A LimitRange that gives what is missing',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'quota.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: quota, namespace: shop}
              spec: {hard: {memory: 20Gi, limits.memory: 20Gi}}
              ---
              apiVersion: v1
              kind: LimitRange
              metadata: {name: limits, namespace: shop}
              spec: {limits: [{type: Container, default: {memory: 64Mi}}]}
            `,
          },
        ],
      },
      {
        title: 'Quotas for other things, for another namespace, for any, and for some pods',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'quota.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: pods, namespace: shop}
              spec: {hard: {pods: 10, requests.ephemeral-storage: 10Gi}}
              ---
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: desk, namespace: desk}
              spec: {hard: {memory: 20Gi}}
              ---
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: any}
              spec: {hard: {memory: 20Gi}}
              ---
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: high, namespace: shop}
              spec:
                hard: {memory: 20Gi}
                scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}
            `,
          },
        ],
      },
      {
        title: 'A base whose containers an overlay patches',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web}
          spec:
            containers:
              - name: web
                image: registry.example/web:1.2
                resources: {limits: {memory: 4Gi}}
        `,
        files: [
          { path: 'kustomization.yaml', text: '{resources: [example.yaml]}' },
          {
            path: 'shop/kustomization.yaml',
            text: '{namespace: shop, resources: [.., shop.yaml], patches: [{path: web.yaml}]}',
          },
          {
            path: 'shop/shop.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: quota, namespace: shop}
              spec: {hard: {requests.cpu: 10, limits.cpu: 20}}
            `,
          },
        ],
      },
      {
        title: 'A pod that Flux puts in another namespace',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata: {name: web, namespace: desk, labels: {app: web}}
          spec: {containers: [{name: web, image: "registry.example/web:1.2"}]}
        `,
        files: [
          {
            path: 'quota.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: all, namespace: desk}
              spec: {hard: {limits.memory: 1Gi}}
            `,
          },
          {
            path: 'flux/shop.yaml',
            text: `
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: {name: shop, namespace: flux-system}
              spec:
                path: ./\${app}
                targetNamespace: shop
                sourceRef: {kind: GitRepository, name: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(container, context) {
    const { workspace } = context;
    if (isPatched(container.pod.manifest, workspace)) return;
    const namespaces = certainNamespacesOf(container.pod.manifest, workspace);
    const quotas = workspace
      .resourceQuotas(namespaces)
      .filter((quota) => quota.isScoped !== true && isCertainlyIn(quota, namespaces, workspace));
    for (const { bound, resource, names } of quotaKeys) {
      const quota = quotas.find(({ hard }) => names.some((name) => hard.includes(name)));
      const at = quota === undefined ? undefined : missingAt(container, bound, resource, context);
      if (quota === undefined || at === undefined) continue;
      const amount = new Placeholder(AMOUNTS[resource]);
      yield {
        at,
        message: `Pods will be refused: a quota of the namespace counts ${bound}.${resource}`,
        related: [
          { at: workspace.exactly(quota).place, message: `The quota that counts ${bound}.${resource}` },
        ],
        assist: { title: `Set ${bound}.${resource}`, operations: [set(at, amount)] },
      };
    }
  },
});

const AMOUNTS = { cpu: '500m', memory: '256Mi' } as const;
