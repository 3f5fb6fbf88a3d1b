import type { YamlDocument } from '../../yaml/document';

/** How a template asks which versions the cluster serves. */
const QUESTION = /\.Capabilities\b|semverCompare|[kK]ube(?:rnetes)?Version/;

/** Whether a template asks the cluster for its versions before it writes the document: then it writes none that is gone. */
export function asksForVersions({ source, templateSpans }: YamlDocument): boolean {
  return templateSpans.some(({ start, end }) => QUESTION.test(source.text.slice(start, end)));
}
