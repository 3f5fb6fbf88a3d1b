import { type TextDocument, Uri } from 'vscode';
import { type Middleware, vsdiag } from 'vscode-languageclient';

/** The command that shows the page of the rule whose id is its argument. */
export const showRuleCommand = 'kubeHarden.showRule';

/** The languages whose documents are linted, whatever file system they come from. */
export const documentSelector = [{ language: 'yaml' }, { language: 'helm' }, { language: 'json' }];

/** Whether a resource is linted by its name alone, for tabs whose language is not known yet. */
export function hasManifestName(resource: Uri): boolean {
  return !isSynthetic(resource) && /\.(?:ya?ml|json)$/i.test(resource.path);
}

/** Keeps documents that nobody writes away from the server: the old side of a diff, output, settings. */
export const manifestsOnly: Middleware = {
  didOpen: (document, next) => (isSynthetic(document.uri) ? nothing() : next(document)),
  didChange: (event, next) => (isSynthetic(event.document.uri) ? nothing() : next(event)),
  didSave: (document, next) => (isSynthetic(document.uri) ? nothing() : next(document)),
  didClose: (document, next) => (isSynthetic(document.uri) ? nothing() : next(document)),
  provideDiagnostics: async (document, previous, token, next) => {
    if (isSynthetic(uriOf(document))) return noDiagnostics;
    const report = await next(document, previous, token);
    return report === null || report === undefined ? undefined : withOfflineLinks(report);
  },
  provideCodeActions: (document, range, context, token, next) =>
    isSynthetic(document.uri) ? [] : next(document, range, context, token),
  provideHover: (document, position, token, next) =>
    isSynthetic(document.uri) ? undefined : next(document, position, token),
};

const noDiagnostics: vsdiag.DocumentDiagnosticReport = {
  kind: vsdiag.DocumentDiagnosticReportKind.full,
  items: [],
};

const syntheticSchemes: ReadonlySet<string> = new Set([
  'comment',
  'debug',
  'git',
  'gitfs',
  'gitlens',
  'merge-conflict.conflict-diff',
  'output',
  'pr',
  'review',
  'vscode-local-history',
  'vscode-scm',
  'vscode-settings',
  'vscode-userdata',
  'walkThrough',
  'walkThroughSnippet',
]);

/** Lets the link on a finding open the page that came with the extension, in place of one on the network. */
function withOfflineLinks(report: vsdiag.DocumentDiagnosticReport): vsdiag.DocumentDiagnosticReport {
  if (report.kind === vsdiag.DocumentDiagnosticReportKind.unChanged) return report;
  for (const diagnostic of report.items) {
    const { code } = diagnostic;
    if (typeof code !== 'object') continue;
    const parameters = encodeURIComponent(JSON.stringify([code.value]));
    diagnostic.code = { value: code.value, target: Uri.parse(`command:${showRuleCommand}?${parameters}`) };
  }
  return report;
}

function isSynthetic(resource: Uri): boolean {
  return syntheticSchemes.has(resource.scheme);
}

function uriOf(document: TextDocument | Uri): Uri {
  return 'uri' in document ? document.uri : document;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
