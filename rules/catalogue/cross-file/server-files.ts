import type { Assist } from '../../engine/rule';
import type { ComponentMounts, NewMount } from '../../kubernetes/component-mounts';
import type { Option } from '../../kubernetes/option';
import { knownValue } from '../../yaml/field';

/** The absolute path that an option certainly is given. */
export function pathGiven(option: Option): string | undefined {
  const path = option.isGiven ? knownValue(option.value) : undefined;
  return path?.startsWith('/') === true ? path : undefined;
}

/** The directory that a file lies in. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The assist that mounts something of the node for a human to confirm; none where it cannot be added. */
export function assistWith(mounts: ComponentMounts, mount: NewMount): { readonly assist?: Assist } {
  const operations = mounts.add(mount);
  return operations.length === 0 ? {} : { assist: { title: `Mount ${mount.path} of the node`, operations } };
}
