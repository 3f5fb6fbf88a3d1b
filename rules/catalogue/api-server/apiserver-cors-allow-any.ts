import { defineRule } from '../../engine/rule';

/** A regular expression that every origin matches, perhaps of one scheme: `.*`, `^https?://.+(:|$)`. */
const ANY_ORIGIN = /^\^?(?:(?:https?|https\?|\.\*|\.\+)?:?\/\/)?\.[*+](?:\$|:|\(:\|\$\))?$/;

export default defineRule({
  meta: {
    id: 'apiserver-cors-allow-any',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Scripts of any web site allowed',
    summary: 'an API server that lets the scripts of every web site read its answers',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which web sites need it only you know. Where none does, take the flag away.
    `,
    standards: { owasp: { '2025': ['K07'] }, cwe: ['CWE-942'] },
    why: `
      Browsers keep scripts of one web site from reading what another serves, unless that one allows it. An API server that
      allows it to all lets any page that a user opens ask it with the user's client certificate or cookie, and read the
      answers.
    `,
    whenNotToFix: `
      On a cluster on your own machine for a web interface under development.
    `,
    examples: [
      {
        title: 'Expressions that every origin matches',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              cors-allowed-origins: .*
          #                         ^^ Scripts of every web site may read the API server's answers
          ---
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
                  - --cors-allowed-origins=^https://ui.example$,^https?://.+(:|$)
          #                                                     ^^^^^^^^^^^^^^^^^ Scripts of every web site may read the API server's answers
        `,
      },
      {
        title: 'One web site, and those of one domain',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              cors-allowed-origins: ^https://ui\\.example(:|$),^https://.*\\.ui\\.example$
        `,
      },
    ],
  },
  *check(apiserver) {
    for (const origin of apiserver.option('cors-allowed-origins').items) {
      if (origin.state !== 'known' || !ANY_ORIGIN.test(origin.value)) continue;
      yield { at: origin, message: "Scripts of every web site may read the API server's answers" };
    }
  },
});
