import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import type { Fact } from './facts';
import { factsIn } from './facts-in';
import { dedented } from './page';

function facts<K extends Fact['kind']>(
  kind: K,
  text: string,
  uri = 'file:///a/x.yaml',
): readonly Extract<Fact, { readonly kind: K }>[] {
  return factsIn(sourceOf(uri, dedented(text))).filter(
    (fact): fact is Extract<Fact, { readonly kind: K }> => fact.kind === kind,
  );
}

/** What a fact says, without where it stands. */
function plain(found: readonly Fact[]): unknown {
  return JSON.parse(JSON.stringify(found, (key, value) => (key === 'place' ? undefined : value)));
}

const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1';

describe('a name', () => {
  const name = (text: string, uri?: string) => plain(facts('name', text, uri));

  test('is told of whatever may be referred to, with its namespace', () => {
    expect(name('apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: shop}')).toEqual([
      { kind: 'name', of: 'Secret', namespace: 'shop', name: 'a' },
    ]);
    expect(name(`${RBAC}\nkind: ClusterRole\nmetadata: {name: a}`)).toMatchObject([{ of: 'ClusterRole' }]);
    expect(name('apiVersion: v1\nkind: Service\nmetadata: {name: a}')).toEqual([]);
    expect(name('apiVersion: example.com/v1\nkind: Secret\nmetadata: {name: a}')).toEqual([]);
  });

  test('may be any where a template or the API server gives it, and is none where it is missing', () => {
    const secret = (metadata: string) => name(`apiVersion: v1\nkind: Secret\nmetadata: ${metadata}`);
    expect(secret('{name: "{{ .Values.it }}"}')).toEqual([{ kind: 'name', of: 'Secret' }]);
    expect(secret('{generateName: a-}')).toEqual([{ kind: 'name', of: 'Secret' }]);
    expect(secret('{labels: {}}')).toEqual([]);
  });

  test('is told of the Secrets that something else makes', () => {
    const made = (head: string, spec: string) => name(`${head}\nmetadata: {name: own}\nspec: ${spec}`);
    const sealed = 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret';
    const external = 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret';
    const vault = 'apiVersion: secrets.hashicorp.com/v1beta1\nkind: VaultStaticSecret';
    const certificate = 'apiVersion: cert-manager.io/v1\nkind: Certificate';
    const provider = 'apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass';
    expect(made(sealed, '{}')).toMatchObject([{ name: 'own' }]);
    expect(made(sealed, '{template: {metadata: {name: a}}}')).toMatchObject([{ name: 'a' }]);
    expect(made(external, '{}')).toMatchObject([{ name: 'own' }]);
    expect(made(external, '{target: {name: a}}')).toMatchObject([{ name: 'a' }]);
    expect(made(vault, '{destination: {name: a}}')).toMatchObject([{ name: 'a' }]);
    expect(made(certificate, '{secretName: a}')).toMatchObject([{ name: 'a' }]);
    expect(made(provider, '{secretObjects: [{secretName: a}]}')).toMatchObject([{ name: 'a' }]);
    expect(made(provider, '{secretObjects: "{{ .Values.it }}"}')).toEqual([{ kind: 'name', of: 'Secret' }]);
  });

  test('is told of what a kustomization generates', () => {
    const text =
      'namespace: shop\nsecretGenerator: [{name: a}]\nconfigMapGenerator: [{name: b, namespace: own}]';
    expect(name(text, 'file:///a/kustomization.yaml')).toEqual([
      { kind: 'name', of: 'Secret', namespace: 'shop', name: 'a' },
      { kind: 'name', of: 'ConfigMap', namespace: 'own', name: 'b' },
    ]);
  });
});

test('a role says what it grants that is risky, the gravest first, and where', () => {
  const [role] = facts(
    'role',
    `
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: a, namespace: shop}
    rules:
      - {apiGroups: [""], resources: [pods], verbs: [create]}
      - {apiGroups: [""], resources: [secrets], verbs: [list]}
    `,
  );
  expect(role).toMatchObject({
    isClusterRole: false,
    namespace: 'shop',
    name: 'a',
    rights: [
      { right: 'read every Secret', isLocal: true },
      { right: 'run pods as any ServiceAccount', isLocal: false },
    ],
  });
  expect(role?.place.range?.start).toEqual({ line: 2, character: 17 });
  expect(role?.rights[0]?.place.range?.start.line).toBe(5);
});

test('a binding says which role it grants, and where', () => {
  const binding = (kind: string, rest: string) =>
    facts('binding', `${RBAC}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\n${rest}`);
  expect(plain(binding('RoleBinding', 'roleRef: {kind: ClusterRole, name: view}\nsubjects: []'))).toEqual([
    {
      kind: 'binding',
      name: 'a',
      isClusterWide: false,
      namespace: 'shop',
      role: { kind: 'ClusterRole', name: 'view' },
      subjects: [],
    },
  ]);
  const [templated] = binding('ClusterRoleBinding', 'roleRef: {kind: ClusterRole, name: "{{ .it }}"}');
  expect(templated).toMatchObject({ isClusterWide: true, role: { kind: 'ClusterRole' } });
});

test('what has a ServiceAccount of its own says so, with the app that its labels tell', () => {
  const use = (metadata: string, account: string) =>
    plain(
      facts(
        'account-use',
        `
        apiVersion: apps/v1
        kind: Deployment
        metadata: ${metadata}
        spec:
          template:
            metadata: {labels: {app: web}}
            spec: {serviceAccountName: ${account}}
        `,
      ),
    );
  const found = { kind: 'account-use', account: 'app', app: 'web', object: 'Deployment a' };
  expect(use('{name: a}', 'app')).toEqual([found]);
  expect(use('{name: a, labels: {app.kubernetes.io/name: shop}}', 'app')).toEqual([
    { ...found, app: 'shop' },
  ]);
  expect(use('{name: a, labels: {app.kubernetes.io/name: "{{ .it }}"}}', 'app')).toEqual([]);
  expect(use('{name: a}', 'default')).toEqual([]);
  expect(use('{name: a}', '"{{ .it }}"')).toEqual([]);
});

test('a PersistentVolume and a claim say what may bring them together', () => {
  expect(
    plain(
      facts(
        'persistent-volume',
        `
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: a, labels: {disk: fast, other: "{{ .it }}"}}
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteOnce]
          hostPath: {path: /data}
          claimRef: {namespace: shop, name: data}
        `,
      ),
    ),
  ).toEqual([
    {
      kind: 'persistent-volume',
      name: 'a',
      hostPath: '/data',
      storageClass: '',
      capacity: '1Gi',
      accessModes: ['ReadWriteOnce'],
      labels: { known: { disk: 'fast' }, isOpen: true },
      claim: { namespace: 'shop', name: 'data' },
    },
  ]);
  const claim = (spec: string) =>
    plain(
      facts('claim', `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: ${spec}`),
    );
  const data = { kind: 'claim', name: 'data' };
  const any = { ...data, selector: [] };
  expect(claim('{volumeName: a}')).toEqual([{ ...any, volume: 'a' }]);
  expect(claim('{storageClassName: ""}')).toEqual([{ ...any, storageClass: '' }]);
  expect(claim('{accessModes: [ReadWriteMany], resources: {requests: {storage: 2Gi}}}')).toEqual([
    { ...any, storage: '2Gi', accessModes: ['ReadWriteMany'] },
  ]);
  expect(claim('{accessModes: ["{{ .it }}"]}')).toEqual([any]);
  expect(claim('{storageClassName: manual, selector: {matchLabels: {disk: fast}}}')).toEqual([
    { ...data, storageClass: 'manual', selector: [{ key: 'disk', operator: 'In', values: ['fast'] }] },
  ]);
  expect(claim('{selector: {matchLabels: {disk: "{{ .it }}"}}}')).toEqual([data]);
});

test('a ConfigMap says which entries hold credentials, if any', () => {
  const map = (data: string) =>
    plain(facts('config-map', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: ${data}`));
  expect(map('{password: hunter2, color: blue}')).toEqual([
    { kind: 'config-map', name: 'a', credentials: [{ key: 'password', credential: 'a literal credential' }] },
  ]);
  expect(map('{color: blue}')).toEqual([]);
});

describe('a Service', () => {
  const service = (spec: string) =>
    plain(facts('service', `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: ${spec}`));

  test('says whom it serves and how it is reached from outside', () => {
    const own = { kind: 'service', name: 'a', selector: { app: 'web' } };
    expect(service('{selector: {app: web}}')).toEqual([own]);
    expect(service('{selector: {app: web}, type: NodePort}')).toEqual([{ ...own, exposedBy: 'NodePort' }]);
    expect(service('{selector: {app: web}, type: LoadBalancer}')).toEqual([
      { ...own, exposedBy: 'LoadBalancer' },
    ]);
    expect(
      service('{selector: {app: web}, type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb}'),
    ).toEqual([own]);
  });

  test('says nothing where it is not certain whom it serves', () => {
    expect(service('{selector: {app: "{{ .it }}"}}')).toEqual([]);
    expect(service('{selector: {}}')).toEqual([]);
    expect(service('{}')).toEqual([]);
  });
});

describe('what leads to Services', () => {
  test('is an Ingress of any version', () => {
    const ingress = (spec: string) =>
      plain(
        facts('route', `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: ${spec}`),
      );
    const route = { kind: 'route', object: 'Ingress a', services: [{ name: 'web' }] };
    expect(ingress('{defaultBackend: {service: {name: web}}}')).toEqual([route]);
    expect(ingress('{rules: [{http: {paths: [{backend: {serviceName: web}}]}}]}')).toEqual([route]);
    expect(ingress('{rules: [{http: {paths: [{backend: {resource: {name: web}}}]}}]}')).toEqual([]);
  });

  test('is a route of a Gateway, and none of a mesh', () => {
    const route = (spec: string) =>
      plain(
        facts(
          'route',
          `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\nspec: ${spec}`,
        ),
      );
    const rules = 'rules: [{backendRefs: [{name: web, namespace: shop}, {kind: Bucket, name: b}]}]';
    expect(route(`{parentRefs: [{name: edge}], ${rules}}`)).toEqual([
      { kind: 'route', object: 'HTTPRoute a', services: [{ name: 'web', namespace: 'shop' }] },
    ]);
    expect(route(`{parentRefs: [{kind: Service, name: web}], ${rules}}`)).toEqual([]);
  });
});

test('an API server says whose certificates it takes, also where kubeadm decides it', () => {
  const pod = (args: string) =>
    facts(
      'component',
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{command: [${args}]}]}`,
    );
  expect(plain(pod('kube-apiserver, --client-ca-file=/ca.crt'))).toEqual([
    { kind: 'component', component: 'kube-apiserver', folder: 'file:///a', clientCa: '/ca.crt' },
  ]);
  expect(pod('kube-apiserver')).toEqual([]);
  const kubeadm = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration';
  expect(facts('component', kubeadm)).toMatchObject([{ clientCa: '/etc/kubernetes/pki/ca.crt' }]);
});
