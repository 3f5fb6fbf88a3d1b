import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { ImageReference } from '../../kubernetes/image';
import { type Field, isKnown } from '../../yaml/field';
import { referenceOf } from './reference';

export default defineRule({
  meta: {
    id: 'image-pull-policy-not-always',
    chapter: 'images',
    scope: 'image',
    title: "Image taken from the node's cache",
    summary:
      'images with a tag that a node may start from its cache, without asking the registry (`imagePullPolicy` other than `Always`)',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-3'],
      cis: { '1.12': ['1.2.11'] },
    },
    why: `
      A node whose copy of an image is old goes on running that. Unless its kubelet checks who may have
      an image, as newer ones do by default, the node starts it for anybody: a pod without any credential
      for a private registry then runs what somebody else's pod has pulled. With \`Always\` the kubelet
      asks the registry each time: whether the pod may have the image, and which content the tag stands
      for. It downloads only what it does not have.

      Without a policy, \`latest\` is always asked for, and any other tag only where the node has no
      such image.
    `,
    whenNotToFix: `
      Where pods must start while the registry cannot be reached, or nodes get their images in another
      way. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'A version without a policy, and policies that trust the node',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
          #           ^^^ Image may come from the node without a question to the registry: imagePullPolicy is not set
                image: registry.example:5000/app:2.0
              - name: proxy
                image: registry.example/proxy
                imagePullPolicy: IfNotPresent
          #                      ^^^^^^^^^^^^ Image may come from the node without a question to the registry: imagePullPolicy is IfNotPresent
              - name: logs
                image: registry.example/logs@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
                imagePullPolicy: Never # preloaded
          #                      ^^^^^ Image may come from the node without a question to the registry: imagePullPolicy is Never
            volumes:
              - name: model
                image:
                  reference: registry.example/model:1.1
                  pullPolicy: IfNotPresent
          #                   ^^^^^^^^^^^^ Image may come from the node without a question to the registry: pullPolicy is IfNotPresent
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example:5000/app:2.0
                imagePullPolicy: Always
              - name: proxy
                image: registry.example/proxy
                imagePullPolicy: Always
              - name: logs
                image: registry.example/logs@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
                imagePullPolicy: Always # preloaded
            volumes:
              - name: model
                image:
                  reference: registry.example/model:1.1
                  pullPolicy: Always
        `,
      },
      {
        title: 'Images that are asked for, a digest, which always means the same, and what a chart decides',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                imagePullPolicy: Always
              - name: newest
                image: registry.example/app:latest
              - name: untagged
                image: registry.example/app
              - name: pinned
                image: registry.example/app@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
                imagePullPolicy: IfNotPresent
              - name: chart
                image: registry.example/app:2.0
                imagePullPolicy: {{ .Values.pullPolicy }}
              - name: tag
                image: registry.example/app:{{ .Values.tag }}
        `,
      },
    ],
  },

  *check(image, context) {
    const { pullPolicy } = image;
    if (!isKnown(pullPolicy, 'Never') && !isCached(pullPolicy, referenceOf(image, context))) return;
    const state = pullPolicy.state === 'known' ? pullPolicy.value : 'not set';
    yield {
      at: pullPolicy,
      message: `Image may come from the node without a question to the registry: ${pullPolicy.path.at(-1)} is ${state}`,
      fixes: [unsafeFix('Ask the registry at every start', set(pullPolicy, 'Always'))],
    };
  },
});

/** Whether a node that has an image starts it unasked, though the name it goes by can come to mean another. */
function isCached(pullPolicy: Field<string>, image: ImageReference | undefined): boolean {
  if (image === undefined || image.digest !== undefined) return false;
  if (pullPolicy.state !== 'absent') return isKnown(pullPolicy, 'IfNotPresent');
  return image.tag !== undefined && image.tag !== 'latest';
}
