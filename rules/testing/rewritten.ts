import { Document, parseAllDocuments } from 'yaml';

/** The ways in which people write the same manifest. Undefined where a text cannot be written so. */
export const rewritings: Readonly<Record<string, (text: string) => string | undefined>> = {
  'as it is': (text) => text,
  'with Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
  'behind a byte order mark and another document': (text) =>
    `\ufeffapiVersion: v1\nkind: Namespace\nmetadata: {name: ü}\n---\n${text}`,
  'without a last line break': (text) => text.replace(/\n$/, ''),
  'with a step of four spaces': (text) => written(text, { indent: 4 }),
  'with lists at their key': (text) => written(text, { indentSeq: false }),
  'in flow style': (text) => written(text, { collectionStyle: 'flow', lineWidth: 60 }),
  'as JSON': jsonOf,
  'in a template': (text) => (/\{\{/.test(text) ? undefined : `{{- if .Values.on }}\n${text}{{- end }}\n`),
};

function written(text: string, options: Parameters<Document['toString']>[0]): string | undefined {
  if (/\{\{/.test(text)) return undefined;
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  return attempt(() => documents.map((document) => document.toString(options)).join(''));
}

/** Undefined for hostile YAML, which parses and stands for nothing. */
function attempt(write: () => string): string | undefined {
  try {
    return write();
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): string | undefined {
  if (/\{\{|^---/m.test(text)) return undefined;
  const [document, ...more] = parseAllDocuments(text, { version: '1.1', merge: true });
  if (!(document instanceof Document) || document.errors.length > 0 || more.length > 0) return undefined;
  return attempt(() => `${JSON.stringify(document.toJS(), undefined, 2)}\n`);
}
