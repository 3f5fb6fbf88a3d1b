import type { Context, Severity } from '../../engine/rule';
import { namespacesIn } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';
import { knownValue } from '../../yaml/field';
import { isTrustedNamespace } from '../namespaces/residence';

/** The severity of a finding about what is not in view: what nobody has shown is only information. */
export function severityOfAbsence({ workspace }: Pick<Context, 'workspace'>): {
  readonly severity?: Severity;
} {
  return workspace.closedWorld ? {} : { severity: 'info' };
}

/** A Namespace that people govern. */
export interface GovernedNamespace {
  readonly name: string;
  /** All names it may have in the end: kustomizations rename Namespaces too. */
  readonly names: readonly string[];
}

/**
 * The Namespace that a manifest is, where what it lacks may be reported: its name is known, it is in view as a whole, and is
 * none of the cluster's own.
 */
export function governedNamespace(namespace: Manifest, context: Context): GovernedNamespace | undefined {
  const { workspace } = context;
  const name = knownValue(namespace.name);
  if (name === undefined || isTrustedNamespace(namespace, context)) return undefined;
  const role = workspace.roleOf(namespace.document.source.uri);
  if (role.isPartial || workspace.namespaces(name).length === 0) return undefined;
  const names = namespacesIn(name, role);
  return names === undefined ? undefined : { name, names };
}
