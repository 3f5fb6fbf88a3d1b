import { defineRule } from '../../engine/rule';
import { isLiteral } from '../../kubernetes/credentials';

/** What a user's entry may hold, and what to call it. */
const CREDENTIALS: Readonly<Record<string, string>> = {
  token: 'a token',
  password: 'a password',
  'client-key-data': 'a private key',
};

export default defineRule({
  meta: {
    id: 'kubeconfig-embedded-credential',
    chapter: 'cluster-config',
    scope: 'Kubeconfig',
    title: 'Kubeconfig with a credential in it',
    summary: 'kubeconfigs that hold a token, a password or a private key themselves',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      What stood in a repository once stays in its history: make the credential invalid, and give users a
      short-lived one by an \`exec\` plugin.
    `,
    standards: { nsa: ['NET-4b'], cwe: ['CWE-522'], attack: ['T1552.001'] },
    why: `
      A kubeconfig is all it takes to act as its user from anywhere that reaches the API server. Everybody who
      may read the file, a backup of it or the history of its repository has what its user has. Client keys
      work until their certificate expires, because Kubernetes cannot revoke one.
    `,
    whenNotToFix: `
      For a cluster that exists only on the machine that made the file.
    `,
    examples: [
      {
        title: 'Users with a token, and with a key',
        manifest: `
          apiVersion: v1
          kind: Config
          users:
            - name: deploy
              user:
                token: 8fk2.s0Vb31Qx7tPz
          #            ^^^^^^^^^^^^^^^^^ File holds a token of user deploy
            - name: admin
              user:
                client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
                client-key-data: LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0t
          #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ File holds a private key of user admin
        `,
      },
      {
        title: 'Users that log in elsewhere, and values that stand in for one',
        manifest: `
          apiVersion: v1
          kind: Config
          users:
            - name: alice
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: login
            - name: node
              user:
                tokenFile: /var/run/secrets/token
                client-key: /etc/kubernetes/node.key
            - name: shown
              user:
                token: REDACTED
                password: <password>
                client-key-data: DATA+OMITTED
        `,
      },
    ],
  },

  *check({ root }) {
    for (const entry of root.maps('users')) {
      const name = entry.string('name');
      for (const [key, what] of Object.entries(CREDENTIALS)) {
        const value = entry.map('user').string(key);
        // What `kubectl config view` writes in its place.
        if (value.state !== 'known' || value.value.endsWith('OMITTED') || !isLiteral(value.value)) continue;
        const whose = name.state === 'known' ? `user ${name.value}` : 'a user';
        yield { at: value, message: `File holds ${what} of ${whose}` };
      }
    }
  },
});
