import { type ComponentName, componentsOf } from '../kubernetes/component';
import type { Manifest } from '../kubernetes/manifest';
import { knownValue } from '../yaml/field';
import type { FactBase } from './facts';
import { linkTo } from './place';
import { folderOf, plainUri } from './uri';

/** A component whose clients are known by the certificate authority of a file. Its place is the option that names it. */
export interface ComponentFact extends FactBase {
  readonly kind: 'component';
  readonly component: ComponentName;
  /** The folder of its file, as a plain URI. */
  readonly folder: string;
  readonly clientCa: string;
}

/** The facts of the API servers that an object configures and whose certificate authority is known. */
export function componentsIn(manifest: Manifest): readonly ComponentFact[] {
  return componentsOf(manifest).flatMap((component): readonly ComponentFact[] => {
    if (component.name !== 'kube-apiserver') return [];
    const option = component.option('client-ca-file');
    const clientCa = knownValue(option.value);
    if (clientCa === undefined || clientCa === '') return [];
    const folder = folderOf(plainUri(manifest.document.source.uri));
    return [{ kind: 'component', component: component.name, folder, clientCa, place: linkTo(option) }];
  });
}
