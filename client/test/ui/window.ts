import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { openPage } from '../../../scripts/vscode/browser.mjs';
import { copySample } from '../../../scripts/vscode/host-suite.mjs';
import { installEditor } from '../../../scripts/vscode/install.mjs';
import { serveEditor } from '../../../scripts/vscode/server.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A VS Code window with the packaged extension and a copy of the sample workspace. */
export interface EditorWindow {
  readonly page: Page;
  readonly folder: string;
  /** Opens a file of the sample by a double click in the explorer. */
  open(name: string): Promise<void>;
  /** The first line of the editor that has this text. */
  line(text: string): Locator;
  /** The part of a line that shows a word. */
  word(text: string, word: string): Locator;
  /** Runs a command by its title in the palette. */
  command(title: string): Promise<void>;
  /** Writes a picture into `out/screenshots`. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a window. In one that is not trusted, VS Code is in Restricted Mode. */
export async function openWindow({ trusted }: { readonly trusted: boolean }): Promise<EditorWindow> {
  const installation = await installEditor(path.join(root, '.vscode-test'), console.log);
  const settings = {
    // Sticky lines would lie over the lines that tests click on.
    'editor.stickyScroll.enabled': false,
    'security.workspace.trust.startupPrompt': 'never',
  };
  const packages = [path.join(root, 'out', 'kube-harden.vsix')];
  const editor = await serveEditor(installation, { packages, settings, trusted });
  const folder = copySample(root);
  const { page, close } = await openPage();
  page.setDefaultTimeout(30_000);
  await page.goto(editor.url(folder), { waitUntil: 'domcontentloaded' });
  const line = (text: string) =>
    page.locator('.editor-instance .view-line', { hasText: text.replaceAll(' ', '\u00a0') }).first();
  return {
    page,
    folder,
    line,
    word: (text, word) => line(text).locator('span > span', { hasText: new RegExp(`^\\W*${word}\\W*$`) }),
    open: (name) =>
      page
        .locator('.explorer-folders-view .monaco-list-row', { hasText: name })
        .dblclick({ timeout: 60_000 }),
    command: async (title) => {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
    },
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(root, 'out', 'screenshots', `${name}.png`) });
    },
    close: async () => {
      await close();
      await editor.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
