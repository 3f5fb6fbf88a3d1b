import { defineRule } from '../../engine/rule';
import { expectPlugin } from './admission-plugins';

export default defineRule({
  meta: {
    id: 'apiserver-admission-always-pull-images',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Images that nobody pulls again',
    summary: 'an API server without the admission plugin AlwaysPullImages',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.2.11'] } },
    why: `
      A private image that one pod has pulled stays on the node. Any other pod there can run it by its name without
      credentials for the registry, and so read what is in it. The plugin sets \`imagePullPolicy: Always\` for every
      container: then the registry is asked each time.
    `,
    whenNotToFix: `
      Each start of a container then needs its registry, and waits for it. Clusters of one owner lose more by that
      than they gain. Newer kubelets can check credentials themselves, by
      \`imagePullCredentialsVerificationPolicy\`.
    `,
    examples: [
      {
        title: 'A list of plugins without it',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: NodeRestriction,PodNodeSelector
          #                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Images on a node run without a check of credentials: AlwaysPullImages is not turned on
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: NodeRestriction,PodNodeSelector,AlwaysPullImages
        `,
      },
      {
        title: 'Turned on, and decided by a template',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --enable-admission-plugins=NodeRestriction,AlwaysPullImages
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: {{ .Values.plugins }}
        `,
      },
    ],
  },

  *check(apiserver) {
    yield* expectPlugin(apiserver, 'AlwaysPullImages', 'Images on a node run without a check of credentials');
  },
});
