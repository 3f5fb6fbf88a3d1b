import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const drivers = fileURLToPath(new URL('../client/test/editors/', import.meta.url));

/**
 * An editor with a language client of its own, which a script drives in the tests.
 * @typedef {object} Editor
 * @property {string} name
 * @property {string} packages What to install on Debian.
 * @property {string} page The page that says how to set it up.
 * @property {string} language What its configuration is fenced as on that page.
 * @property {string} program
 * @property {readonly string[]} probe Arguments with which it ends well where all it needs is there.
 * @property {(config: string) => readonly string[]} args Arguments with which it runs its script.
 */

/** @type {readonly Editor[]} */
export const editors = [
  {
    name: 'Neovim',
    packages: 'neovim',
    page: 'neovim.md',
    language: 'lua',
    program: 'nvim',
    probe: ['--version'],
    args: (config) => [
      ...['--headless', '-u', config, '-i', 'NONE', '-n'],
      ...['-c', `luafile ${path.join(drivers, 'neovim.lua')}`],
    ],
  },
  {
    name: 'Emacs with eglot',
    packages: 'emacs-nox elpa-eglot',
    page: 'emacs.md',
    language: 'elisp',
    program: 'emacs',
    probe: ['--batch', '-f', 'package-initialize', '--eval', "(require 'eglot)"],
    args: (config) => [
      '--batch',
      '-f',
      'package-initialize',
      '-l',
      config,
      '-l',
      path.join(drivers, 'emacs.el'),
    ],
  },
  {
    name: 'Vim with ALE',
    packages: 'vim-nox vim-ale',
    page: 'vim-ale.md',
    language: 'vim',
    program: 'vim',
    probe: [
      ...['-Es', '-N', '-u', 'NONE', '-i', 'NONE'],
      ...['-c', "if !has('job') || !has('timers') | cquit | endif"],
      ...['-c', 'try | packadd ale | catch | cquit | endtry', '-c', 'qall!'],
    ],
    args: (config) => [
      ...['--not-a-term', '-N', '-u', config, '-i', 'NONE', '-n'],
      ...['-S', path.join(drivers, 'vim-ale.vim')],
    ],
  },
];

/**
 * Surroundings in which an editor finds nothing of its user's own.
 * @param {string} home
 * @returns {NodeJS.ProcessEnv}
 */
export function surroundings(home) {
  const folders = { XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home, XDG_CACHE_HOME: home };
  return { ...process.env, ...folders, HOME: home, TERM: 'dumb' };
}

/**
 * Whether an editor is there, with all it needs.
 * @param {Editor} editor
 */
export function isInstalled({ program, probe }) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-harden-editor-'));
  try {
    return (
      spawnSync(program, probe, { stdio: 'ignore', timeout: 20_000, env: surroundings(home) }).status === 0
    );
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}
