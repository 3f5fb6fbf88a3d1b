import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EditorWindow, openWindow } from './window';

const network = '      hostNetwork: true # so that the legacy load balancer finds us\n';
const privileged = '          securityContext:\n            privileged: true\n';

describe('Hardening in a VS Code window', () => {
  let editor: EditorWindow;
  let before: string;

  beforeAll(async () => {
    editor = await openWindow({ trusted: true });
    before = textOf('checkout.yaml');
    await editor.open('checkout.yaml');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await editor.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });
  afterAll(() => editor.close());

  const textOf = (name: string) => fs.readFileSync(path.join(editor.folder, name), 'utf8');
  const lens = (text: string) => editor.page.locator('.codelens-decoration a', { hasText: text });
  const row = (text: string): Locator =>
    editor.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: text }).first();
  const button = (name: string) => editor.page.locator('.bulk-edit-panel .monaco-button', { hasText: name });
  const saved = async (name: string, text: string) => {
    await editor.page.keyboard.press('Control+S');
    await expect.poll(() => textOf(name), { timeout: 20_000 }).toBe(text);
  };

  it('a workload says how far it is', async () => {
    await lens('Pod Security: privileged · 2 changes to Baseline, 8 to Restricted').waitFor();
    await editor.screenshot('lens');
  });

  it('a click on that previews what brings it to the next level, and changes only what is ticked', async () => {
    await lens('2 changes to Baseline').click();
    await row('hostNetwork').waitFor();
    await editor.screenshot('harden-preview');
    expect(await editor.page.locator('.bulk-edit-panel input:checked').count()).toBe(0);
    await row('hostNetwork').locator('.edit-checkbox').click();
    await button('Apply').click();
    await lens('Pod Security: privileged · 1 change to Baseline, 7 to Restricted').waitFor();
    await editor.line('apiVersion').click();
    await saved('checkout.yaml', before.replace(network, ''));
  });

  it('the whole edit is undone in one step', async () => {
    await editor.page.keyboard.press('Control+Z');
    await saved('checkout.yaml', before);
    await lens('2 changes to Baseline').click();
    await row('checkout.yaml').locator('.edit-checkbox').click();
    await button('Apply').click();
    await lens('Pod Security: Baseline · 6 changes to Restricted').waitFor();
    await editor.line('apiVersion').click();
    await saved('checkout.yaml', before.replace(network, '').replace(privileged, ''));
    await editor.page.keyboard.press('Control+Z');
    await saved('checkout.yaml', before);
    // VS Code asks for no lenses while the editor does not have the focus.
    await lens('2 changes to Baseline').waitFor();
  });

  it('the command lets the user choose how far', async () => {
    await editor.command('Kube Harden: Harden This Workload...');
    const level = editor.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Restricted' })
      .first();
    await level.waitFor();
    await editor.screenshot('harden-levels');
    await level.click();
    await row('allowPrivilegeEscalation').waitFor();
    const group = editor.page.locator('.panel [aria-label^="Group Changes By"]').first();
    await group.click();
    await row('Unsafe: may stop a workload').waitFor();
    await editor.screenshot('harden-restricted-preview');
    await group.click();
    await row('allowPrivilegeEscalation').waitFor();
    await button('Discard').click();
    await row('allowPrivilegeEscalation').waitFor({ state: 'detached' });
    expect(textOf('checkout.yaml')).toBe(before);
  });

  it('all problems of the workspace are fixed as far as the user agrees', async () => {
    const inventory = textOf('inventory.yaml');
    await editor.command('Kube Harden: Fix All Problems in the Workspace...');
    await row('inventory.yaml').waitFor();
    await editor.command('Notifications: Show Notifications');
    const message = editor.page.locator('.notifications-center .notification-list-item-message');
    await message.first().waitFor();
    expect(await message.first().textContent()).toMatch(/^\d+ problems in \d+ files can be fixed\./);
    await editor.screenshot('workspace-preview');
    await row('inventory.yaml').locator('.edit-checkbox').click();
    await button('Apply').click();
    expect(inventory).toContain('hostIPC: true');
    // Not the empty file that there is before the editor writes.
    const isFixed = (text: string) => text.includes('kind: ') && !text.includes('hostIPC: true');
    await expect.poll(() => isFixed(textOf('inventory.yaml')), { timeout: 20_000 }).toBe(true);
    expect(textOf('checkout.yaml')).toBe(before);
    await editor.screenshot('workspace-fixed');
  });
});
