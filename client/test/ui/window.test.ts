import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EditorWindow, openWindow } from './window';

const anySquiggle = '.editor-instance [class*="squiggly-"]';

describe('In a VS Code window', () => {
  let editor: EditorWindow;

  beforeAll(async () => {
    editor = await openWindow({ trusted: true });
    await editor.open('checkout.yaml');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await editor.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });
  afterAll(() => editor.close());

  it('a finding is underlined', async () => {
    await editor.page.waitForSelector(anySquiggle);
    await editor.screenshot('squiggles');
    expect(await editor.page.locator(anySquiggle).count()).toBeGreaterThan(0);
  });

  it('a finding is a row of the Problems panel, with its rule', async () => {
    await editor.page.keyboard.press('Control+Shift+M');
    const row = editor.page.locator('.markers-panel .monaco-list-row', { hasText: 'host-network' });
    await row.waitFor();
    await editor.screenshot('problems');
    expect(await row.textContent()).toContain('kube-harden');
  });

  it('the link of a finding opens the page of its rule', async () => {
    const link = editor.page.locator('.markers-panel .monaco-list-row a', {
      hasText: 'privileged-container',
    });
    await link.first().click();
    const tab = editor.page.locator('.tab', { hasText: 'privileged-container' });
    await tab.waitFor();
    const page = editor.page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await page.locator('h1', { hasText: 'privileged-container' }).waitFor();
    await editor.screenshot('rule-page');
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
  });

  it('the status tells that the server runs', async () => {
    await editor.line('kind: Deployment').click();
    await editor.page.locator('[id="status.languageStatus"]').hover();
    const status = editor.page.locator('.hover-language-status', { hasText: /Running, \d+ rules/ });
    await status.waitFor();
    await editor.screenshot('status');
    await editor.page.keyboard.press('Escape');
  });

  it('hovering shows the message', async () => {
    await editor.word('hostNetwork: true', 'true').hover();
    const hover = editor.page.locator('.monaco-hover:visible', { hasText: 'host-network' });
    await hover.first().waitFor();
    expect(await hover.first().textContent()).toMatch(/network/i);
    await editor.screenshot('hover');
    await editor.page.keyboard.press('Escape');
  });

  it('the menu of the light bulb has the fix first, then ways to ignore, then what hardens the workload', async () => {
    await openMenu(editor);
    const entries = await editor.page.locator('.action-widget .monaco-list-row.action').allTextContents();
    await editor.screenshot('light-bulb');
    expect(entries.map((entry) => entry.replaceAll('\u00a0', ' ').trim())).toEqual([
      'Remove hostNetwork',
      'Suppress host-network for this resource',
      'Suppress host-network for this line',
      'Suppress host-network in this file',
      'Turn host-network off in .kube-harden.yaml',
      'Show documentation for host-network',
      'Harden Deployment/checkout to Baseline (2 changes)',
      'Harden Deployment/checkout to Restricted (8 changes)',
    ]);
    await editor.page.keyboard.press('Escape');
    await menuEntry(editor).waitFor({ state: 'detached' });
  });

  it('Enter applies the fix, and saving writes a file without that one line', async () => {
    const file = path.join(editor.folder, 'checkout.yaml');
    const before = fs.readFileSync(file, 'utf8');
    await openMenu(editor);
    await editor.page.keyboard.press('Enter');
    await editor.line('hostNetwork: true').waitFor({ state: 'detached' });
    await editor.page.keyboard.press('Control+S');
    const line = '      hostNetwork: true # so that the legacy load balancer finds us\n';
    const after = before.replace(line, '');
    expect(after).not.toBe(before);
    // The editor empties the file before it writes.
    await expect.poll(() => fs.readFileSync(file, 'utf8'), { timeout: 20_000 }).toBe(after);
    await editor.page
      .locator('.markers-panel .monaco-list-row', { hasText: 'host-network' })
      .waitFor({ state: 'detached' });
  });
});

describe('In Restricted Mode', () => {
  let editor: EditorWindow;

  beforeAll(async () => {
    editor = await openWindow({ trusted: false });
  });
  afterEach(() => editor.screenshot('restricted-mode'));
  afterAll(() => editor.close());

  it('findings are underlined all the same', async () => {
    await editor.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
    await editor.open('checkout.yaml');
    await editor.page.waitForSelector(anySquiggle);
    expect(await editor.page.locator(anySquiggle).count()).toBeGreaterThan(0);
  });
});

async function openMenu(editor: EditorWindow): Promise<void> {
  // By force: the cursor may blink over the word.
  await editor.word('hostNetwork: true', 'true').click({ force: true });
  await expect
    .poll(
      async () => {
        // The editor may not have the focus yet when the key is pressed first.
        await editor.page.keyboard.press('Control+.');
        await menuEntry(editor)
          .waitFor({ timeout: 2000 })
          .catch(() => undefined);
        return menuEntry(editor).isVisible();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

function menuEntry(editor: EditorWindow): Locator {
  return editor.page.locator('.action-widget .monaco-list-row.action').first();
}
