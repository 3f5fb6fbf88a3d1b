import { type Requirement, requirementsOf } from '../kubernetes/label-selector';
import type { Manifest } from '../kubernetes/manifest';
import { accountNameOf, appOf, isDefaultAccount } from '../kubernetes/pod-account';
import { type Role, rolesIn } from '../kubernetes/role';
import { reachesOnlyNamespaces } from '../kubernetes/role-reach';
import { type RiskyRight, riskyRightsOf } from '../kubernetes/role-risks';
import { knownValue } from '../yaml/field';
import type { FactBase } from './facts';
import { linkTo } from './place';
import type { ProblemPlace } from './problem';

/** A Role or ClusterRole that somebody wrote. Its place is its name. */
export interface RoleFact extends FactBase {
  readonly kind: 'role';
  readonly isClusterRole: boolean;
  /** Left out where it is not known, and of a ClusterRole. */
  readonly namespace?: string;
  readonly name: string;
  /** True where all it grants certainly is about Kubernetes' own resources in namespaces. */
  readonly isNamespaced: boolean;
  /** What it grants that nobody should have lightly, the gravest first, and the place in it that does. */
  readonly rights: readonly (RiskyRight & { readonly place: ProblemPlace })[];
  /** What labels the ClusterRoles have that it is put together from, each alone enough; undefined where that is not known. */
  readonly takesUp?: readonly (readonly Requirement[] | undefined)[];
}

/** A pod, or what makes some, with a ServiceAccount of its own. Its place is the account's name. */
export interface AccountUseFact extends FactBase {
  readonly kind: 'account-use';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly account: string;
  /** Which app it belongs to, as its labels tell. */
  readonly app: string;
  /** What it is, such as `Deployment web`. */
  readonly object: string;
}

/** The fact of a Role or ClusterRole; none where its name is not known, or it comes with Kubernetes. */
export function roleIn(manifest: Manifest): readonly RoleFact[] {
  return rolesIn(manifest).flatMap((role): readonly RoleFact[] => {
    const name = knownValue(role.name);
    const namespace = knownValue(manifest.namespace);
    if (name === undefined) return [];
    return [
      {
        kind: 'role',
        isClusterRole: role.isClusterWide,
        ...(namespace === undefined || namespace === '' || role.isClusterWide ? {} : { namespace }),
        name,
        isNamespaced: reachesOnlyNamespaces(role),
        rights: riskyRightsOf(role).map(({ at, ...right }) => ({ ...right, place: linkTo(at) })),
        ...takenUpBy(role),
        place: linkTo(role.name),
      },
    ];
  });
}

function takenUpBy({ aggregationRule: rule }: Role): Pick<RoleFact, 'takesUp'> {
  if (rule.state === 'absent') return {};
  const selectors = rule.list('clusterRoleSelectors');
  return { takesUp: [...selectors.maps().map(requirementsOf), ...(selectors.isOpen ? [undefined] : [])] };
}

/** The facts of the pods of an object that certainly have a ServiceAccount of their own, and a known app. */
export function accountUsesIn(manifest: Manifest): readonly AccountUseFact[] {
  const name = knownValue(manifest.name);
  const namespace = knownValue(manifest.namespace);
  return manifest.pods.flatMap((pod): readonly AccountUseFact[] => {
    const field = accountNameOf(pod);
    const account = knownValue(field);
    const app = appOf(pod);
    if (account === undefined || app === undefined || isDefaultAccount(field)) return [];
    const object = `${manifest.kind} ${name ?? app}`;
    return [
      {
        kind: 'account-use',
        ...(namespace === undefined || namespace === '' ? {} : { namespace }),
        account,
        app,
        object,
        place: linkTo(field),
      },
    ];
  });
}
