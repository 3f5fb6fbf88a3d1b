import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Command } from './command';

/** `kube-harden lsp`: the language server for editors that start it themselves. */
export const lsp: Command = {
  name: 'lsp',
  summary: 'Serve an editor by the language server protocol, over standard input and output',
  operands: '[--stdio]',
  maximum: 0,
  options: [{ name: 'stdio', help: 'Talk over standard input and output, which is the only way there is' }],
  async run() {
    // The server finds in the arguments how to talk.
    if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
    // A program of its own beside this one, so that linting does not pay for it. It ends the process when the editor says so.
    createRequire(__filename)(join(__dirname, 'server.js'));
    return await new Promise<never>(() => {});
  },
};
