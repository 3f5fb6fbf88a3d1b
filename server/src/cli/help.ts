import type { Command, Option } from './command';
import { helpOption } from './command';

/** What `kube-harden COMMAND --help` says. */
export function helpOf(command: Command): string {
  const usage = `Usage: kube-harden ${[command.name, command.operands].join(' ').trim()}`;
  const notes = command.notes === undefined ? [] : [command.notes];
  return `${[usage, `${command.summary}.`, optionsOf([...command.options, helpOption]), ...notes].join('\n\n')}\n`;
}

/** What `kube-harden --help` says. */
export function overviewOf(commands: readonly Command[], options: readonly Option[]): string {
  const rows = commands.map(
    ({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const,
  );
  return `${[
    'Usage: kube-harden COMMAND',
    'Finds what makes Kubernetes manifests easy to attack. Works offline.',
    `Commands:\n${table(rows)}`,
    optionsOf(options),
    'kube-harden COMMAND --help shows what a command takes.',
  ].join('\n\n')}\n`;
}

function optionsOf(options: readonly Option[]): string {
  const rows = options.map(({ name, value, isOptional, help }) => {
    const short = name === 'help' ? '-h, ' : '';
    const shown = isOptional ? `[=${value}]` : value === undefined ? '' : ` ${value}`;
    return [`${short}--${name}${shown}`, help] as const;
  });
  return `Options:\n${table(rows)}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows
    .map(
      ([left, right]) => `  ${left.padEnd(width)}  ${right.replaceAll('\n', `\n${' '.repeat(width + 4)}`)}`,
    )
    .join('\n');
}
