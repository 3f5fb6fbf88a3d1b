import { set } from '../../engine/fix';
import type { WorkspaceView } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';
import { isWeaker, LABEL_PREFIX, levelOf, type Mode } from '../../kubernetes/pod-security-labels';
import { knownValue } from '../../yaml/field';
import type { Operation } from '../../yaml/operation';

/** Makes a Namespace record and warn of everything that Restricted forbids, where it does less than `level` asks for. */
export function observing(namespace: Manifest, level: string): readonly Operation[] {
  return (['audit', 'warn'] as const)
    .map((mode) => levelOf(namespace, mode))
    .filter((current) => current.state === 'absent' || isWeaker(current, level))
    .map((current) => set(current, 'restricted'));
}

/** Whether a mode's level is certainly not set: not here, nor on the same Namespace in another file, such as a patch. */
export function isLevelMissing(namespace: Manifest, mode: Mode, workspace: WorkspaceView): boolean {
  const name = knownValue(namespace.name);
  if (levelOf(namespace, mode).state !== 'absent') return false;
  const others = name === undefined ? [] : workspace.namespaces(name);
  return others.every(({ labels, isOpen }) => !isOpen && !Object.hasOwn(labels, LABEL_PREFIX + mode));
}
