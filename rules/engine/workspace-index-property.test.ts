import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { factsIn } from './facts-in';
import { isSameData } from './same-data';
import type { WorkspaceView } from './workspace';
import { WorkspaceIndex } from './workspace-index';

// KUBE_HARDEN_EDITS=5000 tries more; KUBE_HARDEN_SEED=2 tries others.
const numRuns = Number(process.env.KUBE_HARDEN_EDITS ?? 50);
const seed = Number(process.env.KUBE_HARDEN_SEED ?? 1);

const NAMESPACES = ['shop', 'desk'];
const FOLDERS = ['file:///a', 'file:///b', 'file:///b/c'];
const FILES = FOLDERS.flatMap((folder) => [1, 2].map((number) => `${folder}/${number}.yaml`));
const KUSTOMIZATIONS = FOLDERS.map((folder) => `${folder}/kustomization.yaml`);
const ASKERS = ['file:///a/1.yaml', 'file:///b/2.yaml', 'file:///b/c/asker.yaml'];

const namespace = fc.constantFrom('', ...NAMESPACES.map((name) => `, namespace: ${name}`));
const name = fc.constantFrom('app', 'web');

/** An object that others ask about, in a namespace or in none. */
const object = fc
  // Bindings and roles hang together most.
  .tuple(fc.oneof(fc.nat(17), fc.constantFrom(3, 4)), name, namespace, namespace, fc.boolean())
  .map(([kind, own, at, to, flag]) => {
    const metadata = `metadata: {name: ${own}${at}}`;
    const rbac = 'apiVersion: rbac.authorization.k8s.io/v1';
    const role = `{apiGroup: rbac.authorization.k8s.io, kind: ${flag ? 'Role' : 'ClusterRole'}, name: ${own}}`;
    return [
      `apiVersion: v1\nkind: ServiceAccount\n${metadata}\nautomountServiceAccountToken: ${flag}`,
      `apiVersion: v1\nkind: LimitRange\n${metadata}\nspec: {limits: [{type: Container, default: {memory: 1Gi}}]}`,
      `apiVersion: v1\nkind: ResourceQuota\n${metadata}\nspec: {hard: {pods: 1}}`,
      `${rbac}\nkind: ${flag ? 'RoleBinding' : 'ClusterRoleBinding'}\n${metadata}\nroleRef: ${role}\nsubjects: [{kind: ServiceAccount, name: ${own}${to}}]`,
      `${rbac}\nkind: ${flag ? 'Role' : 'ClusterRole'}\n${metadata}\nrules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]`,
      `${rbac}\nkind: RoleBinding\n${metadata}\nroleRef: ${role}\nsubjects: [{kind: User, name: ada}]`,
      `apiVersion: v1\nkind: Service\n${metadata}\nspec: {type: ${flag ? 'LoadBalancer' : 'ClusterIP'}, selector: {app: ${own}}}`,
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata}\nspec: {defaultBackend: {service: {name: ${own}, port: {number: 80}}}}`,
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${metadata}\nspec: {podSelector: {matchLabels: {app: ${own}}}}`,
      `apiVersion: apps/v1\nkind: Deployment\n${metadata}\nspec: {selector: {matchLabels: {app: ${own}}}, template: {metadata: {labels: {app: ${own}}}, spec: {serviceAccountName: ${own}, containers: [{name: a, image: i}]}}}`,
      `apiVersion: v1\nkind: Secret\n${metadata}`,
      `apiVersion: v1\nkind: PersistentVolumeClaim\n${metadata}\nspec: {volumeName: ${own}}`,
      `apiVersion: v1\nkind: ConfigMap\n${metadata}\ndata: {DB_PASSWORD: hunter22}`,
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata}\nspec: {tls: [{hosts: ["${flag ? own : '*'}.example"]}]}`,
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${own === 'app' ? 'shop' : 'desk'}, labels: {team: ${own}}}`,
      `apiVersion: apps/v1\nkind: Deployment\n${metadata}\nspec: {template: {spec: {${flag ? 'hostPID' : 'hostIPC'}: false}}}`,
      `${rbac}\nkind: ClusterRole\n${metadata}\naggregationRule: {clusterRoleSelectors: [{matchLabels: {team: ${own}}}]}`,
      `${rbac}\nkind: ClusterRoleBinding\n${metadata}\nroleRef: ${role}\nsubjects: [{kind: ServiceAccount, name: ${own}, namespace: shop}, {kind: ServiceAccount, name: ${own}${to}}]`,
    ][kind];
  });

const kustomization = fc
  .tuple(
    fc.subarray(['1.yaml', '2.yaml', '../1.yaml', 'c', '../b']),
    fc.constantFrom('', ...NAMESPACES.map((each) => `namespace: ${each}\n`)),
    fc.constantFrom('', '', 'namePrefix: x-\n', 'commonLabels: {team: a}\n', 'images: [{name: i}]\n'),
    fc.constantFrom(
      '',
      'patches: [{path: 2.yaml}]\n',
      'patches: [{path: 1.yaml, target: {kind: Deployment}}]\n',
      'patches:\n  - patch: |\n      kind: Deployment\n      metadata: {name: app}\n      spec: {paused: true}\n',
      'resources: ["https://else.example/x"]\n',
    ),
    fc.constantFrom('', 'secretGenerator: [{name: app}]\n'),
  )
  .map(([resources, ...rest]) => `${rest.join('')}components: [${resources.join(', ')}]\n`)
  .chain((text) => fc.constantFrom(text, text.replace('components', 'resources')));

/** What Argo CD and Flux apply from a folder of a repository. */
const delivery = fc
  .tuple(
    fc.constantFrom('a', 'b', 'b/c', 'c', '.'),
    fc.constantFrom('', ...NAMESPACES.map((each) => `amespace: ${each}`)),
    fc.constantFrom('', '# moved\n'),
    fc.boolean(),
    fc.constantFrom('', '', 'hostPID', 'hostIPC'),
  )
  .map(([path, to, head, isFlux, patched]) => {
    const [flux, argo] = [
      'kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization',
      'argoproj.io/v1alpha1\nkind: Application',
    ];
    const target = to === '' ? '' : isFlux ? `, targetN${to}` : `n${to}`;
    const spec = isFlux ? `{path: ${path}${target}}` : `{source: {path: ${path}}, destination: {${target}}}`;
    const object = `${head}apiVersion: ${isFlux ? flux : argo}\nmetadata: {name: x}\n`;
    if (patched === '') return `${object}spec: ${spec}\n`;
    const patches = `    - patch: |\n        - {op: remove, path: /spec/template/spec/${patched}}\n`;
    return isFlux
      ? `${object}spec:\n  path: ${path}\n  patches:\n${patches}`
      : `${object}spec:\n  source:\n    path: ${path}\n    kustomize:\n     patches:\n${patches}`;
  });

const text = fc
  .tuple(fc.constantFrom('', '# moved\n\n'), fc.array(object, { maxLength: 3 }))
  .map(([head, objects]) => head + objects.join('\n---\n'));

const change = fc.oneof(
  fc.record({ uri: fc.constantFrom(...FILES), text: fc.option(text, { nil: undefined }) }),
  fc.record({ uri: fc.constantFrom(...KUSTOMIZATIONS), text: fc.option(kustomization, { nil: undefined }) }),
  fc.record({
    uri: fc.constantFrom('file:///b/1.yaml', 'file:///argo.yaml', 'file:///flux.yaml'),
    text: fc.option(delivery, { nil: undefined }),
  }),
  fc.record({
    uri: fc.constant('file:///b/c/fleet.yaml'),
    text: fc.constantFrom(undefined, 'defaultNamespace: shop', 'namespace: shop'),
  }),
  fc.record({
    uri: fc.constant('file:///b/skaffold.yaml'),
    text: fc.constantFrom(
      undefined,
      'apiVersion: skaffold/v4beta1\nkind: Config\nbuild: {artifacts: [{image: i}]}',
    ),
  }),
);

/** Everything that somebody may ask, with what is answered; `exact` are answers of which the places count. */
function answersOf(view: WorkspaceView, uri: string) {
  const at = [undefined, ['shop'], ['desk'], ['desk', 'shop']];
  const named = at.flatMap((namespaces) => ['app', 'web'].map((one) => ({ namespaces, one })));
  return {
    exact: [
      named.map(({ namespaces, one }) => [
        view.grants(namespaces, one),
        view.exposures(namespaces, { app: one }),
        view.configMaps(namespaces, one),
        view.claims(namespaces, one),
        view.accountUses(namespaces, one),
      ]),
    ],
    plain: [
      [uri, ...FILES].map((file) => view.roleOf(file)),
      view.isRenamed(),
      ['app', 'web'].map((one) => view.clusterRoles(one)),
      view.mayBeTakenUp({ known: { team: 'app' }, isOpen: false }),
      ['shop', 'desk'].map((one) => view.namespaces(one)),
      ['app', undefined].map((besides) => view.hasTls('app.example', besides)),
      view.namespacesSelected([{ key: 'team', operator: 'In', values: ['app'] }]),
      named.map(({ namespaces, one }) => [
        view.serviceAccounts(namespaces, one),
        view.bindings(namespaces, one),
        view.isBound(true, namespaces, one),
        view.isBound(false, namespaces, one),
        (['Secret', 'ServiceAccount', 'ClusterRole', 'ConfigMap'] as const).map((kind) =>
          [one, `x-${one}`].map((each) => view.mayExist(kind, namespaces, each)),
        ),
        view.podsSelected(namespaces, [{ key: 'app', operator: 'In', values: [one] }]),
      ]),
      at.map((namespaces) => [
        view.limitRanges(namespaces),
        view.resourceQuotas(namespaces),
        view.networkPolicies(namespaces),
        view.certainNetworkPolicies(namespaces ?? []),
        view.creators(namespaces ?? []),
      ]),
    ],
  };
}

test(
  'Whoever is answered otherwise is named, and is answered as if everything had just been read',
  () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (rounds) => {
        const index = new WorkspaceIndex();
        const texts = new Map<string, string>();
        const before = new Map(ASKERS.map((asker) => [asker, answersOf(index.viewFor(asker), asker)]));
        for (const changes of rounds) {
          const facts = changes.map(({ uri, text }) => ({
            uri,
            facts: text === undefined ? undefined : factsIn(sourceOf(uri, text)),
          }));
          for (const { uri, text } of changes) {
            if (text === undefined) texts.delete(uri);
            else texts.set(uri, text);
          }
          const named = index.updateAll(facts);
          const fresh = new WorkspaceIndex();
          fresh.updateAll([...texts].map(([uri, one]) => ({ uri, facts: factsIn(sourceOf(uri, one)) })));
          for (const asker of ASKERS) {
            const [was, is] = [before.get(asker), answersOf(fresh.glance(asker, false), asker)];
            // Who is gone asks nothing.
            const isGone = changes.some(({ uri, text }) => uri === asker && text === undefined);
            const isSame = isSameData(was?.plain, is.plain, false) && isSameData(was?.exact, is.exact, true);
            if (!isGone) expect({ asker, isNamed: named.has(asker) }).toEqual({ asker, isNamed: !isSame });
            expect(isSameData(answersOf(index.viewFor(asker), asker), is, true)).toBe(true);
            before.set(asker, is);
          }
        }
      }),
      { numRuns, seed },
    );
  },
  20_000 + numRuns * 100,
);
