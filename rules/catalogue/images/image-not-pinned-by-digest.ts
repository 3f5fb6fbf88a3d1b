import { defineRule } from '../../engine/rule';
import { referenceOf } from './reference';

export default defineRule({
  meta: {
    id: 'image-not-pinned-by-digest',
    chapter: 'images',
    scope: 'image',
    title: 'Image without a digest',
    summary: 'images that are not named by their digest',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Only the registry knows the digest. \`docker buildx imagetools inspect\` prints it, and tools that
      update dependencies can keep it current.
    `,
    standards: {
      nsa: ['POD-3'],
      owasp: { '2022': ['K02'] },
      cwe: ['CWE-494'],
    },
    why: `
      A tag can be moved. Whoever may push to the repository can put other code behind \`2.0\`, and every
      pod that starts on a node without the image runs it. A digest is computed from the content: what
      was tested and scanned is what runs, or nothing does.
    `,
    whenNotToFix: `
      Where the registry does not let a tag be written twice, or the digest is filled in when the
      manifest is deployed. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'Images that go by their tags',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example:5000/app:2.0
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image is named by a tag that can be moved, not by its digest
            volumes:
              - name: model
                image:
                  reference: registry.example/model:1.1
          #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ Image is named by a tag that can be moved, not by its digest
        `,
      },
      {
        title: 'A digest, with a tag for people to read or without, and a name that is filled in later',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
              - name: proxy
                image: registry.example/proxy@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
              - name: logs
                image: registry.example/logs:{{ .Values.tag }}
              - name: built
                image: ko://example.com/cmd/app
        `,
      },
    ],
  },

  *check(image, context) {
    const parsed = referenceOf(image, context);
    if (parsed === undefined || parsed.digest !== undefined) return;
    const message = 'Image is named by a tag that can be moved, not by its digest';
    yield { at: image.reference, message };
  },
});
