const BASE = 'https://github.com/kube-harden/kube-harden/blob/main/docs/rules/';

/** The address of a rule's page. */
export function docsOf(rule: string): string {
  return `${BASE}${rule}.md`;
}
