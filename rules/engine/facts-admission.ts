import type { Manifest } from '../kubernetes/manifest';
import { LABEL_PREFIX } from '../kubernetes/pod-security-labels';
import { knownValue } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import { namePlaceOf } from './fact-parts';
import { linkTo } from './place';
import type { ProblemPlace } from './problem';

/** What Pod Security admission enforces, by a Namespace's labels or by the API server's configuration. */
export interface EnforcedLevel {
  /** Left out where it is not known. */
  readonly level?: string;
  /** Left out where it is not known; `latest` where nothing is said. */
  readonly version?: string;
  readonly place: ProblemPlace;
}

/** A name, with the place where it is written. */
export interface PlacedName {
  readonly name: string;
  readonly place: ProblemPlace;
}

/** The API server's configuration of Pod Security admission. */
export interface PodSecurityFact {
  readonly kind: 'pod-security';
  /** What it enforces in namespaces without the label; left out where it certainly says nothing. */
  readonly enforce?: EnforcedLevel;
  /** The namespaces, runtime classes and users that no level is enforced for. */
  readonly namespaces: readonly PlacedName[];
  readonly runtimeClasses: readonly PlacedName[];
  readonly usernames: readonly PlacedName[];
  readonly place: ProblemPlace;
}

/** What makes a ValidatingAdmissionPolicy work. */
export interface PolicyBindingFact {
  readonly kind: 'policy-binding';
  /** The policy's name; left out where it is not known. */
  readonly policy?: string;
  readonly place: ProblemPlace;
}

/** The configuration of a kubelet, as far as it is about kernel parameters. */
export interface KubeletFact {
  readonly kind: 'kubelet';
  /** Kernel parameters it lets pods set besides the safe ones; `*` at the end of one stands for any. */
  readonly sysctls: readonly string[];
  /** True where there may be more. */
  readonly isOpen: boolean;
  readonly place: ProblemPlace;
}

/** What a Namespace's labels make Pod Security admission enforce; undefined where they certainly say nothing. */
export function enforcedBy(labels: MapView): EnforcedLevel | undefined {
  return enforcedIn(labels, `${LABEL_PREFIX}enforce`, `${LABEL_PREFIX}enforce-version`);
}

function enforcedIn(view: MapView, levelKey: string, versionKey: string): EnforcedLevel | undefined {
  const level = view.string(levelKey);
  const version = view.string(versionKey);
  if (level.state === 'absent') return undefined;
  return {
    ...(level.state === 'known' ? { level: level.value } : {}),
    ...(version.state === 'unknown' ? {} : { version: knownValue(version) ?? 'latest' }),
    place: linkTo(level),
  };
}

/** The fact of a PodSecurityConfiguration, alone or inside an AdmissionConfiguration. */
export function podSecurityIn({ root, kind }: Manifest): readonly PodSecurityFact[] {
  if (kind !== 'AdmissionConfiguration') return [podSecurityOf(root, root)];
  return root
    .maps('plugins')
    .filter((plugin) => plugin.knownString('name') === 'PodSecurity')
    .map((plugin) => plugin.map('configuration'))
    .filter(({ state }) => state === 'known')
    .map((configuration) => podSecurityOf(root, configuration));
}

function podSecurityOf(root: MapView, configuration: MapView): PodSecurityFact {
  const enforce = enforcedIn(configuration.map('defaults'), 'enforce', 'enforce-version');
  const exemptions = configuration.map('exemptions');
  return {
    kind: 'pod-security',
    ...(enforce === undefined ? {} : { enforce }),
    namespaces: namesIn(exemptions.list('namespaces')),
    runtimeClasses: namesIn(exemptions.list('runtimeClasses')),
    usernames: namesIn(exemptions.list('usernames')),
    place: linkTo(root.string('kind')),
  };
}

function namesIn(list: ListView): readonly PlacedName[] {
  return list
    .strings()
    .flatMap((item) => (item.state === 'known' ? [{ name: item.value, place: linkTo(item) }] : []));
}

/** The fact of a binding of an admission policy. */
export function policyBindingIn({ root }: Manifest): readonly PolicyBindingFact[] {
  const policy = knownValue(root.map('spec').string('policyName'));
  return [
    {
      kind: 'policy-binding',
      ...(policy === undefined ? {} : { policy }),
      place: namePlaceOf(root),
    },
  ];
}

/** The fact of a KubeletConfiguration. */
export function kubeletIn({ root }: Manifest): readonly KubeletFact[] {
  const list = root.list('allowedUnsafeSysctls');
  const items = list.strings();
  const sysctls = items.flatMap((item) => knownValue(item) ?? []);
  return [
    {
      kind: 'kubelet',
      sysctls,
      isOpen: list.isOpen || sysctls.length < items.length,
      place: linkTo(root.string('kind')),
    },
  ];
}
