import type { Severity } from '../../../rules/engine/rule';

/** Puts text in the terminal's own colours. */
export interface Colors {
  severity(severity: Severity, text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/** Colours for a terminal. */
export const terminalColors: Colors = {
  severity: (severity, text) => painted({ error: '31', warning: '33', info: '36' }[severity], text),
  bold: (text) => painted('1', text),
  dim: (text) => painted('2', text),
};

/** No colours at all. */
export const noColors: Colors = {
  severity: (_severity, text) => text,
  bold: (text) => text,
  dim: (text) => text,
};

function painted(code: string, text: string): string {
  return `\u001b[${code}m${text}\u001b[0m`;
}
