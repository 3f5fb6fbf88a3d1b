import { nameOf } from '../../../rules/engine/uri';

/** The names a configuration file may have. Where a folder has several, the first of these counts. */
export const configNames = ['.kube-harden.yaml', '.kube-harden.yml', '.kube-harden.json'] as const;

/** The name of a file with findings that are accepted. */
export const baselineName = '.kube-harden-baseline.json';

/** Whether a URI or path is that of a configuration file, or of a baseline. */
export function isConfigFile(uri: string): boolean {
  const name = nameOf(uri);
  return name === baselineName || configNames.some((known) => known === name);
}

/** The file that a new configuration of a folder would be. */
export function newConfigIn(folder: string): string {
  return `${folder}/${configNames[0]}`;
}

/** The file that a new baseline of a folder would be. */
export function newBaselineIn(folder: string): string {
  return `${folder}/${baselineName}`;
}

/** Whether a URI or path is that of a baseline. */
export function isBaselineFile(uri: string): boolean {
  return nameOf(uri) === baselineName;
}
