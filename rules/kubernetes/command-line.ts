import { type Field, knownValue } from '../yaml/field';
import { partOf } from '../yaml/part';
import type { Container } from './container';
import { onceFor } from './once';

/** One word of what a container runs. */
export interface Word {
  readonly text: Field<string>;
  /** True for an item of `command` or `args`; false for a word inside a shell script. */
  readonly isItem: boolean;
}

/** What a container runs, as words; those of a shell's script where it runs `sh -c`. */
export interface CommandWords {
  readonly words: readonly Word[];
  /** True where there may be more that is not in view: the image's own command line, or what a template adds. */
  readonly isOpen: boolean;
}

/** Whether a word of a script ends one command of it. */
export function isEnd({ text, isItem }: Word): boolean {
  return !isItem && /^[;&|<>()\n]$/.test(knownValue(text) ?? '');
}

/** The words of a container's `command` and `args`. */
export const commandWords = onceFor(({ view }: Container): CommandWords => {
  const [command, args] = [view.list('command'), view.list('args')];
  const items = [...command.strings(), ...args.strings()];
  const isOpen = command.isOpen || args.isOpen || items.some(mayBeMore);
  const script = scriptOf(items);
  if (script === undefined) return { words: items.map((text) => ({ text, isItem: true })), isOpen };
  const { words, isWhole } = shellWords(script);
  return { words: words.map((text) => ({ text, isItem: false })), isOpen: isOpen || !isWhole };
});

/** `--flag=$(NAME)`, with quotes or without: whatever the variable holds stays in this one item. */
const WITH_VARIABLE = /^(["']?)--?([A-Za-z][\w.-]*)=(?:[^$`{}"'\n]|\$\([A-Za-z_][\w.-]*\))+\1$/;

/** The name of the flag that an item gives whose value has variables of the container in it; undefined for any other item. */
export function flagWithVariable({ state, document, span }: Field<string>): string | undefined {
  if (state !== 'unknown') return undefined;
  return WITH_VARIABLE.exec(document.source.text.slice(span.start, span.end))?.[2];
}

function mayBeMore(item: Field<string>): boolean {
  return item.state !== 'known' && flagWithVariable(item) === undefined;
}

/** The script of `sh -c script`, whichever shell and whatever options stand before the `c`. */
function scriptOf(items: readonly Field<string>[]): Field<string> | undefined {
  const [first] = items;
  const shell = first === undefined ? undefined : knownValue(first)?.split('/').at(-1);
  if (shell === undefined || !/^(?:ash|bash|dash|ksh|sh|zsh)$/.test(shell)) return undefined;
  const flag = items.findIndex((item) => /^-[a-z]*c$/.test(knownValue(item) ?? ''));
  return flag === -1 ? undefined : items[flag + 1];
}

/** A word of a shell: quoted stretches and others, without white space and what ends a command. */
const SHELL_WORD = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\[\s\S]|[^\s'"\\;&|<>()])+|[;&|<>()\n]/g;

/**
 * The words of a script's command that runs a program by its path or name, as far as they can be told without running the
 * shell; not whole where variables or substitutions make some.
 */
function shellWords(script: Field<string>): { words: readonly Field<string>[]; isWhole: boolean } {
  const text = knownValue(script);
  if (text === undefined) return { words: [], isWhole: false };
  const words: Field<string>[] = [];
  for (const { 0: raw, index } of text.replaceAll('\\\n', '  ').matchAll(SHELL_WORD)) {
    const isQuoted = /^(?:'[^']*'|"[^"\\$`]*")$/.test(raw);
    if (isQuoted) words.push(partOf(script, index + 1, index + raw.length - 1));
    else if (/['"\\$`]/.test(raw)) words.push(unquoted(script, raw, index));
    else words.push(partOf(script, index, index + raw.length));
  }
  return { words, isWhole: words.every(({ state }) => state === 'known') };
}

/** A word with quotes in its midst, `--flag="value"`; unknown where the shell puts something in. */
function unquoted(script: Field<string>, raw: string, index: number): Field<string> {
  const { document, span, path } = partOf(script, index, index + raw.length);
  if (/[$`\\]/.test(raw)) return { document, span, path, state: 'unknown' };
  return { document, span, path, state: 'known', value: raw.replaceAll(/['"]/g, '') };
}
