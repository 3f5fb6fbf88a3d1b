import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, editors, isInstalled, surroundings } from '../../../scripts/editors.mjs';
import { run } from '../../../scripts/process.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kube-harden-editors-'));
  mkdirSync(path.join(folder, 'bin'));
  symlinkSync(path.join(root, 'dist', 'cli.js'), path.join(folder, 'bin', 'kube-harden'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The configuration on its page makes', () => {
  for (const editor of editors) {
    it.skipIf(!isInstalled(editor))(
      `${editor.name} show findings to the character, and fix them`,
      async () => {
        // ALE takes the protocol's columns for bytes, as its page says.
        const word = editor.name.includes('ALE') ? 'wave' : '👋';
        const { found, lens, text } = await drive(editor, manifest(word));
        expect(found).toEqual([
          { rule: 'host-network', line: 6, column: 16, text: 'true' },
          { rule: 'privileged-container', line: 8, column: 82 + [...word].length, text: 'true' },
        ]);
        expect(text).toBe(fixed(word));
        // Of these, Neovim alone shows code lenses.
        const standing = 'Pod Security: privileged · 2 changes to Baseline, 6 to Restricted';
        expect(lens).toBe(editor.name === 'Neovim' ? standing : undefined);
      },
    );
  }
});

describe('The configuration of every page', () => {
  it.each(editors)('$name starts the server as it is installed', (editor) => {
    expect(configuration(editor)).toMatch(/kube-harden\b.*\blsp\b.*--stdio/s);
  });
});

function manifest(word: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: web # ${word}
spec:
  hostNetwork: true
  containers:
    - { name: app, env: [{ name: A, value: "${word}" }], securityContext: { privileged: true }, image: a }
`;
}

function fixed(word: string): string {
  return manifest(word)
    .replace('  hostNetwork: true\n', '')
    .replace(', securityContext: { privileged: true }', '');
}

/** What an editor's script saw. */
interface Seen {
  readonly found: readonly {
    readonly rule: string;
    readonly line: number;
    readonly column: number;
    /** What is underlined. */
    readonly text: string;
  }[];
  /** What the code lens above the workload says. */
  readonly lens?: string;
  readonly error?: string;
}

/** Lets an editor open a manifest and fix all that it shows. Answers what that was, and the file's text afterwards. */
async function drive(editor: Editor, text: string) {
  const home = mkdtempSync(path.join(folder, 'home-'));
  const file = path.join(home, 'web.yaml');
  const result = path.join(home, 'result.json');
  const config = path.join(home, `config.${editor.language}`);
  writeFileSync(file, text);
  writeFileSync(config, withProfile(configuration(editor), 'pss-baseline'));
  const { output, errors } = await run(editor.program, editor.args(config), {
    cwd: home,
    env: {
      ...surroundings(home),
      PATH: [path.join(folder, 'bin'), path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
      KUBE_HARDEN_FILE: file,
      KUBE_HARDEN_RESULT: result,
    },
    timeout: 60_000,
    quiet: true,
  });
  const seen = readResult(result, output + errors);
  return { found: seen.found, lens: seen.lens, text: readFileSync(file, 'utf8') };
}

function readResult(file: string, output: string): Seen {
  try {
    const seen: Seen = JSON.parse(readFileSync(file, 'utf8'));
    if (seen.error === undefined) return seen;
    throw new Error(seen.error);
  } catch (error) {
    throw new Error(`The editor failed: ${error}\n${output}`);
  }
}

/** The last configuration on an editor's page: the one that needs no newer version than Debian has. */
function configuration({ page, language }: Editor): string {
  const text = readFileSync(path.join(root, 'docs', 'editors', page), 'utf8');
  const [, code] = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].at(-1) ?? [];
  if (code === undefined) throw new Error(`${page} has no configuration in ${language}`);
  return code;
}

function withProfile(code: string, profile: string): string {
  if (!code.includes('recommended')) throw new Error(`there is no profile in ${code}`);
  return code.replace('recommended', profile);
}
