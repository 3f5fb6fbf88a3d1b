import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { referenceOf } from './reference';

const FORMER = /^(?:k8s\.gcr\.io|gcr\.io\/google[_-]containers)(?=\/)/;
const SAME_NAMES = /^k8s\.gcr\.io(?=\/)/;

export default defineRule({
  meta: {
    id: 'image-registry-deprecated',
    chapter: 'images',
    scope: 'image',
    title: 'Image from a former registry of Kubernetes',
    summary:
      'images from the registries that Kubernetes has left (`k8s.gcr.io`, `gcr.io/google_containers`, `gcr.io/google-containers`)',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['UPG'],
      owasp: { '2022': ['K02', 'K10'] },
      cwe: ['CWE-1104'],
    },
    why: `
      Nothing new has been put there since April 2023: whoever stays gets no more security fixes of
      what comes with Kubernetes, and finds out when a pod does not start on a new node. The images are
      in \`registry.k8s.io\` now, those of \`k8s.gcr.io\` under the same names.
    `,
    whenNotToFix: `
      Where nodes have a mirror for the old name only: teach the mirror the new name first.
    `,
    examples: [
      {
        title: 'An image whose registry has moved',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            containers:
              - name: metrics
                image: k8s.gcr.io/metrics-server/metrics-server:v0.6.2 # pinned
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image comes from k8s.gcr.io, where Kubernetes puts nothing new any more
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            containers:
              - name: metrics
                image: registry.k8s.io/metrics-server/metrics-server:v0.6.2 # pinned
        `,
      },
      {
        title: 'An older one, whose images have other names today',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: pause
          spec:
            containers:
              - name: pause
                image: gcr.io/google_containers/pause-amd64:3.0
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image comes from gcr.io/google_containers, where Kubernetes puts nothing new any more
        `,
      },
      {
        title: 'Other images of the same host, and the registry of today',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: gcr.io/google-containers-example/app:2.0
              - name: proxy
                image: registry.example/k8s.gcr.io/proxy:1.1
              - name: metrics
                image: registry.k8s.io/metrics-server/metrics-server:v0.8.0
        `,
      },
    ],
  },

  *check(image, context) {
    const { reference } = image;
    const name = referenceOf(image, context)?.name ?? '';
    const former = FORMER.exec(name)?.[0];
    if (former === undefined || reference.state !== 'known') return;
    const moved = reference.value.replace(SAME_NAMES, 'registry.k8s.io');
    const fix = unsafeFix('Take the image from registry.k8s.io', set(reference, moved));
    yield {
      at: reference,
      message: `Image comes from ${former}, where Kubernetes puts nothing new any more`,
      ...(moved === reference.value ? {} : { fixes: [fix] }),
    };
  },
});
