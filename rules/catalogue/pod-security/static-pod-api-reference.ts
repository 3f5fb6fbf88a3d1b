import { defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import { isStaticPod } from '../../kubernetes/static-pod';
import type { Located } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'static-pod-api-reference',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Static pod that refers to the API',
    summary: 'static pods that refer to a ServiceAccount, a Secret, a ConfigMap or another object of the API',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      What the object holds has to be put on the node in another way.
    `,
    standards: {
      nsa: ['NET-4'],
      owasp: { '2025': ['K01'] },
    },
    covers: ['secret-as-env-var'],
    why: `
      A kubelet starts a static pod from a file of its node, without asking the API server. Since
      version 1.34 it refuses one that refers to objects of the API: otherwise whoever may write such a
      file could read the Secrets of any namespace past RBAC and admission. The component that the file
      was to start is missing then. Before, only the admission plugin NodeRestriction refused to show
      such a pod in the API, and what ran of it ran where nobody saw it.

      A pod counts as static when its file lies in \`/etc/kubernetes/manifests\`, or when it has the
      labels \`tier: control-plane\` and \`component\` of one of the control plane's own.
    `,
    whenNotToFix: `
      A pod with those labels that is applied through the API is no static pod.
    `,
    examples: [
      {
        title: 'A part of the control plane with references to the API',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-scheduler
            namespace: kube-system
            labels:
              component: kube-scheduler
              tier: control-plane
          spec:
            serviceAccountName: scheduler
          #                     ^^^^^^^^^ Static pod refers to a ServiceAccount, which the kubelet refuses
            imagePullSecrets:
              - name: registry
          #           ^^^^^^^^ Static pod refers to a Secret, which the kubelet refuses
            containers:
              - name: kube-scheduler
                image: registry.k8s.io/kube-scheduler:v1.37.0
                env:
                  - name: LEVEL
                    valueFrom:
                      configMapKeyRef: {name: settings, key: level}
          #           ^^^^^^^^^^^^^^^ Static pod refers to a ConfigMap, which the kubelet refuses
                envFrom:
                  - secretRef: {name: settings}
          #         ^^^^^^^^^ Static pod refers to a Secret, which the kubelet refuses
            volumes:
              - name: settings
                configMap: {name: settings}
          #     ^^^^^^^^^ Static pod refers to a ConfigMap, which the kubelet refuses
              - name: data
                persistentVolumeClaim: {claimName: data}
          #     ^^^^^^^^^^^^^^^^^^^^^ Static pod refers to a PersistentVolumeClaim, which the kubelet refuses
              - name: all
                projected:
                  sources:
                    - secret: {name: settings}
          #           ^^^^^^ Static pod refers to a Secret, which the kubelet refuses
                    - serviceAccountToken: {path: token}
          #           ^^^^^^^^^^^^^^^^^^^ Static pod refers to a ServiceAccount, which the kubelet refuses
        `,
      },
      {
        title: 'The same reference before 1.34',
        kubernetesVersion: '1.33',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-scheduler
            namespace: kube-system
            labels:
              component: kube-scheduler
              tier: control-plane
          spec:
            serviceAccountName: scheduler
          #                     ^^^^^^^^^ Static pod refers to a ServiceAccount of the API
            containers:
              - name: kube-scheduler
                image: registry.k8s.io/kube-scheduler:v1.33.2
        `,
      },
      {
        title: 'A part of the control plane that takes everything from its node',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-scheduler
            namespace: kube-system
            labels:
              component: kube-scheduler
              tier: control-plane
          spec:
            serviceAccountName: ""
            containers:
              - name: kube-scheduler
                image: registry.k8s.io/kube-scheduler:v1.33.2
                env:
                  - name: NODE
                    valueFrom:
                      fieldRef: {fieldPath: spec.nodeName}
            volumes:
              - name: config
                hostPath: {path: /etc/kubernetes/scheduler.conf}
        `,
      },
      {
        title: 'A pod that is applied through the API',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            labels:
              tier: control-plane
          spec:
            serviceAccountName: web
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (!isStaticPod(pod)) return;
    const consequence = target.atLeast('1.34') ? ', which the kubelet refuses' : ' of the API';
    for (const [kind, at] of referencesOf(pod)) {
      yield { at, message: `Static pod refers to a ${kind}${consequence}` };
    }
  },
});

type Reference = readonly [kind: string, at: Located];

function* referencesOf({ spec, containers, volumes }: Pod): Iterable<Reference> {
  for (const key of ['serviceAccountName', 'serviceAccount']) {
    const name = spec.string(key);
    if (name.state === 'known' && name.value !== '') yield ['ServiceAccount', name];
  }
  for (const secret of spec.maps('imagePullSecrets')) {
    const name = secret.string('name');
    if (name.state === 'known') yield ['Secret', name];
  }
  const claims = spec.list('resourceClaims');
  if (claims.maps().length > 0) yield ['ResourceClaim', claims];
  for (const container of containers) yield* referencesIn(container);
  for (const { view } of volumes) {
    yield* known(view, OF_VOLUMES);
    for (const source of view.map('projected').maps('sources')) yield* known(source, OF_PROJECTIONS);
  }
}

const OF_VOLUMES = {
  azureFile: 'Secret',
  configMap: 'ConfigMap',
  csi: 'CSIDriver',
  ephemeral: 'PersistentVolumeClaim',
  persistentVolumeClaim: 'PersistentVolumeClaim',
  secret: 'Secret',
};

const OF_PROJECTIONS = {
  clusterTrustBundle: 'ClusterTrustBundle',
  configMap: 'ConfigMap',
  podCertificate: 'PodCertificateRequest',
  secret: 'Secret',
  serviceAccountToken: 'ServiceAccount',
};

function* referencesIn({ env, envFrom }: Container): Iterable<Reference> {
  for (const variable of env) {
    yield* known(variable.map('valueFrom'), { configMapKeyRef: 'ConfigMap', secretKeyRef: 'Secret' });
  }
  for (const source of envFrom) yield* known(source, { configMapRef: 'ConfigMap', secretRef: 'Secret' });
}

function* known(view: MapView, kinds: Readonly<Record<string, Reference[0]>>): Iterable<Reference> {
  for (const [key, kind] of Object.entries(kinds)) {
    const reference = view.map(key);
    if (reference.state === 'known') yield [kind, reference];
  }
}
