import type { KubernetesVersion } from '../kubernetes/version';
import type { Located } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import type { Allowed, ProblemPlace } from './problem';
import type { Scopes } from './scope';
import type { WorkspaceView } from './workspace';

export type Severity = 'error' | 'warning' | 'info';

export type Chapter =
  | 'pod-security'
  | 'images'
  | 'resources'
  | 'secrets'
  | 'service-accounts'
  | 'volumes'
  | 'scheduling'
  | 'namespaces'
  | 'network-policy'
  | 'exposure'
  | 'rbac'
  | 'admission'
  | 'removed-apis'
  | 'traps'
  | 'cross-file'
  | 'api-server'
  | 'controller-manager'
  | 'scheduler'
  | 'etcd'
  | 'encryption'
  | 'audit'
  | 'cluster-config'
  | 'kubelet'
  | 'kube-proxy'
  | 'kubeadm';

/** Where a rule stands in the published guidance. Ids only; the texts belong to their authors. */
export interface Standards {
  /** A control of the Pod Security Standards: the policy level and check it belongs to, and its first policy version. */
  readonly pss?: {
    readonly level: 'baseline' | 'restricted';
    readonly check: string;
    readonly since: string;
  };
  /** Chapters of the NSA/CISA Kubernetes Hardening Guidance, as the catalogue codes them, such as `POD-4`. */
  readonly nsa?: readonly string[];
  /** CIS Kubernetes Benchmark ids by benchmark version. */
  readonly cis?: Readonly<Record<string, readonly string[]>>;
  /** Findings of the 2019 audit, such as `TOB-K8S-005` or `TOB-K8S-TM05`. */
  readonly tob?: readonly string[];
  /** OWASP Kubernetes Top Ten ids by edition. */
  readonly owasp?: Readonly<Record<string, readonly string[]>>;
  readonly cwe?: readonly string[];
  readonly attack?: readonly string[];
  readonly cve?: readonly string[];
}

/** A manifest that shows a rule: its documentation and its test. */
export interface Example {
  readonly title: string;
  /** YAML with the expected findings as caret comments, `#   ^^^^ message`. No caret: the rule must be silent. */
  readonly manifest: string;
  /** Other files that the rule needs to see, by their paths from the same folder. */
  readonly files?: readonly ExampleFile[];
  /** The whole text after the first fix of each finding. Left out where nothing can be fixed. */
  readonly fixed?: string;
  /** The target version, where the rule depends on it. Default: latest. */
  readonly kubernetesVersion?: string;
  /** What the team's configuration allows, where the rule depends on it. */
  readonly allow?: Allowed;
  /** True where the files of the example are all there is. */
  readonly closedWorld?: boolean;
  /** The profile, where the rule depends on it. Default: all. */
  readonly profile?: ProfileName;
  /** The rule's own options, where the example needs any. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A file beside an example's manifest. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

export type ProfileName =
  | 'recommended'
  | 'pss-baseline'
  | 'pss-restricted'
  | 'nsa-cisa'
  | 'cis'
  | 'owasp'
  | 'all';

/**
 * What must be in view before a rule says that something is missing, since other files may bring it. The finding is then
 * information. With `closedWorld` all there is is in view: nothing else is needed, and the rule's own severity holds.
 * - `itself`: nothing but the object that lacks it;
 * - `namespace`: the Namespace's own manifest;
 * - `network-policy`: a NetworkPolicy of the namespace;
 * - `kubelet`: the configuration of a kubelet;
 * - `closed-world`: the rule is silent without `closedWorld`.
 */
export type Absence = 'itself' | 'namespace' | 'network-policy' | 'kubelet' | 'closed-world';

export interface RuleMeta<S extends keyof Scopes = keyof Scopes> {
  /** What users write: file name, page name and diagnostic code too. */
  readonly id: string;
  /** Earlier ids, still honoured in configuration and comments. */
  readonly formerly?: readonly string[];
  readonly chapter: Chapter;
  readonly scope: S;
  /** A few words that name what is wrong, for lists: `Pod on the host network`. */
  readonly title: string;
  /** Completes the sentence "Reports …". */
  readonly summary: string;
  readonly severity: Severity;
  /** Whether the recommended profile has it. */
  readonly default: 'on' | 'off';
  /** The best fix there is. `none` needs `noFix`. */
  readonly fix: 'safe' | 'unsafe' | 'assist' | 'none';
  /** Why no edit is right, where `fix` is `none`. */
  readonly noFix?: string;
  readonly standards: Standards;
  /** Rules whose findings about the same place this one speaks for; they go into `also`. */
  readonly covers?: readonly string[];
  /** Covered rules that state the more serious fact, most serious first: this rule's finding then carries their message. */
  readonly messageOf?: readonly string[];
  /** Rules that state something stronger: where one of them speaks about the same pod or container, this one is silent. */
  readonly yieldsTo?: readonly string[];
  /** For rules that report what is not there: what must be in view before they do. */
  readonly absence?: Absence;
  /**
   * Keys of which one has to be written somewhere in the object before there is anything to find: where none is, the rule
   * is not asked. Rules about something missing have none.
   */
  readonly whereWritten?: readonly string[];
  /** What users may set about the rule, by name. */
  readonly options?: Readonly<Record<string, RuleOption>>;
  /** What an attacker gains. Markdown paragraphs. */
  readonly why: string;
  /** When the finding is right and the manifest still should stay as it is. */
  readonly whenNotToFix: string;
  readonly examples: readonly Example[];
}

/** What an option may be: a number, true or false, a quantity such as `10Mi`, a list of texts, or one of these words. */
export type RuleOption = 'number' | 'flag' | 'quantity' | 'texts' | readonly string[];

/** What a rule may ask about its surroundings. */
export interface Context {
  readonly target: KubernetesVersion;
  readonly profile: ProfileName;
  /** The rule's own options as the user's configuration gives them. Those of a file are what the rule says they may be. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly allow: Allowed;
  /** The other files. What it is asked for decides when the file is linted again. */
  readonly workspace: WorkspaceView;
}

/** One fact about one object, as a rule reports it. */
export interface Finding {
  readonly at: Located;
  readonly message: string;
  /** Replaces the rule's default severity for this finding. */
  readonly severity?: Severity;
  /** Alternatives, the best first. */
  readonly fixes?: readonly Fix[];
  /** An edit that a human must complete. */
  readonly assist?: Assist;
  readonly related?: readonly Related[];
}

/** A place that has to do with a finding: in the same source, or a link that a fact of another one holds. */
export interface Related {
  readonly at: Located | ProblemPlace;
  readonly message: string;
}

/** A change that solves the finding without a human's help. */
export interface Fix {
  /** An imperative: `Remove hostNetwork`. */
  readonly title: string;
  /** `safe`: no running workload and no component can behave worse by it. */
  readonly safety: 'safe' | 'unsafe';
  readonly operations: readonly Operation[];
}

/** A change with placeholders in it. */
export interface Assist {
  readonly title: string;
  readonly operations: readonly Operation[];
}

export interface Rule<S extends keyof Scopes = keyof Scopes> {
  readonly meta: RuleMeta<S>;
  check(target: Scopes[S], context: Context): Iterable<Finding>;
}

/** A rule of any scope, as lists of rules hold them. */
export type AnyRule = { [S in keyof Scopes]: Rule<S> }[keyof Scopes];

/** A rule, with its check's target typed by its scope. */
export function defineRule<const S extends keyof Scopes>(rule: Rule<S>): Rule<S> {
  return rule;
}
