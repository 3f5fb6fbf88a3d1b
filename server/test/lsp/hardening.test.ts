import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClientCapabilities,
  type CodeActionContext,
  CodeActionTriggerKind,
} from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling, telling } from './clients';
import { given, rangeOf } from './expected';
import { TestClient } from './harness';

const uri = 'file:///home/web.yaml';
const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
    spec:
      hostNetwork: true
      containers:
        - name: app
          image: registry.example/app:2.0
`;
const restricted = web
  .replace(
    '      hostNetwork: true\n',
    `      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
`,
  )
  .concat(
    `          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop:
                - ALL
`,
  );

let server: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'hardening-server');
});

let client: TestClient;
afterEach(() => client.stop());

async function opened(text: string, capabilities: ClientCapabilities = pulling): Promise<void> {
  client = await TestClient.start(server, { capabilities });
  await client.open(uri, text);
}

/** The actions on a workload as a whole, at a text that occurs once. */
async function actionsAt(text: string, context: Partial<CodeActionContext> = { only: ['refactor'] }) {
  const actions = await client.actions(uri, rangeOf(client.text(uri), text), context);
  return actions.filter(({ kind }) => kind?.startsWith('refactor'));
}

const titlesAt = async (text: string, context?: Partial<CodeActionContext>) =>
  (await actionsAt(text, context)).map(({ title }) => title);

const all = [
  'Harden Deployment/web to Baseline (1 change)',
  'Harden Deployment/web to Restricted (5 changes)',
  'Harden this Pod: Restricted, and a read-only root file system (6 changes)',
];

describe('Hardening a workload', () => {
  test('is offered with how many changes it takes', async () => {
    await opened(web);
    expect(await titlesAt('kind: Deployment')).toEqual(all);
    expect((await actionsAt('kind: Deployment'))[0]).toMatchObject({ kind: 'refactor.rewrite.kubeHarden' });
  });

  test.each([
    ['its name', 'name: web', all],
    ['its apiVersion', 'apiVersion', all],
    ['a line of a finding', 'hostNetwork', all],
    ['another line', 'replicas', []],
  ])('at %s is or is not among all that there is', async (_, at, titles) => {
    await opened(web);
    expect(await titlesAt(at, { triggerKind: CodeActionTriggerKind.Invoked })).toEqual(titles);
  });

  test.each([
    ['where nobody has asked', { triggerKind: CodeActionTriggerKind.Automatic }],
    ['to clients that do not say who has asked', {}],
    ['among fixes', { only: ['quickfix'], triggerKind: CodeActionTriggerKind.Invoked }],
    ['among other refactorings', { only: ['refactor.extract'], triggerKind: CodeActionTriggerKind.Invoked }],
  ])('is not offered %s', async (_, context) => {
    await opened(web);
    expect(await titlesAt('kind: Deployment', context)).toEqual([]);
  });

  test('is offered anywhere in the workload to those who ask for refactorings, and nowhere else', async () => {
    await opened(`${web}---\napiVersion: v1\nkind: Service\n`);
    expect(await titlesAt('replicas')).toEqual(all);
    expect(await titlesAt('kind: Service')).toEqual([]);
  });

  test('is offered as far as there is something to do', async () => {
    await opened(restricted);
    expect(await titlesAt('kind: Deployment')).toEqual([]);
    await client.replace(uri, '- ALL', '- NET_RAW');
    expect(await titlesAt('kind: Deployment')).toEqual(['Harden Deployment/web to Restricted (1 change)']);
  });

  test('to Restricted makes each change that it takes, once', async () => {
    await opened(web);
    const [, action] = await actionsAt('kind: Deployment');
    expect(action).not.toHaveProperty('edit');
    expect(await client.after(uri, given(action))).toBe(restricted);
  });

  test('of a Pod that says nothing makes its root file system read-only, too', async () => {
    await opened(web);
    const [, , action] = await actionsAt('kind: Deployment');
    const text = await client.after(uri, given(action));
    expect(text).toMatch(/readOnlyRootFilesystem: true/);
    expect(text.replace(/ +readOnlyRootFilesystem: true\n/, '')).toBe(restricted);
  });

  test('changes no other workload of the file', async () => {
    await opened(`${web}---\n${web.replace('name: web', 'name: other')}`);
    const [, action] = await actionsAt('name: other');
    expect(action?.title).toBe('Harden Deployment/other to Restricted (5 changes)');
    expect(await client.after(uri, given(action))).toBe(
      `${web}---\n${restricted.replace('name: web', 'name: other')}`,
    );
  });

  test('says what each part of the edit is for, and asks about what may stop the workload', async () => {
    await opened(web);
    const [, action] = await actionsAt('kind: Deployment');
    const { edit } = await client.resolve(given(action));
    const annotations = Object.entries(edit?.changeAnnotations ?? {});
    expect(annotations.map(([, { label }]) => label).join()).toContain('Remove hostNetwork');
    for (const [, annotation] of annotations) {
      expect(annotation).toMatchObject({
        needsConfirmation: true,
        description: 'Unsafe: may stop a workload',
      });
    }
    const [change] = edit?.documentChanges ?? [];
    const used = change !== undefined && 'edits' in change ? change.edits : [];
    expect(used.map((one) => ('annotationId' in one ? one.annotationId : ''))).toEqual(
      annotations.map(([id]) => id),
    );
  });

  test('makes plain edits, at once, for clients that can no more', async () => {
    await opened(web, telling);
    const [, action] = await actionsAt('kind: Deployment');
    expect(action?.edit).not.toHaveProperty('changeAnnotations');
    expect(JSON.stringify(action?.edit)).not.toContain('annotationId');
    expect(await client.after(uri, given(action))).toBe(restricted);
  });

  test('makes the edit for the document as it stands, and none where the workload is gone', async () => {
    await opened(web);
    const [, action] = await actionsAt('kind: Deployment');
    await client.replace(uri, 'replicas: 2', 'replicas: 3');
    const { edit } = await client.resolve(given(action));
    expect(edit?.documentChanges?.[0]).toMatchObject({ textDocument: { uri, version: 2 } });
    expect(await client.after(uri, given(action))).toBe(restricted.replace('replicas: 2', 'replicas: 3'));
    await client.replace(uri, 'name: web', 'name: other');
    expect(await client.resolve(given(action))).not.toHaveProperty('edit');
  });

  test('is shown disabled, with the reason, where it takes a human', async () => {
    const volume = '      volumes:\n        - name: data\n          hostPath: { path: /srv }\n';
    await opened(`${restricted}${volume}`);
    expect(await actionsAt('kind: Deployment')).toMatchObject([
      {
        title: 'Harden Deployment/web to Baseline (1 by hand)',
        disabled: { reason: 'No edit is certain to be right: this takes a human' },
      },
      { title: 'Harden Deployment/web to Restricted (1 by hand)' },
    ]);
  });

  test('counts what an ignore comment silences', async () => {
    await opened(`# kube-harden-ignore-file\n${web}`);
    expect(await titlesAt('kind: Deployment')).toEqual(all);
  });

  test('is not offered in a patch, nor where linting is off', async () => {
    await opened(web.replace('  selector: { matchLabels: { app: web } }\n', ''));
    expect(await titlesAt('kind: Deployment')).toEqual([]);
    await client.close(uri);
    await client.open(uri, web);
    await client.configure({ enable: false });
    expect(await titlesAt('kind: Deployment')).toEqual([]);
  });
});

test('Whoever asks for the workloads of a document gets what a list of them shows', async () => {
  await opened(web);
  const summaries = await client.connection.sendRequest('kubeHarden/workloads', { uri });
  expect(summaries).toMatchObject([
    {
      name: 'Deployment/web',
      lines: { first: 0, last: 14 },
      standing: 'Pod Security: privileged · 1 change to Baseline, 5 to Restricted',
      choices: [
        { level: 'Baseline', distance: '1 change', argument: { uri, aim: 'baseline' } },
        { level: 'Restricted', distance: '5 changes', argument: { uri, aim: 'restricted' } },
        { level: 'Restricted, and a read-only root file system', distance: '6 changes' },
      ],
    },
  ]);
});
