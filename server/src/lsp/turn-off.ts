import type {
  CodeAction,
  Diagnostic,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnyRule } from '../../../rules/engine/rule';
import { nameOf } from '../../../rules/engine/uri';
import { renderOperations } from '../../../rules/yaml/edit';
import type { Node } from '../../../rules/yaml/node';
import { readDocuments } from '../../../rules/yaml/read';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { rangeOf } from '../positions';
import type { ConfigFiles } from '../workspace/config-files';
import { newConfigIn } from '../workspace/config-names';
import { actionKinds } from './action-kinds';
import type { ClientFeatures } from './client-features';

/** What `TurnOff` works with. */
export interface TurnOffHost {
  readonly configs: ConfigFiles;
  readonly features: ClientFeatures;
  readonly rules: readonly AnyRule[];
  readonly open: (uri: string) => TextDocument | undefined;
}

/** The actions that turn a rule off in a configuration file, which they make where there is none. */
export class TurnOff {
  readonly #host: TurnOffHost;

  constructor(host: TurnOffHost) {
    this.#host = host;
  }

  /** The actions on a finding of a file: where its configuration stands, and for its folder alone. */
  actions(uri: string, rule: string, diagnostic: Diagnostic): CodeAction[] {
    const { configs } = this.#host;
    const nearest = configs.holding(uri).at(-1)?.uri ?? newConfigIn(configs.topOf(uri));
    const folder = uri.slice(0, uri.lastIndexOf('/'));
    const ofFolder = configs.in(folder)?.uri ?? newConfigIn(folder);
    return [
      ...this.#action(`Turn ${rule} off in ${nameOf(nearest)}`, 'config', nearest, rule, diagnostic),
      ...(ofFolder === nearest
        ? []
        : this.#action(`Turn ${rule} off for this folder`, 'folder', ofFolder, rule, diagnostic)),
    ];
  }

  #action(title: string, kind: string, config: string, rule: string, diagnostic: Diagnostic): CodeAction[] {
    const edit = this.#edit(config, rule);
    if (edit === undefined) return [];
    return [{ title, kind: `${actionKinds.suppress}.${kind}`, diagnostics: [diagnostic], edit }];
  }

  #edit(uri: string, rule: string): WorkspaceEdit | undefined {
    const { configs, features, open } = this.#host;
    const document = open(uri);
    const known = configs.get(uri);
    if (known?.unread !== undefined) return undefined;
    if (document === undefined && known === undefined) return this.#created(uri, rule);
    const source = document === undefined ? known?.source : sourceOf(uri, document.getText());
    if (source === undefined) return undefined;
    const edits = this.#edits(source, rule);
    if (edits === undefined) return undefined;
    if (!features.documentChanges) return { changes: { [uri]: [...edits] } };
    return { documentChanges: [editOf(uri, document?.version ?? null, edits)] };
  }

  #created(uri: string, rule: string): WorkspaceEdit | undefined {
    const { features } = this.#host;
    if (!features.createsFiles || !features.documentChanges) return undefined;
    const start = { line: 0, character: 0 };
    const edits = [{ range: { start, end: start }, newText: `rules:\n  ${rule}: off\n` }];
    const created = { kind: 'create' as const, uri, options: { ignoreIfExists: true } };
    return { documentChanges: [created, editOf(uri, null, edits)] };
  }

  /** Undefined where nothing can be changed for certain. */
  #edits(source: Source, rule: string): readonly TextEdit[] | undefined {
    const { uri, text } = source;
    const positions = TextDocument.create(uri, source.language, 0, text);
    const [document] = readDocuments(source);
    if (document === undefined) {
      if (source.language === 'json') return undefined;
      const end = positions.positionAt(text.length);
      const lineBreak = text === '' || text.endsWith('\n') ? '' : '\n';
      return [{ range: { start: end, end }, newText: `${lineBreak}rules:\n  ${rule}: off\n` }];
    }
    const path = this.#pathOf(document.root, rule);
    const result = renderOperations([{ verb: 'set', place: { document, path }, value: 'off' }]);
    if ('refused' in result || result.edits.length === 0) return undefined;
    return result.edits.map((edit) => ({ range: rangeOf(positions, edit.span), newText: edit.text }));
  }

  /** Where a rule's severity stands, or would, by the name it has there. */
  #pathOf(root: Node | undefined, rule: string): readonly string[] {
    const meta = this.#host.rules.find((one) => one.meta.id === rule)?.meta;
    const names = [rule, ...(meta?.formerly ?? [])];
    const rules = entryOf(root, 'rules');
    const name = names.find((one) => entryOf(rules, one) !== undefined) ?? rule;
    const isFull = entryOf(rules, name)?.kind === 'mapping';
    return ['rules', name, ...(isFull ? ['severity'] : [])];
  }
}

function entryOf(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== 'mapping') return undefined;
  return node.entries.find((entry) => entry.key.text === key)?.value;
}

function editOf(uri: string, version: number | null, edits: readonly TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version }, edits: [...edits] };
}
