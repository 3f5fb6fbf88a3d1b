import type { Component, ComponentName } from './component';
import { argumentInMapping, unknownAbsence } from './component-arguments';
import { asAddition, givenAt } from './component-values';
import type { Manifest } from './manifest';
import { Option } from './option';

/** Lists that may be added to those a distribution gives, where other arguments take the place of its own. */
const ADDED = new Set([
  'authorization-mode',
  'enable-admission-plugins',
  'feature-gates',
  'tls-cipher-suites',
]);

/**
 * The component whose part of a distribution's configuration, at a path, has `extraArgs`: a mapping of flags beside those that
 * the distribution gives. Nothing is known of what is not there.
 */
export function componentWithExtra(
  manifest: Manifest,
  name: ComponentName,
  path: readonly string[],
): readonly Component[] {
  const part = path.reduce((view, step) => view.map(step), manifest.root);
  const args = part.map('extraArgs');
  if (args.state !== 'known') return [];
  const option = (flag: string) => {
    const given = ADDED.has(flag) ? givenAt(args, flag) : undefined;
    if (given === undefined) return argumentInMapping(args, flag, unknownAbsence);
    return new Option(flag, [asAddition(given)], { state: 'unknown', at: given.value, add: () => [] });
  };
  return [{ name, surface: 'extra', manifest, path: part.path, option }];
}
