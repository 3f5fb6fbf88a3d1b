import { type Field, isKnown, type Located } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import { partOf } from '../yaml/part';
import { commandWords, isEnd, type Word } from './command-line';
import type { Component, ComponentName } from './component';
import type { Container } from './container';
import type { Manifest } from './manifest';
import { type Given, type Missing, Option } from './option';

const PROGRAMS: readonly ComponentName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
];

/** The components that containers of an object run, told by the name of the program. */
export function commandComponentsOf(manifest: Manifest): readonly Component[] {
  return manifest.pods.flatMap(({ containers }) => containers.flatMap((each) => componentOf(each) ?? []));
}

function componentOf(container: Container): Component | undefined {
  const { words, isOpen } = commandWords(container);
  const start = words.findIndex(({ text }) => programOf(text) !== undefined);
  const program = words[start];
  const name = program === undefined ? undefined : programOf(program.text);
  if (program === undefined || name === undefined) return undefined;
  const behind = words.slice(start + 1);
  const end = behind.findIndex(isEnd);
  const flags = flagsOf(end === -1 ? behind : behind.slice(0, end));
  return {
    name,
    surface: 'command',
    manifest: container.pod.manifest,
    path: container.view.path,
    option: (flag) => {
      const fromFlags = flags.filter((given) => given.flag === flag).map(({ given }) => given);
      const given = fromFlags.length > 0 || name !== 'etcd' ? fromFlags : fromEnvironment(container, flag);
      return new Option(flag, given, missing(container, program, flag, isOpen));
    },
  };
}

function programOf(field: Field<string>): ComponentName | undefined {
  return PROGRAMS.find((name) => {
    return field.state === 'known' && (field.value === name || field.value.endsWith(`/${name}`));
  });
}

interface FlagGiven {
  readonly flag: string;
  readonly given: Given;
}

/** The flags among the words of a command line, in all the spellings that pflag and Go's own flags take. */
function flagsOf(words: readonly Word[]): readonly FlagGiven[] {
  return words.flatMap((word, index) => {
    if (word.text.state !== 'known') return [];
    const [, name = '', equals] = /^--?([A-Za-z][\w.-]*)(=?)/.exec(word.text.value) ?? [];
    if (name === '') return [];
    const flag = name.replaceAll('_', '-');
    const next = words[index + 1];
    if (equals === '=') return [{ flag, given: inOneWord(word, word.text.value.indexOf('=') + 1) }];
    const isNextValue = next !== undefined && !(next.text.state === 'known' && /^-/.test(next.text.value));
    return [{ flag, given: isNextValue ? inTwoWords(word, next) : alone(word, word.text) }];
  });
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

/** What etcd reads from its environment: the flag in capitals. */
function fromEnvironment(container: Container, flag: string): readonly Given[] {
  const name = `ETCD_${flag.toUpperCase().replaceAll('-', '_')}`;
  return container.env
    .filter((item) => isKnown(item.string('name'), name))
    .map((item): Given => {
      const value = item.scalarText('value');
      const isWritten = value.state === 'known';
      return {
        value: value.state === 'absent' ? { ...value, state: 'unknown' } : value,
        canBeBoolean: true,
        set: (text) => (isWritten ? [{ verb: 'set', place: value, value: text }] : []),
        remove: () => (isWritten ? [{ verb: 'remove', place: item }] : []),
      };
    });
}

function missing(container: Container, program: Word, flag: string, isOpen: boolean): Missing {
  const { view } = container;
  const args = view.list('args');
  const list = args.strings().length > 0 ? args : view.list('command');
  const at: Located = { ...program.text, path: [...list.path, `--${flag}`] };
  const state =
    isOpen || (container.envFrom.length > 0 && flagReadsEnvironment(program)) ? 'unknown' : 'absent';
  return {
    state,
    at,
    add: (value): readonly Operation[] =>
      program.isItem ? [{ verb: 'add-item', place: list, value: `--${flag}=${value}` }] : [],
  };
}

function flagReadsEnvironment({ text }: Word): boolean {
  return programOf(text) === 'etcd';
}

function setWord(word: Word, text: string): readonly Operation[] {
  return word.isItem ? [{ verb: 'set', place: word.text, value: text }] : [];
}

function removeWords(...words: readonly Word[]): readonly Operation[] {
  if (words.some(({ isItem }) => !isItem)) return [];
  return words.map(({ text }) => ({ verb: 'remove', place: text }));
}
