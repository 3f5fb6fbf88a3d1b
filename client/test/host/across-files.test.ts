import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { languages, window, workspace } from 'vscode';
import {
  actionsOn,
  applyAction,
  closeEverything,
  extensionUnderTest,
  findingOf,
  noFindingOf,
  replaceText,
  ruleOf,
  sample,
  until,
  write,
} from './editor';

const namespace =
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: till\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: till\nspec:\n  hostNetwork: true\n' +
  '  containers:\n    - name: app\n      image: registry.example/app:2.0\n';
const denial =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\n  namespace: till\n' +
  'spec:\n  podSelector: {}\n  policyTypes: [Ingress]\n';

const kustomization =
  'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - namespace.yaml\n  - pod.yaml\n';

let tests = 0;

/** A file of the folder of this test. Each has its own, and its own namespace: editors take time to let go of files. */
function at(name: string) {
  return sample(`across-${tests}/${name}`);
}

describe('Files that say something about each other', () => {
  beforeEach(() => {
    tests += 1;
  });
  afterEach(async () => {
    await closeEverything();
    await workspace.fs.delete(at(''), { recursive: true });
  });

  it('clear a finding about a namespace by a policy in another file, saved or not', async () => {
    await extensionUnderTest();
    const policy = at('policy.yaml');
    const document = await shown('namespace.yaml', namespace);
    await findingOf(document, 'namespace-default-deny-ingress-missing');
    await put('policy.yaml', denial);
    await noFindingOf(document, 'namespace-default-deny-ingress-missing');
    const editor = await window.showTextDocument(policy);
    await replaceText(editor.document, `namespace: ${own()}`, 'namespace: other');
    await findingOf(document, 'namespace-default-deny-ingress-missing');
  });

  it('link a rejected pod to the level that its namespace enforces, and follow a new name in both', async () => {
    await extensionUnderTest();
    const owner = at('namespace.yaml');
    await put('namespace.yaml', namespace);
    const document = await shown('pod.yaml', pod);
    const { relatedInformation = [], message } = await findingOf(document, 'workload-violates-namespace-psa');
    assert.match(message, /rejected by namespace till-\d, which enforces baseline: hostNamespaces/);
    const [level] = relatedInformation;
    assert.equal(level?.location.uri.toString(), owner.toString());
    assert.equal(level?.location.range.start.line, 5);
    const editor = await window.showTextDocument(owner);
    await replaceText(editor.document, `name: ${own()}`, `name: ${own()}-new`);
    await noFindingOf(document, 'workload-violates-namespace-psa');
    await replaceText(document, `namespace: ${own()}`, `namespace: ${own()}-new`);
    await findingOf(document, 'workload-violates-namespace-psa');
  });

  it('get a quota in a file of its own, which the kustomization lists, with the amount to be written', async () => {
    await extensionUnderTest();
    await put('pod.yaml', pod);
    await put('kustomization.yaml', kustomization);
    const document = await shown('namespace.yaml', namespace);
    const title = 'Add a ResourceQuota in the new file';
    const actions = await until('a quota in a new file', async () => {
      const offered = await actionsOn(document, 'namespace-resource-quota-missing');
      return offered.some((action) => action.title.startsWith(title)) ? offered : undefined;
    });
    await applyAction(actions, new RegExp(`^${title}`));
    const opened = await until('the new file, open', () => {
      const editor = window.activeTextEditor;
      return editor?.document.uri.path.endsWith('/resource-quota.yaml') ? editor : undefined;
    });
    assert.match(opened.document.getText(), new RegExp(`kind: ResourceQuota[^]*namespace: ${own()}\n`));
    await until('the amount, selected', () => opened.document.getText(opened.selection) === '10');
    const listing = await workspace.openTextDocument(at('kustomization.yaml'));
    assert.equal(listing.getText(), `${kustomization}  - resource-quota.yaml\n`);
    await noFindingOf(document, 'namespace-resource-quota-missing');
  });

  it('take back with a deleted file what followed from it', async () => {
    await extensionUnderTest();
    const owner = at('namespace.yaml');
    const file = at('pod.yaml');
    await put('namespace.yaml', namespace);
    await put('pod.yaml', pod);
    const isRejected = () =>
      languages.getDiagnostics(file).map(ruleOf).includes('workload-violates-namespace-psa');
    await until('a rejected pod in a file that is not open', isRejected);
    await workspace.fs.delete(owner);
    await until('no rejection without the namespace', () => !isRejected());
  });
});

function own() {
  return `till-${tests}`;
}

/** Writes a file of this test, about its own namespace. */
async function put(name: string, text: string) {
  await write(at(name), text.replaceAll('till', own()));
}

async function shown(name: string, text: string) {
  await put(name, text);
  return (await window.showTextDocument(at(name))).document;
}
