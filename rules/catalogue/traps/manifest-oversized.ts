import { defineRule } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import type { Expansion } from '../../yaml/expansion';
import { isLongerInUtf8, utf8Length } from '../../yaml/utf8';
import type { MapView } from '../../yaml/view';

const TEXT_LIMIT = 1024 * 1024;
const ANNOTATIONS_LIMIT = 256 * 1024;

export default defineRule({
  meta: {
    id: 'manifest-oversized',
    chapter: 'traps',
    scope: 'object',
    title: 'Object that is too large',
    summary:
      'objects that are too large to be stored or sent, or that grow without measure once they are read',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'What can be left out, or belongs into an object of its own, only its author knows.',
    standards: { tob: ['TOB-K8S-019', 'TOB-K8S-020'], cve: ['CVE-2019-11253'], cwe: ['CWE-400'] },
    why: `
      All objects share one database, and each is copied to everything that watches its kind: large ones slow
      the API server down for everybody. ConfigMaps and Secrets end at 1 MiB, the annotations of an object at
      256 KiB, the database's requests at 1.5 MiB.

      Aliases of aliases let a few lines grow to billions of values. API servers before 1.16.2 could be brought
      down that way; newer ones refuse such a manifest, as \`kubectl\` does.
    `,
    whenNotToFix: `
      Comments and indentation count here, and not in the cluster: an object a little above the limit may fit.
    `,
    examples: [
      {
        title: 'A few lines that grow to thousands of values',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: bomb
          #       ^^^^ Object grows from 55 values to 9235 by its aliases
          data:
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        `,
      },
      {
        title: 'A value that is used several times',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: settings
          data:
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        `,
      },
    ],
  },

  *check(manifest) {
    const { root, document, nameSpan } = manifest;
    const { text } = root;
    const at = { document, path: root.path, span: nameSpan };
    if (isLongerInUtf8(text, TEXT_LIMIT)) {
      yield { at, message: `Object has ${inUnits(utf8Length(text))} of text, more than 1 MiB` };
    }
    // Nearly no object has an alias, and a look at the text is cheap.
    const mayHaveAlias = text.includes('*') && /[&*]\w/.test(text);
    if (!mayHaveAlias && !isLongerInUtf8(text, ANNOTATIONS_LIMIT)) return;
    if (mayHaveAlias && isExcessive(root.expansion)) {
      const { written, expanded } = root.expansion;
      yield { at, message: `Object grows from ${written} values to ${expanded} by its aliases` };
    }
    for (const annotations of annotationsOf(manifest)) {
      const total = annotations.keys().reduce((sum, key) => {
        return sum + utf8Length(key) + utf8Length(annotations.knownString(key) ?? '');
      }, 0);
      if (total <= ANNOTATIONS_LIMIT) continue;
      yield { at: annotations, message: `Annotations have ${inUnits(total)}, more than 256 KiB` };
    }
  },
});

/** The annotations of an object and of its pods, each once. */
function annotationsOf({ root, pods }: Manifest): readonly MapView[] {
  const own = root.map('metadata');
  const ofPods = pods.map(({ metadata }) => metadata).filter(({ path }) => path.length > own.path.length);
  return [own, ...ofPods].map((metadata) => metadata.map('annotations'));
}

/** Whether the decoders of Kubernetes refuse the aliases: nearly all values of a large manifest come from them. */
function isExcessive({ written, expanded }: Expansion): boolean {
  const share = (expanded - written) / expanded;
  return expanded - written > 100 && expanded > 1000 && share > allowedShare(expanded);
}

/** Falls from 99 percent for 400,000 values to 10 for 4,000,000. */
function allowedShare(expanded: number): number {
  return Math.max(0.1, Math.min(0.99, 0.99 - (0.89 * (expanded - 400_000)) / 3_600_000));
}

function inUnits(bytes: number): string {
  return bytes < TEXT_LIMIT
    ? `${Math.ceil(bytes / 1024)} KiB`
    : `${(Math.ceil((bytes / TEXT_LIMIT) * 10) / 10).toFixed(1)} MiB`;
}
