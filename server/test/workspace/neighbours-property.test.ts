import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultOptions } from '../../../rules/engine/options';
import type { Surroundings } from '../../../rules/engine/surroundings';
import { sourceOf } from '../../../rules/yaml/source';
import { Workspace } from '../../src/workspace/workspace';
import { MemoryFiles, uriOf } from './memory-files';

// KUBE_HARDEN_EDITS=5000 tries more; KUBE_HARDEN_SEED=2 tries others.
const numRuns = Number(process.env.KUBE_HARDEN_EDITS ?? 100);
const seed = Number(process.env.KUBE_HARDEN_SEED ?? 1);

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n';
const texts = [namespace, account, `${account}---\n${account}`, 'replicas: 1\n'];
const resources = ['1.yaml', './2.yaml', '3.yaml', 'b/1.yaml', '../1.yaml'];
const manifests = ['1.yaml', '2.yaml', '3.yaml', 'b/1.yaml', 'b/2.yaml'];
const kustomizations = ['kustomization.yaml', 'b/kustomization.yaml'];

const manifest = fc.record({ path: fc.constantFrom(...manifests), text: fc.constantFrom(...texts) });
const kustomization = fc.record({
  path: fc.constantFrom(...kustomizations),
  text: fc.subarray(resources).map((listed) => `resources: [${listed.join(', ')}]\n`),
});
const change = fc.record({
  file: fc.oneof(manifest, manifest, kustomization),
  how: fc.constantFrom('write', 'write', 'delete', 'open', 'close'),
});

/** What lies around a file, as it can be compared. */
function plain(around: Surroundings | undefined) {
  if (around === undefined) return undefined;
  const listings = around.listings.map(({ document: { source }, entry }) => [source.uri, source.text, entry]);
  return { names: [...around.names].sort(), isShared: around.isShared, listings: listings.sort() };
}

test('What lies around a file is what a fresh look finds, after any changes of it and of others', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (changes) => {
      const files = new MemoryFiles({ '1.yaml': namespace, '2.yaml': account, 'b/1.yaml': account });
      const host = { files, rules: [], optionsFor: () => defaultOptions };
      const workspace = new Workspace(host);
      await workspace.readFacts(['file:///home']);
      const open = new Map<string, string>();
      for (const { file, how } of changes) {
        const uri = uriOf(file.path);
        if (how === 'open') {
          open.set(uri, file.text);
          workspace.update(uri, sourceOf(uri, file.text));
        } else if (how === 'close') {
          open.delete(uri);
          workspace.update(uri, undefined);
        } else {
          if (how === 'write') files.texts.set(uri, file.text);
          else files.texts.delete(uri);
          await workspace.refresh([uri]);
        }
        await workspace.settled();
        const fresh = new Workspace(host);
        await fresh.readFacts(['file:///home']);
        for (const [each, text] of open) fresh.update(each, sourceOf(each, text));
        for (const one of manifests.map(uriOf)) {
          const source = sourceOf(one, open.get(one) ?? files.texts.get(one) ?? '');
          expect(plain(await workspace.around(source))).toEqual(plain(await fresh.around(source)));
        }
      }
    }),
    { numRuns, seed },
  );
}, 60_000);
