import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle, folderWith, root, run, timeless } from './program';

// test-fixtures/cli/README.md says what a scenario looks like.
const folder = join(root, 'test-fixtures', 'cli');
const isUpdate = process.env.UPDATE_SCENARIOS === '1';

describe.concurrent('The command line', () => {
  let program: string;
  beforeAll(async () => {
    program = await bundle('cli-scenarios');
  });

  for (const file of readdirSync(folder).filter((name) => name.endsWith('.scenario'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const scenario = readScenario(text);
    it(`${scenario.title} (${file})`, async ({ expect }) => {
      const actual = await play(program, scenario);
      if (isUpdate) writeFileSync(join(folder, file), text.slice(0, scenario.end) + actual);
      else expect(actual).toBe(text.slice(scenario.end));
    });
  }
});

it('There are scenarios', () => {
  expect(readdirSync(folder).filter((name) => name.endsWith('.scenario')).length).toBeGreaterThan(10);
});

interface Scenario {
  readonly title: string;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Name of the file that standard input comes from. */
  readonly input: string | undefined;
  /** Where what is expected starts. */
  readonly end: number;
}

function readScenario(text: string): Scenario {
  const head = /^(?<title>.+)\.\n\n\$ kube-harden(?<command>.*)\n/.exec(text)?.groups;
  if (head === undefined)
    throw new Error(`a scenario starts with a sentence and a command, not with ${text}`);
  const [command = '', input] = (head.command ?? '').split(' < ');
  const sections = [...text.matchAll(/^-- (?<name>.+) --\n/gm)];
  const files: Record<string, string> = {};
  let end = text.length;
  for (const [index, section] of sections.entries()) {
    const name = section.groups?.name ?? '';
    if (/^exit \d+$/.test(name)) {
      end = section.index;
      break;
    }
    files[name] = text.slice(section.index + section[0].length, sections[index + 1]?.index);
  }
  return { title: head.title ?? '', args: wordsOf(command), files, input, end };
}

/** Words as a shell would have them, as far as quotes go. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

async function play(program: string, { args, files, input }: Scenario): Promise<string> {
  const cwd = folderWith(files);
  const { code, output, errors } = await run(program, args, {
    cwd,
    input: input === undefined ? '' : (files[input] ?? ''),
    env: { GITHUB_WORKSPACE: cwd },
  });
  const shown = output.replaceAll(pathToFileURL(cwd).href, 'file:///FOLDER');
  return `-- exit ${code} --\n${section('stdout', shown)}${section('stderr', errors)}${changed(cwd, files)}`;
}

/** The files that the run has changed or made, as they are afterwards. */
function changed(folder: string, before: Scenario['files']): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({ name: name.replaceAll('\\', '/'), after: readFileSync(join(folder, name), 'utf8') }))
    .map(({ name, after }) => ({ name, after, text: before[name] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ text, after }) => after !== text)
    .map(({ name, after }) => `-- ${name} afterwards --\n${after}`)
    .join('');
}

function section(name: string, text: string): string {
  return text === '' ? '' : `-- ${name} --\n${timeless(text)}`;
}
