import { mayBeJsonPatch } from '../../../rules/engine/facts-kustomize';
import { mayBeSeccompProfile } from '../../../rules/kubernetes/seccomp';
import { isJsonLinesName, isRareName } from './manifest-names';

/** Folders that hold other people's files, or a tool's own: never looked into unless the user names them. */
export const foreignFolders: readonly string[] = [
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'vendor',
  'third_party',
  '.terraform',
  '.terragrunt-cache',
  '.venv',
  '__pycache__',
  '.idea',
  '.vscode-test',
];

/** Whether a text holds no manifests, as far as one can tell by what its file is called. */
export function isOtherText(name: string, text: string): boolean {
  if (/\.json$/i.test(name) || isJsonLinesName(name)) return !isManifestJson(text);
  return isRareName(name) && text === '';
}

/**
 * Whether a JSON text is an object with a top-level apiVersion and kind, a seccomp profile, or a JSON patch. Text that is no
 * JSON counts when it looks like one of the first two.
 */
function isManifestJson(text: string): boolean {
  // Most JSON files in a workspace end here, unparsed.
  const hasKind = /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text);
  if (!hasKind && !mayBeSeccompProfile(text)) return mayBeJsonPatch(text) && isListOfOperations(text);
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value !== 'object' || value === null) return false;
    return ('apiVersion' in value && 'kind' in value) || ('defaultAction' in value && 'syscalls' in value);
  } catch {
    return true;
  }
}

function isListOfOperations(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => Object.hasOwn(Object(each), 'op'));
  } catch {
    return false;
  }
}

/**
 * Tells which files are templates of a chart: those under `templates` of a folder that has a Chart.yaml. Paths and URIs
 * will do, with `/` between their parts.
 */
export class ChartTemplates {
  private readonly charts = new Map<string, boolean>();

  /** `exists` is asked once for each folder that could be a chart. */
  constructor(private readonly exists: (path: string) => boolean) {}

  has(path: string): boolean {
    return chartFilesAbove(path).some((chart) => this.isThere(chart));
  }

  private isThere(chart: string): boolean {
    const known = this.charts.get(chart);
    if (known !== undefined) return known;
    const found = this.exists(chart);
    this.charts.set(chart, found);
    return found;
  }
}

/** The Chart.yaml of every chart that a file would be a template of: one of them has to exist. */
export function chartFilesAbove(path: string): readonly string[] {
  if (!path.includes('/templates/')) return [];
  return [...path.matchAll(/\/templates(?=\/)/g)].map(({ index }) => `${path.slice(0, index)}/Chart.yaml`);
}
