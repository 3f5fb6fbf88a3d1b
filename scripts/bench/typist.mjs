import { Client } from './client.mjs';
import { Random } from './random.mjs';

const seed = 11;
const uri = 'file:///bench/typing.yaml';

/**
 * Somebody who types letters at the ends of lines, one at a time, and takes each back. Every other one breaks the YAML: it comes
 * behind a colon.
 */
export class Typist {
  #random = new Random(seed);
  #version = 1;
  #count = 0;

  /**
   * Opens a text in a server of its own.
   * @param {readonly string[]} server
   * @param {string} text
   * @param {number} within Only these first lines are typed in.
   */
  static async open(server, text, within) {
    const client = new Client(server);
    await client.initialize();
    client.open(uri, text);
    await client.diagnostics(uri);
    return new Typist(client, text, within);
  }

  /**
   * @param {Client} client
   * @param {string} text
   * @param {number} within
   */
  constructor(client, text, within) {
    this.client = client;
    this.lines = text.split('\n');
    const all = Array.from({ length: within }, (_, index) => index);
    this.places = [true, false].map((breaks) =>
      all.filter((index) => this.lines[index]?.endsWith(':') === breaks),
    );
  }

  /** Types a letter: how many milliseconds the diagnostics took, and the text that they are of. */
  async type() {
    const line = this.#random.pick(this.places[this.#count++ % 2] ?? []);
    const start = { line, character: this.lines[line]?.length ?? 0 };
    const end = { line, character: start.character + 1 };
    const began = performance.now();
    await this.#change({ start, end: start }, 'x');
    const spent = performance.now() - began;
    await this.#change({ start, end }, '');
    return { spent, text: this.lines.with(line, `${this.lines[line]}x`).join('\n') };
  }

  stop() {
    return this.client.stop();
  }

  /**
   * @param {{ start: object; end: object }} range
   * @param {string} text
   */
  #change(range, text) {
    const textDocument = { uri, version: ++this.#version };
    this.client.notify('textDocument/didChange', { textDocument, contentChanges: [{ range, text }] });
    return this.client.diagnostics(uri);
  }
}
