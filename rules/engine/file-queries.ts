import type { ComponentName } from '../kubernetes/component';
import type { ComponentFact } from './facts-components';
import type { ConfigFileFact } from './facts-config';
import { roleKeyOf } from './kustomize-roles';
import { nearest } from './nearest';
import type { Query } from './query';
import type { FileRole } from './workspace';

/** What others make of a file. */
export const roleOf: Query<[string], FileRole> = {
  name: 'role',
  factKeys: (uri) => [roleKeyOf(uri), 'delivery', 'skaffold'],
  answer: (facts, uri) => facts.roleOf(uri),
};

/** Whether a kustomization adds something to the names of all objects of a file. */
export const isRenamed: Query<[string], boolean> = {
  name: 'renamed',
  factKeys: (uri) => [roleKeyOf(uri)],
  answer: (facts, uri) => facts.isRenamed(uri),
};

/** The components of a name that files of a folder configure. */
export const components: Query<[string, ComponentName], readonly ComponentFact[]> = {
  name: 'components',
  isExact: true,
  factKeys: (_, name) => [`component/${name}`],
  answer: (facts, folder, name) =>
    facts.all('component', [`component/${name}`]).filter((fact) => fact.folder === folder),
};

/** The configuration files of a name that are nearest to a file. */
export const configFiles: Query<[string, string], readonly ConfigFileFact[]> = {
  name: 'config-files',
  isExact: true,
  factKeys: (_, name) => [`config-file/${name}`],
  answer: (facts, uri, name) => nearest(facts.all('config-file', [`config-file/${name}`]), uri),
};
