import type { TextTree } from './hostile-yaml';
import { YamlWriter } from './yaml-writer';

/** Writes trees as a Helm chart's template: with expressions for values, and with lines that print or leave out entries. */
export class TemplateWriter extends YamlWriter {
  constructor() {
    super(false);
  }

  protected override around(lines: readonly string[], column: number, seed: number, isFirst: boolean) {
    const pad = ' '.repeat(column);
    const indent = seed % 2 === 0 ? pad : '';
    if (seed % 13 === 5 && !isFirst)
      return [`${indent}{{- if .Values.on }}`, ...lines, `${indent}{{- end }}`];
    if (seed % 17 === 6) return [...lines, `${indent}{{- toYaml .Values.more | nindent ${column} }}`];
    if (seed % 19 === 7) return [...lines, `${pad}{{ printed }}`];
    return lines;
  }

  protected override expression({ style }: TextTree): string | undefined {
    return ['{{ .Values.x }}', '"{{ .Values.x }}"', "'a{{ .Values.x }}'", 'a-{{ .Values.x }}'][style % 12];
  }

  protected override framed(lines: readonly string[], seed: number): readonly string[] {
    return seed === 6 ? ['{{- if .Values.all }}', ...lines, '{{- end }}'] : lines;
  }
}

/** What a template prints: with its conditions met and nothing else printed, or without and with more. */
export function printed(text: string, isOn: boolean): string {
  const open: boolean[] = [];
  const lines = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .flatMap((line) => {
      if (/\{\{- if/.test(line)) open.push(line.includes('.all') || isOn);
      else if (/\{\{- end/.test(line)) open.pop();
      else if (open.every((each) => each)) return printedLine(line, isOn);
      return [];
    });
  return lines.join('\n');
}

function printedLine(line: string, isOn: boolean): string[] {
  const [, column, spaces] = /nindent (\d+)|^( *)\{\{ printed/.exec(line) ?? [];
  if (column === undefined && spaces === undefined)
    return [line.replace(/\{\{ .Values.x \}\}/, isOn ? 'on' : 'off')];
  return isOn ? [] : [`${spaces ?? ' '.repeat(Number(column))}more: 1`];
}
