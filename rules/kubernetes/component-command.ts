import { type Field, isKnown, knownValue, type Located } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import { commandWords, isEnd, type Word } from './command-line';
import type { Component, ComponentName } from './component';
import { COMPONENT_FILES } from './component-fields';
import type { Container } from './container';
import { givenInEnvironment } from './etcd-environment';
import { type FlagGiven, flagsAmong } from './flags';
import type { Manifest } from './manifest';
import { type Missing, Option } from './option';

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
  if (!container.commandLine.some((item) => /etcd|kube/.test(knownValue(item) ?? ''))) return undefined;
  const { words, isOpen } = commandWords(container);
  const start = words.findIndex((_, index) => runsAt(words, index) !== undefined);
  const program = words[start];
  const name = program === undefined ? undefined : programOf(program.text);
  if (program === undefined || name === undefined) return undefined;
  const behind = words.slice(start + 1);
  const end = behind.findIndex(isEnd);
  const own = end === -1 ? behind : behind.slice(0, end);
  const flags = flagsAmong(own);
  if (isErrand(own, flags)) return undefined;
  const isFilled = isOpen || readsFile(name, container, flags);
  return {
    name,
    surface: 'command',
    manifest: container.pod.manifest,
    path: container.view.path,
    container,
    option: (flag) => {
      const counting = isPassedOver(name, flag, flags) ? [] : flags;
      const fromFlags = counting.filter((given) => given.flag === flag).map(({ given }) => given);
      const isFlagGiven = fromFlags.length > 0 || name !== 'etcd';
      const given = isFlagGiven ? fromFlags : givenInEnvironment(container.env, flag);
      return new Option(flag, given, missing(container, program, flag, isFilled));
    },
  };
}

/** Flags with which a program only says or writes something, or tidies up, and ends. */
const ERRANDS = ['cleanup', 'help', 'h', 'version', 'write-config-to'];

/** Whether a command line does something else than start the component; etcd has commands of its own, which serve no data. */
function isErrand([first]: readonly Word[], flags: readonly FlagGiven[]): boolean {
  const command = first === undefined ? undefined : knownValue(first.text);
  if (command === 'gateway' || command === 'grpc-proxy') return true;
  return flags.some(({ flag, given }) => ERRANDS.includes(flag) && !isKnown(given.value, 'false'));
}

/** Whether a configuration file may give what the flags do not; etcd then takes its options from nowhere else. */
function readsFile(name: ComponentName, container: Container, flags: readonly FlagGiven[]): boolean {
  if (name !== 'etcd') return flags.some(({ flag }) => flag === 'config' || flag === 'config-dir');
  const isGiven = flags.some(({ flag }) => flag === 'config-file');
  return isGiven || givenInEnvironment(container.env, 'config-file').length > 0;
}

/** Whether a flag does not count: kube-proxy takes what its configuration file can say from nowhere else. */
function isPassedOver(name: ComponentName, flag: string, flags: readonly FlagGiven[]): boolean {
  if (name !== 'kube-proxy' || !flags.some((given) => given.flag === 'config')) return false;
  return COMPONENT_FILES.some((file) => file.name === name && Object.hasOwn(file.fields, flag));
}

/** The component that a word runs; undefined for a word that only names one, such as a folder or a user. */
function runsAt(words: readonly Word[], index: number): ComponentName | undefined {
  const word = words[index];
  const before = words[index - 1];
  const program = word === undefined ? undefined : programOf(word.text);
  if (word === undefined || program === undefined) return undefined;
  const isStart = before === undefined || isFirstArgument(word) || isEnd(before);
  return isStart || leadsTo(before, word) ? program : undefined;
}

function isFirstArgument({ text: { path }, isItem }: Word): boolean {
  return isItem && path.at(-1) === 0;
}

/** Words behind which a program stands. */
const LEADS = /^(?:exec|nohup|nice|then|do|else|--|(?:.*\/)?(?:go-runner|tini|dumb-init)|-.*=.*|\w+=.*)$/s;

/** Whether a program stands behind a word: behind `exec`, `--`, a wrapper and its options, or a variable. */
function leadsTo({ text: before }: Word, { text, isItem }: Word): boolean {
  const lead = knownValue(before) ?? '';
  return LEADS.test(lead) || (isItem && /^--?\w/.test(lead) && /\/s?bin\//.test(knownValue(text) ?? ''));
}

function programOf(field: Field<string>): ComponentName | undefined {
  if (field.state !== 'known') return undefined;
  const { value } = field;
  return PROGRAMS.find((name) => value.endsWith(name) && (value === name || isPathTo(value, name)));
}

function isPathTo(path: string, name: string): boolean {
  return path.endsWith(`/${name}`) && !/^-|=/.test(path);
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
      program.isItem ? [{ verb: 'add-item', place: list, value: `--${flag}=${value}`, slot: flag }] : [],
  };
}

function flagReadsEnvironment({ text }: Word): boolean {
  return programOf(text) === 'etcd';
}
