import { accountUses, clusterRoles, isBound, mayBeTakenUp } from './binding-queries';
import { creators } from './creator-query';
import { exactly } from './exact-query';
import { exposures } from './exposure-query';
import { components, configFiles, isRenamed, roleOf } from './file-queries';
import { grants, standpoint } from './grant-queries';
import { mayExist } from './name-query';
import { argumentsIn, type Query, type Question } from './query';
import { namespacesSelected, podsSelected } from './selector-queries';
import { claims, configMaps, persistentVolumes } from './storage-queries';
import {
  bindings,
  imageVerifications,
  limitRanges,
  namespacesNamed,
  resourceQuotas,
  secureHost,
  serviceAccounts,
  webhookPatched,
} from './workspace-objects';
import {
  certainNetworkPolicies,
  kubelets,
  networkPolicies,
  otherNetworkPolicies,
  podSecurity,
  policyBindings,
} from './workspace-policies';

/** All that may be asked about other files. */
const ALL: readonly Query<readonly never[], unknown>[] = [
  accountUses,
  bindings,
  certainNetworkPolicies,
  claims,
  clusterRoles,
  components,
  configFiles,
  configMaps,
  creators,
  exactly,
  exposures,
  grants,
  imageVerifications,
  isBound,
  isRenamed,
  kubelets,
  limitRanges,
  mayBeTakenUp,
  mayExist,
  namespacesNamed,
  namespacesSelected,
  networkPolicies,
  otherNetworkPolicies,
  persistentVolumes,
  podSecurity,
  podsSelected,
  policyBindings,
  resourceQuotas,
  roleOf,
  secureHost,
  serviceAccounts,
  standpoint,
  webhookPatched,
];

const byName = new Map(ALL.map((query) => [query.name, query]));

/** The question that a text stands for; undefined where it stands for none that can be asked. */
export function questionIn(text: string): Question | undefined {
  const [, name = ''] = /^\["([\w-]+)"/.exec(text) ?? [];
  const query = byName.get(name);
  // What a question's text stands for has one type.
  return query === undefined
    ? undefined
    : { text, query: query as Question['query'], about: argumentsIn(text) };
}
