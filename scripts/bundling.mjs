import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/**
 * Takes the object spreads out of `js-yaml`. Its parser keeps its state in an object that starts with one, V8 gives every
 * such object a shape of its own, and no access to it is ever optimised: reading takes three times as long.
 * @type {import('esbuild').Plugin}
 */
export const withoutSpreads = {
  name: 'js-yaml without spreads',
  setup(build) {
    build.onLoad({ filter: /[\\/]js-yaml[\\/]dist[\\/]js-yaml\.mjs$/ }, async ({ path }) => {
      const supported = { 'object-rest-spread': false };
      const { code } = await transform(await readFile(path, 'utf8'), { supported });
      return { contents: code, loader: 'js' };
    });
  },
};
