import { defineRule } from '../../engine/rule';
import { referenceOf } from './reference';
import { isAllowed } from './registries';

export default defineRule({
  meta: {
    id: 'image-registry-not-allowed',
    chapter: 'images',
    scope: 'image',
    title: 'Image from a registry that is not allowed',
    summary: 'images from other registries than those that your configuration allows (`allow.registries`)',
    severity: 'warning',
    default: 'off',
    fix: 'none',
    noFix: `
      Somebody has to look at the image and copy it to a registry that is allowed.
    `,
    standards: {
      nsa: ['POD-3'],
      cis: { '1.12': ['5.5.1'] },
      attack: ['T1525'],
    },
    why: `
      Anybody can push to a public registry, also under a name that looks like a well-known one. An
      image from a registry of your own has passed whatever you scan and sign there.

      List them under \`allow.registries\` and turn the rule on; without a list it says nothing. An entry
      is a registry with its port, \`registry.example:5000\`, or a part of one, \`registry.example/team\`;
      \`*.registry.example\` stands for all hosts below a domain. An image without a registry comes from
      \`docker.io\`, and one without a path there from \`docker.io/library\`.
    `,
    whenNotToFix: `
      Where the nodes get the image from a mirror of your own, whatever the manifest says: allow the
      registry then.
    `,
    examples: [
      {
        title: 'An image from elsewhere, one that names no registry, and one from another part',
        allow: { registries: ['registry.example/shop'] },
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example.org:5000/shop/app:2.0
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image comes from registry.example.org:5000/shop, which is not allowed
              - name: proxy
                image: proxy:1.1
          #            ^^^^^^^^^ Image comes from docker.io/library, which is not allowed
            volumes:
              - name: model
                image:
                  reference: registry.example/tests/model:1.1
          #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image comes from registry.example/tests, which is not allowed
        `,
      },
      {
        title: 'Images from what is allowed, and one that a chart names',
        allow: { registries: ['registry.example', 'docker.io/library'] },
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/shop/app:2.0
              - name: proxy
                image: proxy:1.1
              - name: logs
                image: "{{ .Values.registry }}/logs:1.1"
        `,
      },
      {
        title: 'A configuration that lists no registries',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example.org/app:2.0
        `,
      },
    ],
  },

  *check(image, context) {
    const { registries = [] } = context.allow;
    const parsed = referenceOf(image, context);
    if (registries.length === 0 || parsed === undefined || isAllowed(parsed, registries)) return;
    const origin = `${parsed.registry}/${parsed.repository}`.replace(/\/[^/]*$/, '');
    yield { at: image.reference, message: `Image comes from ${origin}, which is not allowed` };
  },
});
