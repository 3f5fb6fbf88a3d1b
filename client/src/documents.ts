import { type Diagnostic, type TextDocument, Uri } from 'vscode';
import { type Middleware, vsdiag } from 'vscode-languageclient';
import { syntheticSchemes } from '../../server/src/protocol';

/** The command that shows the page of the rule whose id is its argument. */
export const showRuleCommand = 'kubeHarden.showRule';

/** The documents that are linted, whatever file system they come from. */
export const documentSelector = [
  ...['yaml', 'helm', 'json', 'jsonl'].map((language) => ({ language })),
  // Kubeconfigs have no language of their own.
  {
    pattern: '**/{kubeconfig,*.kubeconfig,*admin.conf,*kubelet.conf,controller-manager.conf,scheduler.conf}',
  },
];

/** Keeps documents that nobody writes away from the server: the old side of a diff, output, settings. */
export const manifestsOnly: Middleware = {
  didOpen: (document, next) => (isSynthetic(document.uri) ? nothing() : next(document)),
  didChange: (event, next) => (isSynthetic(event.document.uri) ? nothing() : next(event)),
  didSave: (document, next) => (isSynthetic(document.uri) ? nothing() : next(document)),
  didClose: (document, next) => (isSynthetic(document.uri) ? nothing() : next(document)),
  provideDiagnostics: async (document, previous, token, next) => {
    if (isSynthetic(uriOf(document))) return noDiagnostics;
    const report = await next(document, previous, token);
    if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) linkOffline(report.items);
    return report;
  },
  provideWorkspaceDiagnostics: (previous, token, take, next) =>
    next(previous, token, (chunk) => {
      for (const report of chunk?.items ?? []) {
        if (report.kind === vsdiag.DocumentDiagnosticReportKind.full) linkOffline(report.items);
      }
      take(chunk);
    }),
  provideCodeActions: (document, range, context, token, next) =>
    isSynthetic(document.uri) ? [] : next(document, range, context, token),
  provideCodeLenses: (document, token, next) => (isSynthetic(document.uri) ? [] : next(document, token)),
  provideHover: (document, position, token, next) =>
    isSynthetic(document.uri) ? undefined : next(document, position, token),
};

const noDiagnostics: vsdiag.DocumentDiagnosticReport = {
  kind: vsdiag.DocumentDiagnosticReportKind.full,
  items: [],
};

/** Lets the links on findings open the pages that came with the extension, in place of those on the network. */
function linkOffline(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    const { code } = diagnostic;
    if (typeof code !== 'object') continue;
    const parameters = encodeURIComponent(JSON.stringify([code.value]));
    diagnostic.code = { value: code.value, target: Uri.parse(`command:${showRuleCommand}?${parameters}`) };
  }
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
