import { commands, QuickPickItemKind, Uri, window, workspace } from 'vscode';
import type { RuleSummary } from '../../server/src/protocol';

interface RuleItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: QuickPickItemKind;
}

/** Opens the page of a rule, which comes with the extension. Without an id the user picks a rule. */
export async function showRule(
  extension: Uri,
  rules: () => Promise<readonly RuleSummary[]>,
  id: unknown,
): Promise<void> {
  const rule = typeof id === 'string' ? id : await pickRule(extension, rules);
  if (rule === undefined) return;
  const page = pageOf(extension, rule);
  if (page === undefined || !(await exists(page))) {
    window.showWarningMessage(`Kube Harden has no rule named “${rule}”.`);
    return;
  }
  try {
    await commands.executeCommand('markdown.showPreview', page);
  } catch {
    // The built-in Markdown extension can be disabled.
    await window.showTextDocument(page);
  }
}

async function pickRule(
  extension: Uri,
  rules: () => Promise<readonly RuleSummary[]>,
): Promise<string | undefined> {
  // The pages are there even when the server is not.
  const items = rules().then(itemsOf, () => itemsFromPages(extension));
  const options = { placeHolder: 'Rule to read about', matchOnDescription: true, matchOnDetail: true };
  return (await window.showQuickPick<RuleItem>(items, options))?.label;
}

function itemsOf(rules: readonly RuleSummary[]): RuleItem[] {
  const byChapter = new Map<string, RuleItem[]>();
  for (const { id, chapter, title, severity } of rules) {
    const items = byChapter.get(chapter) ?? [];
    items.push({ label: id, description: severity, detail: title });
    byChapter.set(chapter, items);
  }
  return [...byChapter].flatMap(([chapter, items]) => [
    { label: chapter, kind: QuickPickItemKind.Separator },
    ...items,
  ]);
}

async function itemsFromPages(extension: Uri): Promise<RuleItem[]> {
  // In a browser the pages come over the network, where no folder can be listed.
  const pages = await workspace.fs.readDirectory(Uri.joinPath(extension, 'docs', 'rules')).then(
    (entries) => entries,
    () => [],
  );
  return pages
    .map(([name]) => name)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => ({ label: name.slice(0, -'.md'.length) }));
}

/** Rule ids are words and hyphens; anything else would lead out of the folder of pages. */
function pageOf(extension: Uri, rule: string): Uri | undefined {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule)) return undefined;
  return Uri.joinPath(extension, 'docs', 'rules', `${rule}.md`);
}

async function exists(file: Uri): Promise<boolean> {
  try {
    // In a browser the pages come over the network, where everything has a status.
    await workspace.fs.readFile(file);
    return true;
  } catch {
    return false;
  }
}
