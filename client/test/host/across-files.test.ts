import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { languages, window, workspace } from 'vscode';
import {
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

describe('Files that say something about each other', () => {
  afterEach(async () => {
    await closeEverything();
    await workspace.fs.delete(sample('across'), { recursive: true });
  });

  it('clear a finding about a namespace by a policy in another file, saved or not', async () => {
    await extensionUnderTest();
    const policy = sample('across/policy.yaml');
    const document = await shown('across/namespace.yaml', namespace);
    await findingOf(document, 'namespace-default-deny-ingress-missing');
    await write(policy, denial);
    await noFindingOf(document, 'namespace-default-deny-ingress-missing');
    const editor = await window.showTextDocument(policy);
    await replaceText(editor.document, 'namespace: till', 'namespace: other');
    await findingOf(document, 'namespace-default-deny-ingress-missing');
  });

  it('link a rejected pod to the level that its namespace enforces, and follow a new name in both', async () => {
    await extensionUnderTest();
    const owner = sample('across/namespace.yaml');
    await write(owner, namespace);
    const document = await shown('across/pod.yaml', pod);
    const { relatedInformation = [], message } = await findingOf(document, 'workload-violates-namespace-psa');
    assert.match(message, /rejected by namespace till, which enforces baseline: hostNamespaces/);
    const [level] = relatedInformation;
    assert.equal(level?.location.uri.toString(), owner.toString());
    assert.equal(level?.location.range.start.line, 5);
    const editor = await window.showTextDocument(owner);
    await replaceText(editor.document, 'name: till', 'name: shop');
    await noFindingOf(document, 'workload-violates-namespace-psa');
    await replaceText(document, 'namespace: till', 'namespace: shop');
    await findingOf(document, 'workload-violates-namespace-psa');
  });

  it('take back with a deleted file what followed from it', async () => {
    await extensionUnderTest();
    const owner = sample('across/gone/namespace.yaml');
    const file = sample('across/gone/pod.yaml');
    await write(owner, namespace);
    await write(file, pod);
    const isRejected = () =>
      languages.getDiagnostics(file).map(ruleOf).includes('workload-violates-namespace-psa');
    await until('a rejected pod in a file that is not open', isRejected);
    await workspace.fs.delete(owner);
    await until('no rejection without the namespace', () => !isRejected());
  });
});

async function shown(name: string, text: string) {
  await write(sample(name), text);
  return (await window.showTextDocument(sample(name))).document;
}
