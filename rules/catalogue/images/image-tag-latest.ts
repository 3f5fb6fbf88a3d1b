import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { parseImage } from '../../kubernetes/image';
import { Placeholder } from '../../yaml/operation';
import { isRewritten } from './reference';

export default defineRule({
  meta: {
    id: 'image-tag-latest',
    chapter: 'images',
    scope: 'image',
    title: 'Image without a version',
    summary: 'images with the tag `latest`, or with neither a tag nor a digest',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['POD-3'],
      owasp: { '2022': ['K02'] },
      cwe: ['CWE-1357'],
      attack: ['T1204.003'],
    },
    covers: ['image-not-pinned-by-digest'],
    why: `
      \`latest\` is what somebody last pushed under that name. Whoever may push to the repository,
      rightly or with a stolen token, runs code in the cluster at the next restart of a pod, and
      nothing in the manifest shows that anything changed. What was scanned is not what runs, and
      there is no version to go back to.

      An image without a tag means \`latest\`. A digest counts before any tag.
    `,
    whenNotToFix: `
      On a developer's own machine, where the newest build is what one wants. If a build tool
      that is not in view replaces the name, silence the rule here.
    `,
    examples: [
      {
        title: 'Images that are another after the next push',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example:5000/app
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^ Image has no tag, so the next push can change it
              - name: proxy
                image: registry.example/proxy:latest # temporary
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Image has the tag latest, so the next push can change it
              - name: logs
                image: REGISTRY_NAME/logs:latest
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^ Image has the tag latest, so the next push can change it
            volumes:
              - name: model
                image:
                  reference: registry.example/model
          #                  ^^^^^^^^^^^^^^^^^^^^^^ Image has no tag, so the next push can change it
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example:5000/app:VERSION
              - name: proxy
                image: registry.example/proxy:VERSION # temporary
              - name: logs
                image: REGISTRY_NAME/logs:VERSION
            volumes:
              - name: model
                image:
                  reference: registry.example/model:VERSION
        `,
      },
      {
        title: 'A patch that sets an image',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            template:
              spec:
                containers:
                  - name: app
                    image: registry.example/app
          #                ^^^^^^^^^^^^^^^^^^^^ Image has no tag, so the next push can change it
        `,
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            template:
              spec:
                containers:
                  - name: app
                    image: registry.example/app:VERSION
        `,
      },
      {
        title: 'A digest, versions, and names that a tool replaces',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: pinned
                image: registry.example/app:latest@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
              - name: bare
                image: registry.example/app@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
              - name: release
                image: registry.example/app:latest-2.0
              - name: chart
                image: {{ .Values.image }}
              - name: built
                image: ko://example.com/cmd/app
              - name: replaced
                image: PROJECT_IMAGE
        `,
      },
      {
        title: 'Names that a kustomization and skaffold replace',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: app
              - name: proxy
                image: registry.example/proxy:latest
        `,
        files: [
          {
            path: 'overlays/production/kustomization.yaml',
            text: `
              resources:
                - ../../example.yaml
              images:
                - name: registry.example/proxy
                  newTag: 1.4.2
            `,
          },
          {
            path: 'skaffold.yaml',
            text: `
              apiVersion: skaffold/v4beta11
              kind: Config
              build:
                artifacts:
                  - image: app
            `,
          },
        ],
      },
    ],
  },

  *check({ reference: image }, { workspace }) {
    if (image.state !== 'known' || isRewritten(image, workspace)) return;
    const parsed = parseImage(image.value);
    const isLatest = image.value.endsWith(':latest');
    const isUntagged = parsed !== undefined && parsed.tag === undefined && parsed.digest === undefined;
    if (!isLatest && !isUntagged) return;
    const name = isLatest ? image.value.slice(0, -':latest'.length) : image.value;
    yield {
      at: image,
      message: `Image has ${isLatest ? 'the tag latest' : 'no tag'}, so the next push can change it`,
      assist: { title: 'Name a version', operations: [set(image, new Placeholder(`${name}:VERSION`))] },
    };
  },
});
