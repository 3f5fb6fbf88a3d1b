import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WorkDoneProgress, WorkDoneProgressCancelNotification } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling } from './clients';
import { given } from './expected';
import { TestClient } from './harness';
import { Problems, showProgress, TestFolder, tell } from './workspace-client';

const bad = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n';
const capabilities = { ...pulling, window: { workDoneProgress: true } };

let server: string;
let folder: TestFolder;
let client: TestClient;

beforeAll(async () => {
  server = await bundle('server/test/lsp/slow-server.ts', 'slow-server');
});
afterEach(async () => {
  await client.stop();
  folder.remove();
});

/** Starts a server on a slow disk with so many files; gives what it shows of its work. */
async function start(count: number) {
  folder = new TestFolder();
  for (let index = 0; index < count; index++) folder.write(`pod-${index}.yaml`, bad);
  client = await TestClient.start(server, { capabilities, folders: [folder.uri()] });
  const tokens = showProgress(client);
  return { tokens, problems: new Problems(client) };
}

/** What is shown of one piece of work. */
function stepsOf(token: string | number) {
  const steps: { kind: string; cancellable?: boolean; percentage?: number; message?: string }[] = [];
  client.connection.onProgress(
    WorkDoneProgress.type,
    token,
    client.heard((step) => {
      steps.push(step);
    }),
  );
  return steps;
}

describe('A scan', () => {
  test('shows how far it is when it takes more than a second, and ends', async () => {
    const { tokens, problems } = await start(600);
    problems.follow().catch(() => undefined);
    await client.until(() => tokens.length === 1);
    const steps = stepsOf(given(tokens[0]));
    await client.until(() => steps.at(-1)?.kind === 'end');
    expect(steps[0]).toMatchObject({ kind: 'begin', cancellable: true });
    expect(steps.filter(({ kind }) => kind === 'report').map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^\d+ of 600 files$/),
    );
    await client.until(() => problems.files().length === 600);
  });

  test('ends early when the user wants it, and the server lives on', async () => {
    const { tokens, problems } = await start(1200);
    problems.follow().catch(() => undefined);
    await client.until(() => tokens.length === 1);
    const token = given(tokens[0]);
    const steps = stepsOf(token);
    await client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    await client.until(() => steps.at(-1)?.kind === 'end');
    expect(problems.files().length).toBeLessThan(1200);
    const more = folder.write('more.yaml', bad);
    await tell(client, { created: [more] });
    await problems.untilBroken(more, 'host-network');
  });

  test('shows nothing when it is quick, and does not keep open documents waiting', async () => {
    const { tokens, problems } = await start(20);
    await client.open('file:///elsewhere/pod.yaml', bad);
    expect(await client.findings('file:///elsewhere/pod.yaml', 'host-network')).toHaveLength(1);
    problems.follow().catch(() => undefined);
    await client.until(() => problems.files().length === 20);
    expect(tokens).toEqual([]);
  });
});

test('Fixing the workspace shows how far it is, and changes nothing when the user ends it', async () => {
  const { tokens } = await start(640);
  const fix = () => client.execute('kubeHarden.fixWorkspace', { safety: 'any' });
  await client.until(() => tokens.length === 1);
  const scan = stepsOf(given(tokens[0]));
  await client.until(() => scan.at(-1)?.kind === 'end');
  await fix();
  await client.until(() => tokens.length === 2);
  const token = given(tokens[1]);
  const steps = stepsOf(token);
  await client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
  await client.until(() => steps.at(-1)?.kind === 'end');
  expect(steps[0]).toMatchObject({ title: 'Kube Harden: fixing', cancellable: true });
  expect(client.asked).toEqual([]);
  await fix();
  await client.until(() => client.asked.length === 1);
  expect(client.told).toHaveLength(1);
});
