import { closest } from '../../../rules/engine/did-you-mean';
import { baseline } from './baseline';
import type { Command, Option } from './command';
import { helpOption, readArguments } from './command';
import { explain } from './explain';
import { helpOf, overviewOf } from './help';
import { lint } from './lint';
import { lsp } from './lsp';
import { packageVersion } from './package-version';
import { listRules } from './rules';
import { processStreams, type Streams } from './streams';
import { UsageError, unknownWord } from './usage';

const commands: readonly Command[] = [lint, baseline, listRules, explain, lsp];

const options: readonly Option[] = [{ name: 'version', help: 'Show the version and end' }, helpOption];

/** Exit code of a bug, which no user can cause by what they give. */
const BUG = 70;

async function main(args: readonly string[], streams: Streams): Promise<number> {
  const [first, ...rest] = args;
  try {
    const code = await run(first, rest, streams);
    const { failure } = streams.output;
    if (failure === undefined) return code;
    throw new UsageError(`the results cannot be written: ${failure}`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await streams.errors.write(`kube-harden: ${error.message}\n`);
    return 2;
  }
}

async function run(first: string | undefined, rest: readonly string[], streams: Streams): Promise<number> {
  if (first === undefined || first === '--help' || first === '-h') {
    await streams.output.write(overviewOf(commands, options));
    return 0;
  }
  if (first === '--version') {
    await streams.output.write(`${packageVersion()}\n`);
    return 0;
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) throw unknownFirst(first);
  const invocation = readArguments(command, rest);
  if (!invocation.has('help')) return await command.run(invocation, streams);
  await streams.output.write(helpOf(command));
  return 0;
}

function unknownFirst(first: string): UsageError {
  if (!first.startsWith('-')) {
    const looksLikePath = /[./\\*]/.test(first);
    if (looksLikePath) return new UsageError(`unknown command '${first}'; did you mean 'lint ${first}'?`);
    const names = commands.map(({ name }) => name);
    const meant = closest(first, names);
    const hint = meant === undefined ? 'kube-harden --help lists them' : `did you mean '${meant}'?`;
    return new UsageError(`unknown command '${first}'; ${hint}`);
  }
  const isOfCommand = commands.find((command) => command.options.some(({ name }) => `--${name}` === first));
  if (isOfCommand !== undefined) {
    return new UsageError(`${first} belongs behind a command: kube-harden ${isOfCommand.name} ${first}`);
  }
  return unknownWord(
    'option',
    first,
    options.map(({ name }) => `--${name}`),
  );
}

// The exit code is set rather than the process ended, so that everything is written first.
main(process.argv.slice(2), processStreams()).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = BUG;
    console.error(
      `kube-harden: this is a bug, please report it: ${error instanceof Error ? error.stack : error}`,
    );
  },
);
