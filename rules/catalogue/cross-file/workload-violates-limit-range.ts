import type { ContainerBound } from '../../engine/facts-quota';
import { defineRule, type Finding } from '../../engine/rule';
import { certainNamespacesOf, isCertainlyIn, isPatched } from '../../engine/workspace';
import type { Container } from '../../kubernetes/container';
import { parseQuantity } from '../../kubernetes/quantity';
import { type Field, knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'workload-violates-limit-range',
    chapter: 'cross-file',
    scope: 'container',
    title: 'Container outside the LimitRange',
    summary: 'containers whose limits or requests a LimitRange of their namespace does not allow',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      How much the program needs, and whether the workload or the LimitRange must change, is not in the
      files.
    `,
    standards: { nsa: ['NET-3'], owasp: { '2025': ['K01'] }, cwe: ['CWE-770'] },
    whereWritten: ['limits', 'requests'],
    why: `
      The API server refuses every pod with a container below the \`min\`, above the \`max\` or, between
      request and limit, beyond the \`maxLimitRequestRatio\` that a LimitRange sets for containers. A
      Deployment is still accepted; it only never gets its pods, and whoever is in a hurry then takes the
      LimitRange away.

      A container with a limit and no request asks for as much as its limit. Bounds for whole pods are
      not looked at, and nothing is said of what a kustomization in view patches.
    `,
    whenNotToFix: `
      Where the LimitRange in view is not the one of the cluster that the workload is for.
    `,
    examples: [
      {
        title: 'Limits and requests on both sides of what is allowed',
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
                      requests: {cpu: 10m, memory: 1Gi}
          #                           ^^^ Pods will be refused: request 10m is below the minimum of a LimitRange, 50m
                      limits: {cpu: 1, memory: 4Gi}
          #                         ^ Pods will be refused: limit 1 is more than 4 times the request, 10m
          #                                    ^^^ Pods will be refused: limit 4Gi is above the maximum of a LimitRange, 2Gi
                  - name: log
                    image: registry.example/log:1.2
                    resources:
                      limits: {cpu: 20m}
          #                         ^^^ Pods will be refused: limit 20m is below the minimum of a LimitRange, 50m
                      requests: {memory: 3Gi}
          #                              ^^^ Pods will be refused: request 3Gi is above the maximum of a LimitRange, 2Gi
        `,
        files: [
          {
            path: 'limits.yaml',
            text: `
              apiVersion: v1
              kind: LimitRange
              metadata: {name: limits, namespace: shop}
              spec:
                limits:
                  - type: Container
                    min: {cpu: 50m}
                    max: {memory: 2Gi}
                    maxLimitRequestRatio: {cpu: 4}
            `,
          },
        ],
      },
      {
        title: 'What is within the bounds, in another notation, and bounds that are for others',
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
                      requests: {cpu: 0.05, memory: 1Gi}
                      limits: {cpu: 200m, memory: 2048Mi}
                  - name: chart
                    image: registry.example/web:1.2
                    resources:
                      requests: {cpu: "{{ .Values.cpu }}"}
                      limits: {memory: lots}
        `,
        files: [
          {
            path: 'limits.yaml',
            text: `
              apiVersion: v1
              kind: LimitRange
              metadata: {name: limits, namespace: shop}
              spec:
                limits:
                  - type: Container
                    min: {cpu: 50m}
                    max: {memory: 2Gi}
                    maxLimitRequestRatio: {cpu: 4}
                  - type: Pod
                    max: {memory: 1Mi}
              ---
              apiVersion: v1
              kind: LimitRange
              metadata: {name: limits, namespace: desk}
              spec: {limits: [{type: Container, max: {memory: 1Mi}}]}
              ---
              apiVersion: v1
              kind: LimitRange
              metadata: {name: any}
              spec: {limits: [{type: Container, max: {memory: 1Mi}}]}
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
              kind: LimitRange
              metadata: {name: limits, namespace: shop}
              spec: {limits: [{type: Container, max: {memory: 1Gi}}]}
            `,
          },
        ],
      },
    ],
  },

  *check(container, { workspace }) {
    if (isPatched(container.pod.manifest, workspace)) return;
    const namespaces = certainNamespacesOf(container.pod.manifest, workspace);
    const ranges = workspace
      .limitRanges(namespaces)
      .filter((range) => range.bounds !== undefined && isCertainlyIn(range, namespaces, workspace));
    for (const range of ranges) {
      for (const finding of (range.bounds ?? []).flatMap((bound) => outside(container, bound))) {
        workspace.exactly(range);
        yield finding;
      }
    }
  },
});

function outside(container: Container, bound: ContainerBound): readonly Finding[] {
  const request = amountOf(container, 'requests', bound.resource);
  const limit = amountOf(container, 'limits', bound.resource);
  const edge = parseQuantity(bound.value);
  const fact = edge === undefined ? undefined : COMPARISONS[bound.bound](request, limit, edge, bound.value);
  if (fact === undefined) return [];
  const message = `Pods will be refused: ${fact.message}`;
  return [{ at: fact.at, message, related: [{ at: bound.place, message: 'The bound is set here' }] }];
}

/** An amount that a container names, as far as it is known. */
interface Amount {
  readonly field: Field<string>;
  /** In billionths. */
  readonly value: bigint | undefined;
  readonly what: string;
}

interface Fact {
  readonly at: Field<string>;
  readonly message: string;
}

type Comparison = (request: Amount, limit: Amount, edge: bigint, text: string) => Fact | undefined;

const COMPARISONS: Readonly<Record<ContainerBound['bound'], Comparison>> = {
  max: (request, limit, edge, text) =>
    factOf([limit, request], (value) => value > edge, `is above the maximum of a LimitRange, ${text}`),
  // A limit counts as the request where there is none.
  min: (request, limit, edge, text) =>
    factOf([request, limit], (value) => value < edge, `is below the minimum of a LimitRange, ${text}`),
  ratio: (request, limit, edge, text) => {
    const asked = request.value;
    if (asked === undefined) return undefined;
    const than = `is more than ${text} times the request, ${knownValue(request.field)}`;
    return factOf([limit], (value) => value * BILLION > edge * asked, than);
  },
};

const BILLION = 10n ** 9n;

function factOf(
  amounts: readonly Amount[],
  isOutside: (value: bigint) => boolean,
  complaint: string,
): Fact | undefined {
  const amount = amounts.find(({ value }) => value !== undefined && isOutside(value));
  if (amount === undefined) return undefined;
  return { at: amount.field, message: `${amount.what} ${knownValue(amount.field)} ${complaint}` };
}

function amountOf(container: Container, key: 'requests' | 'limits', resource: string): Amount {
  const field = container.resources.map(key).scalarText(resource);
  const text = knownValue(field);
  const value = text === undefined ? undefined : parseQuantity(text);
  return { field, value, what: key === 'requests' ? 'request' : 'limit' };
}
