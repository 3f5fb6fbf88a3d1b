import type { Field } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import { partOf } from '../yaml/part';
import { commandWords, flagWithVariable, type Word } from './command-line';
import type { Container } from './container';
import { onceFor } from './once';
import type { Given } from './option';

/** A flag of a command line, in the spelling with `-` between words, and the value it is given. */
export interface FlagGiven {
  readonly flag: string;
  /** The word that names it. */
  readonly word: Field<string>;
  readonly given: Given;
}

/** The flags of a container's command line. A shell's scripts are not looked into: who knows what program each is for. */
export const flagsOf = onceFor((container: Container): readonly FlagGiven[] =>
  flagsAmong(commandWords(container).words.filter(({ isItem }) => isItem)),
);

/** The flags among the words of a command line, in all the spellings that pflag and Go's own flags take. */
export function flagsAmong(words: readonly Word[]): readonly FlagGiven[] {
  return words.flatMap((word, index) => {
    const open = word.isItem ? flagWithVariable(word.text) : undefined;
    if (open !== undefined) {
      return [{ flag: open.replaceAll('_', '-'), word: word.text, given: withVariable(word) }];
    }
    if (word.text.state !== 'known') return [];
    const [, name = '', equals] = /^--?([A-Za-z][\w.-]*)(=?)/.exec(word.text.value) ?? [];
    if (name === '') return [];
    const flag = name.replaceAll('_', '-');
    const next = words[index + 1];
    if (equals === '=')
      return [{ flag, word: word.text, given: inOneWord(word, word.text.value.indexOf('=') + 1) }];
    const isNextValue = next !== undefined && !isFlag(next);
    return [{ flag, word: word.text, given: isNextValue ? inTwoWords(word, next) : alone(word, word.text) }];
  });
}

function isFlag({ text, isItem }: Word): boolean {
  if (text.state === 'known') return /^-/.test(text.value);
  return isItem && flagWithVariable(text) !== undefined;
}

/** `--flag=$(NAME)` */
function withVariable(word: Word): Given {
  return { value: word.text, canBeBoolean: true, set: () => [], remove: () => removeWords(word) };
}

/** `--flag=value` */
function inOneWord(word: Word, start: number): Given {
  const { text } = word;
  const written = text.state === 'known' ? text.value : '';
  return {
    value: partOf(text, start, written.length),
    canBeBoolean: true,
    set: (value) => setWord(word, written.slice(0, start) + value),
    remove: () => removeWords(word),
  };
}

/** `--flag value`, which no boolean is given in. */
function inTwoWords(word: Word, next: Word): Given {
  return {
    value: next.text,
    canBeBoolean: false,
    set: (value) => setWord(next, value),
    remove: () => removeWords(word, next),
  };
}

/** `--flag` alone is true. */
function alone(word: Word, flag: Field<string> & { readonly state: 'known' }): Given {
  return {
    value: { ...flag, value: 'true' },
    canBeBoolean: true,
    set: (value) => setWord(word, `${flag.value}=${value}`),
    remove: () => removeWords(word),
  };
}

function setWord(word: Word, text: string): readonly Operation[] {
  return word.isItem ? [{ verb: 'set', place: word.text, value: text }] : [];
}

function removeWords(...words: readonly Word[]): readonly Operation[] {
  if (words.some(({ isItem }) => !isItem)) return [];
  return words.map(({ text }) => ({ verb: 'remove', place: text }));
}
