import { set } from '../../engine/fix';
import { type Context, defineRule } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { isNamespaced } from '../../kubernetes/namespaced';
import { isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import { residenceOf } from './residence';

/** What governs a namespace, or comes and goes by itself: it says nothing about who uses the namespace. */
const GOVERNING = ['Event', 'Lease', 'LimitRange', 'NetworkPolicy', 'ResourceQuota', 'Role', 'RoleBinding'];
/** What the cluster itself makes in every namespace, or in this one: people only change it. */
const OF_THE_CLUSTER: readonly (readonly [string, string])[] = [
  ['ServiceAccount', 'default'],
  ['Service', 'kubernetes'],
  ['Endpoints', 'kubernetes'],
  ['EndpointSlice', 'kubernetes'],
];

export default defineRule({
  meta: {
    id: 'namespace-default',
    chapter: 'namespaces',
    scope: 'object',
    title: 'Object in the namespace default',
    summary: 'objects that are in the namespace `default`, or that nothing in view puts in any other',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-1'],
      cis: { '1.12': ['5.6.1', '5.6.4'] },
      cwe: ['CWE-653'],
    },
    options: { missing: 'flag' },
    why: `
      Roles, network policies, quotas and Pod Security levels hold for a namespace. In \`default\`,
      where everything lands that nobody has thought about, they would have to fit all of it, so they
      fit nothing: who may do something to one workload there may do it to the others.

      An object without a namespace is where the command that applies it says, and in \`default\` if
      it says nothing. That is reported as information, not in the profile \`recommended\` unless the
      option \`missing\` is true, and not where a kustomization, a chart's release or a controller decides:
      an Application of Argo CD, a Kustomization of Flux or a \`fleet.yaml\` in view that may apply its folder.
      Policies, roles, quotas and limits, and what the cluster itself has in \`default\`, are not reported.
    `,
    whenNotToFix: `
      On a cluster with a single purpose. Where your tool for deployments gives the namespace,
      leave the rule for what has none off.
    `,
    examples: [
      {
        title: 'An object that is put there by name',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: default # for now
          #            ^^^^^^^ Object is in the namespace default
          data: {}
        `,
        fixed: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: NAMESPACE # for now
          data: {}
        `,
      },
      {
        title: 'An object that nothing in view puts anywhere',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          #       ^^^^ Object is wherever it is applied: metadata.namespace is not set
          data: {}
        `,
        fixed: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: NAMESPACE
          data: {}
        `,
      },
      {
        title: 'The same in the profile recommended',
        profile: 'recommended',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          data: {}
        `,
      },
      {
        title: 'The same with the option for it',
        profile: 'recommended',
        options: { missing: true },
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          #       ^^^^ Object is wherever it is applied: metadata.namespace is not set
          data: {}
        `,
      },
      {
        title: 'A kustomization that puts it there',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: shop
          #       ^^^^ Object is in the namespace default
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              namespace: default
              resources: [example.yaml]
            `,
          },
        ],
      },
      {
        title: 'A kustomization that puts it elsewhere',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: default
          data: {}
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              namespace: shop
              resources: [example.yaml]
            `,
          },
        ],
      },
      {
        title: 'A patch, whose namespace only tells which object it changes',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: default
          data: {}
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              patches: [{path: example.yaml}]
            `,
          },
        ],
      },
      {
        title: "A chart, whose objects are in the release's namespace",
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: {{ .Release.Name }}
          data: {}
        `,
      },
      {
        title: 'Kinds that are in no namespace, and of which it is not known',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: archive
            namespace: default
          ---
          apiVersion: argoproj.io/v1alpha1
          kind: Rollout
          metadata:
            name: web
        `,
      },
      {
        title: 'What governs the namespace, and what the cluster itself has there',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: default}
              spec: {podSelector: {}, policyTypes: [Ingress]}
            - apiVersion: v1
              kind: ServiceAccount
              metadata: {name: default, namespace: default}
              automountServiceAccountToken: false
            - apiVersion: v1
              kind: Service
              metadata: {name: kubernetes, namespace: default}
              spec: {ports: [{port: 443}]}
        `,
      },
      {
        title: 'An object that Argo CD puts in a namespace',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          data: {}
        `,
        files: [
          {
            path: 'argocd/application.yaml',
            text: `
              apiVersion: argoproj.io/v1alpha1
              kind: Application
              metadata: {name: shop, namespace: argocd}
              spec:
                source: {repoURL: https://git.example/shop.git, path: .}
                destination: {name: in-cluster, namespace: shop}
            `,
          },
        ],
      },
      {
        title: 'Objects that an ApplicationSet puts in a namespace which nobody can tell',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          data: {}
        `,
        files: [
          {
            path: 'argocd/applications.yaml',
            text: `
              apiVersion: argoproj.io/v1alpha1
              kind: ApplicationSet
              metadata: {name: apps, namespace: argocd}
              spec:
                generators:
                  - git: {repoURL: https://git.example/apps.git, directories: [{path: "*"}]}
                template:
                  metadata: {name: "{{path.basename}}"}
                  spec:
                    source: {repoURL: https://git.example/apps.git, path: "{{path}}"}
                    destination: {name: in-cluster, namespace: "{{path.basename}}"}
            `,
          },
        ],
      },
      {
        title: 'An object that Flux puts in another namespace, whatever it says itself',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: default
          data: {}
        `,
        files: [
          {
            path: 'flux/kustomization-of-flux.yaml',
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
      {
        title: 'An object that Fleet puts in a namespace',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          data: {}
        `,
        files: [
          {
            path: 'fleet.yaml',
            text: `
              defaultNamespace: shop
            `,
          },
        ],
      },
      {
        title: 'An object that Argo CD applies from another folder',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          #       ^^^^ Object is wherever it is applied: metadata.namespace is not set
          data: {}
        `,
        files: [
          {
            path: 'argocd/application.yaml',
            text: `
              apiVersion: argoproj.io/v1alpha1
              kind: Application
              metadata: {name: shop, namespace: argocd}
              spec:
                source: {repoURL: https://git.example/shop.git, path: apps/shop}
                destination: {name: in-cluster, namespace: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(manifest, context) {
    if (!isNamespaced(manifest.apiVersion, manifest.kind) || isExempt(manifest)) return;
    const residence = residenceOf(manifest, context.workspace);
    const at = manifest.namespace;
    const operations = [set(at, new Placeholder('NAMESPACE'))];
    const assist = { title: 'Give it a namespace of its own', operations };
    if (residence === 'unset') {
      if (!isMissingAsked(context)) return;
      const message = 'Object is wherever it is applied: metadata.namespace is not set';
      yield { at, message, severity: 'info', assist };
    } else if (residence !== 'unknown' && residence.every((namespace) => namespace === 'default')) {
      const message = 'Object is in the namespace default';
      yield { at, message, ...(at.state === 'known' ? { assist } : {}) };
    }
  },
});

function isExempt({ kind, name }: Manifest): boolean {
  if (GOVERNING.includes(kind)) return true;
  return OF_THE_CLUSTER.some(([itsKind, itsName]) => kind === itsKind && isKnown(name, itsName));
}

function isMissingAsked({ profile, options }: Context): boolean {
  return profile !== 'recommended' || options.missing === true;
}
