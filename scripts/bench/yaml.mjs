import { parseAllDocuments } from 'yaml';

/**
 * A full parse with the `yaml` package. What makes it slower without telling more is off.
 * @param {string} text
 */
export function parseAll(text) {
  return parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
}
