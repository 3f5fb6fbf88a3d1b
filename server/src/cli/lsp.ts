import type { Command } from './command';

/** `kube-harden lsp`: the language server for editors that start it themselves. */
export const lsp: Command = {
  name: 'lsp',
  summary: 'Serve an editor by the language server protocol, over standard input and output',
  operands: '[--stdio]',
  maximum: 0,
  options: [{ name: 'stdio', help: 'Talk over standard input and output, which is the only way there is' }],
  async run() {
    // Loaded only here, so that linting does not pay for it.
    const { serveStdio } = await import('../stdio');
    await serveStdio();
    return 0;
  },
};
