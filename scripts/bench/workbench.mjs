import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../package.mjs';
import { loadEngine } from './engine.mjs';
import { workspace } from './generator.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const cli = path.join(root, 'dist/cli.js');
const generatedFiles = 2500;

/** What all measurements need: the built product, the manifests, and a folder to write into. */
export class Workbench {
  /** How Node is told to start the server. */
  server = [path.join(root, 'dist/server.js'), '--stdio'];
  #folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'kube-harden-bench-')));
  #engine;
  #workspace;

  /**
   * Builds the product.
   * @param {string} [given] A folder of manifests; without one, they are made up.
   */
  static async open(given) {
    await build(root);
    return new Workbench(given);
  }

  /** @param {string} [given] */
  constructor(given) {
    this.given = given;
    // What is measured finds what its own last run has compiled, and leaves the user's cache alone.
    process.env.XDG_CACHE_HOME = this.#folder;
  }

  /**
   * How Node is told to lint as users do, whatever is found.
   * @param {string} folder
   * @param {string} [file] The only file to lint in it.
   */
  lint(folder, file = folder) {
    return [...this.lintAgain(folder, file), '--no-cache'];
  }

  /**
   * The same where the folder was linted before.
   * @param {string} folder
   * @param {string} [file]
   */
  lintAgain(folder, file = folder) {
    return [cli, 'lint', '--fail-on', 'never', '--no-config', '--workspace', folder, file];
  }

  /** The engine, in this process. */
  async engine() {
    this.#engine ??= loadEngine();
    return this.#engine;
  }

  /** The workspace: a folder of its own, where nothing else lies, and its texts by relative path. */
  get workspace() {
    this.#workspace ??= this.given === undefined ? this.#generate() : this.#copy(this.given);
    return this.#workspace;
  }

  /**
   * Writes files into a new folder and answers it.
   * @param {string} name
   * @param {ReadonlyMap<string, string>} texts
   */
  write(name, texts) {
    const folder = path.join(this.#folder, name);
    for (const [file, text] of texts) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    return folder;
  }

  close() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #generate() {
    const texts = workspace(generatedFiles);
    return { folder: this.write('workspace', texts), texts };
  }

  /** @param {string} given */
  #copy(given) {
    const folder = path.join(this.#folder, 'workspace');
    const texts = new Map();
    for (const entry of readdirSync(given, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.ya?ml$/i.test(entry.name)) continue;
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const name = path.relative(given, file);
      cpSync(file, path.join(folder, name));
      texts.set(name, readFileSync(file, 'utf8'));
    }
    return { folder, texts };
  }
}
