import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EditorWindow, openWindow } from './window';

const name = '.kube-harden-baseline.json';

describe('A baseline in a VS Code window', () => {
  let editor: EditorWindow;

  beforeAll(async () => {
    editor = await openWindow({ trusted: true });
    await editor.open('checkout.yaml');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await editor.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });
  afterAll(() => editor.close());

  const squiggles = () => editor.page.locator('.squiggly-error, .squiggly-warning, .squiggly-info');

  it('accepts all present problems on command, and says how many', async () => {
    await squiggles().first().waitFor();
    await editor.command('Kube Harden: Accept All Present Problems in a Baseline');
    await squiggles().first().waitFor({ state: 'detached' });
    await editor.command('Notifications: Show Notifications');
    await editor.page
      .locator('.notification-list-item', { hasText: `${name} accepts` })
      .first()
      .waitFor();
    await editor.screenshot('baseline-accepted');
    expect(fs.readFileSync(path.join(editor.folder, name), 'utf8')).toContain('"checkout.yaml"');
  });

  it('shows what is new, and in the baseline what is found no more', async () => {
    await editor.line('hostNetwork').click();
    await editor.page.keyboard.press('Home');
    await editor.page.keyboard.press('Shift+End');
    await editor.page.keyboard.type('hostPID: true');
    await squiggles().first().waitFor();
    await editor.screenshot('baseline-new');
    await editor.open(name);
    await editor.line('spec.template.spec.hostNetwork').waitFor();
    await editor.page.locator('.squiggly-info, .squiggly-inline-unnecessary').first().waitFor();
    await editor.screenshot('baseline-stale');
  });
});
