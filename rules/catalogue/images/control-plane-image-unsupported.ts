import { defineRule } from '../../engine/rule';
import { referenceOf } from './reference';

const COMPONENT =
  /(?:^|\/)kube-(?:apiserver|controller-manager|scheduler|proxy)(?:-(?:amd64|arm|arm64|ppc64le|s390x))?$/;
/** A version as Kubernetes itself publishes it; distributions that maintain a version for longer add something to it. */
const RELEASE = /^v1\.(\d{1,3})\.\d+(?:-(?:alpha|beta|rc)\.\d+)?$/;
const SUPPORTED_BEFORE = 3;

export default defineRule({
  meta: {
    id: 'control-plane-image-unsupported',
    chapter: 'images',
    scope: 'image',
    title: 'Kubernetes that gets no more fixes',
    summary:
      'images of kube-apiserver, kube-controller-manager, kube-scheduler and kube-proxy more than three minor versions older than the target version',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      A cluster is upgraded one minor version at a time, the API server first.
    `,
    standards: {
      nsa: ['UPG'],
      owasp: { '2025': ['K07'] },
    },
    why: `
      Kubernetes mends security bugs in its three newest minor versions. What is older keeps the holes
      that the release notes of the newer ones describe.

      The target version is \`kubernetesVersion\` of the configuration; where that is not set, the newest
      this release knows.
    `,
    whenNotToFix: `
      Where a vendor maintains the version for longer. Versions with a suffix of a vendor are not
      reported.
    `,
    examples: [
      {
        title: 'A scheduler of long ago',
        kubernetesVersion: '1.33',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.k8s.io/kube-scheduler:v1.29.4
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image is of Kubernetes 1.29, more than three minor versions before 1.33
        `,
      },
      {
        title: 'Newer ones, one that a vendor maintains, and a program that is no part of Kubernetes',
        kubernetesVersion: '1.33',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-proxy
          spec:
            containers:
              - name: oldest
                image: registry.k8s.io/kube-proxy:v1.30.0
              - name: vendor
                image: registry.example/kube-proxy:v1.28.1-vendor.3
              - name: other
                image: registry.example/kube-proxy-exporter:v1.2.3
        `,
      },
    ],
  },

  *check(image, context) {
    const { target } = context;
    const { repository = '', tag = '' } = referenceOf(image, context) ?? {};
    const minor = RELEASE.exec(tag)?.[1];
    if (minor === undefined || !COMPONENT.test(repository)) return;
    if (Number(minor) >= target.minor - SUPPORTED_BEFORE) return;
    const message = `Image is of Kubernetes 1.${minor}, more than three minor versions before ${target}`;
    yield { at: image.reference, message };
  },
});
