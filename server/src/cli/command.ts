import { parseArgs } from 'node:util';
import type { Streams } from './streams';
import { UsageError, unknownWord } from './usage';

export interface Option {
  readonly name: string;
  /** What its value is called in the help; left out where it takes none. */
  readonly value?: string;
  /** True where the value may be left out; it is then given with `=`. */
  readonly isOptional?: true;
  readonly help: string;
}

export interface Command {
  readonly name: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** What follows the command's name, such as `[PATH…] [options]`. */
  readonly operands: string;
  /** The most operands it takes. */
  readonly maximum: number;
  readonly options: readonly Option[];
  /** More to know, as paragraphs below the options. */
  readonly notes?: string;
  /** Answers the exit code. */
  run(invocation: Invocation, streams: Streams): Promise<number>;
}

/** What a user gave a command. */
export interface Invocation {
  readonly operands: readonly string[];
  has(option: string): boolean;
  /** The values of an option, in their order. */
  values(option: string): readonly string[];
}

/** What every command takes. */
export const helpOption: Option = { name: 'help', help: 'Show this help and end' };

/** What the arguments after a command's name say. Throws a `UsageError` for what the command does not take. */
export function readArguments(command: Command, args: readonly string[]): Invocation {
  const options = [...command.options, helpOption];
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokensOf(args, options)) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => `--${name}` === token.rawName);
    if (option === undefined) throw unknownOption(token.rawName, options);
    given.set(option.name, [...(given.get(option.name) ?? []), givenValue(option, token)]);
  }
  const extra = operands[command.maximum];
  if (extra !== undefined) throw new UsageError(`${command.name}: unexpected '${extra}'`);
  return {
    operands,
    has: (option) => given.has(option),
    values: (option) => given.get(option) ?? [],
  };
}

function tokensOf(args: readonly string[], options: readonly Option[]) {
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(
        options.map(({ name, value, isOptional }) => [
          name,
          { type: value === undefined || isOptional ? 'boolean' : 'string' } as const,
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.map((token) =>
    token.kind === 'option' && token.rawName === '-h' ? { ...token, rawName: '--help' } : token,
  );
}

function givenValue(
  option: Option,
  token: { value?: string | undefined; inlineValue?: boolean | undefined },
): string {
  if (option.value === undefined) {
    if (token.value !== undefined) throw new UsageError(`--${option.name} takes no value`);
    return '';
  }
  if (option.isOptional && token.value === undefined) return '';
  const isOption = token.inlineValue !== true && /^-./.test(token.value ?? '');
  if (token.value === undefined || token.value === '' || isOption) {
    throw new UsageError(`--${option.name} needs a value: --${option.name} ${option.value}`);
  }
  return token.value;
}

function unknownOption(rawName: string, options: readonly Option[]): UsageError {
  return unknownWord(
    'option',
    rawName,
    options.map(({ name }) => `--${name}`),
  );
}
