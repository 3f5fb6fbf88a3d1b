import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isStaticPod } from '../../kubernetes/static-pod';

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

export default defineRule({
  meta: {
    id: 'static-pod-invalid-namespace',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Static pod that the API cannot show',
    summary: 'static pods in a namespace whose name no namespace can have',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      owasp: { '2025': ['K01'] },
      attack: ['T1564'],
    },
    whereWritten: ['namespace'],
    why: `
      For each static pod the kubelet makes a mirror of it in the API. In a namespace that cannot exist
      it cannot, and runs the pod all the same: no list of pods shows it, no audit log and no policy
      knows of it. Intruders with access to a node hide programs this way.

      A pod counts as static when its file lies in \`/etc/kubernetes/manifests\`, or when it has the
      labels \`tier: control-plane\` and \`component\` of one of the control plane's own.
    `,
    whenNotToFix: `
      There is no reason to keep it. If nobody knows where the file comes from, treat the node as
      broken into.
    `,
    examples: [
      {
        title: 'A name in capitals',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            namespace: Kube_System # typed by hand
          #            ^^^^^^^^^^^ Static pod is hidden from the API: Kube_System cannot be a namespace
            labels:
              component: etcd
              tier: control-plane
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
        `,
        fixed: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            namespace: kube-system # typed by hand
            labels:
              component: etcd
              tier: control-plane
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
        `,
      },
      {
        title: 'A name that a namespace can have',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            namespace: kube-system-2
            labels:
              component: etcd
              tier: control-plane
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
        `,
      },
      {
        title: 'A blank that is still to be filled',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            namespace: <namespace>
            labels:
              component: etcd
              tier: control-plane
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
        `,
      },
      {
        title: 'A pod that is applied through the API, which refuses it',
        manifest: `
          apiVersion: v1
          kind: Pod # applied
          metadata:
            name: web
            namespace: Web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod) {
    const { namespace } = pod.manifest;
    if (namespace.state !== 'known' || namespace.value === '' || LABEL.test(namespace.value)) return;
    const isBlank = /[<>${}%]/.test(namespace.value);
    if (isBlank || !isStaticPod(pod)) return;
    yield {
      at: namespace,
      message: `Static pod is hidden from the API: ${namespace.value} cannot be a namespace`,
      fixes: [unsafeFix('Put it into kube-system', set(namespace, 'kube-system'))],
    };
  },
});
