import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle as bundleProgram, folderWith, run } from '../cli/program';
import { examples, RandomUser, randomFrom, settled } from '../random-user';
import { bundle } from './bundle';
import { pulling } from './clients';
import { TestClient } from './harness';
import { Problems, tell } from './workspace-client';

const sessions = Number(process.env.KUBE_HARDEN_SCANS ?? (process.env.CI === undefined ? 3 : 8));
const seed = Number(process.env.KUBE_HARDEN_SEED ?? 20_231);

let server: string;
let program: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'kept-scan-server');
  program = await bundleProgram('kept-scan-cli');
});

describe('What a server has found', { timeout: 60_000 + sessions * 20_000 }, () => {
  test('is shown by the next one as far as it still holds, and as long as it does', async () => {
    const folder = workspace();
    const user = new RandomUser(folder, randomFrom(seed));
    for (let session = 0; session < sessions; session++) {
      const client = await start(folder);
      const problems = new Problems(client);
      problems.follow().catch(() => undefined);
      await agree(problems, folder);
      user.touched.clear();
      for (let count = user.random(4); count >= 0; count--) user.doSomething();
      const touched = [...user.touched].map((name) => [join(folder, name), uriIn(folder, name)] as const);
      await tell(client, {
        changed: touched.flatMap(([file, uri]) => (existsSync(file) ? uri : [])),
        deleted: touched.flatMap(([file, uri]) => (existsSync(file) ? [] : uri)),
      });
      await agree(problems, folder);
      await client.stop();
      if (session === 0) await settled();
      for (let count = user.random(6); count >= 0; count--) user.doSomething();
    }
  });

  test('is gone as soon as another file says otherwise', async () => {
    const folder = workspace();
    const role = (verb: string) =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader, namespace: mine}\nrules: [{apiGroups: [""], resources: [pods], verbs: [${verb}]}]\n`;
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: reader, namespace: mine}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}\nsubjects: [{kind: ServiceAccount, name: app, namespace: mine}]\n';
    writeFileSync(join(folder, 'role.yaml'), role('get'));
    writeFileSync(join(folder, 'binding.yaml'), binding);
    writeFileSync(join(folder, '.kube-harden.yaml'), 'closedWorld: true\n');
    await messagesIn(folder);
    const client = await start(folder);
    const problems = new Problems(client);
    problems.follow().catch(() => undefined);
    await agree(problems, folder);
    const before = problems.of(uriIn(folder, 'binding.yaml'));
    rmSync(join(folder, 'role.yaml'));
    await tell(client, { deleted: [uriIn(folder, 'role.yaml')] });
    await agree(problems, folder);
    expect(problems.of(uriIn(folder, 'binding.yaml'))).not.toEqual(before);
    await client.stop();
  });

  test('is taken from there', async () => {
    const folder = workspace();
    expect(await messagesIn(folder)).not.toContain('The old container');
    const [name = ''] = readdirSync(cache()).filter((one) => one.startsWith('scan-'));
    const file = join(cache(), name);
    const kept = readFileSync(file).subarray(32).toString().replaceAll('Container ', 'The old container ');
    const data = new TextEncoder().encode(kept);
    writeFileSync(file, new Uint8Array(createHash('sha256').update(data).digest()));
    appendFileSync(file, data);
    expect(await messagesIn(folder)).toContain('The old container');
  });
});

/** A folder of files that say something about each other, and an empty one for what is kept of it. */
function workspace(): string {
  process.env.XDG_CACHE_HOME = folderWith({});
  return folderWith({ ...examples(), '.git/HEAD': '' });
}

function cache(): string {
  return join(process.env.XDG_CACHE_HOME ?? '', 'kube-harden');
}

function start(folder: string): Promise<TestClient> {
  const folders = [pathToFileURL(folder).href];
  return TestClient.start(server, { capabilities: pulling, settings: {}, folders });
}

function uriIn(folder: string, name: string): string {
  return pathToFileURL(join(folder, name)).href;
}

/** All that a new server has to say of a folder. */
async function messagesIn(folder: string): Promise<string> {
  const client = await start(folder);
  const problems = new Problems(client);
  problems.follow().catch(() => undefined);
  await agree(problems, folder);
  await client.stop();
  return JSON.stringify(problems.reports);
}

/** Waits until the client shows what the command line says without anything kept. Fails with the difference. */
async function agree(problems: Problems, folder: string): Promise<void> {
  const { output } = await run(program, ['lint', '--format', 'json', '--no-cache', '.'], { cwd: folder });
  const { findings }: { findings: readonly Finding[] } = JSON.parse(output);
  const wanted = findings.map(
    ({ file, rule, severity, range: { start: at } }) =>
      `${file} ${at.line + 1}:${at.character + 1} ${severity} ${rule}`,
  );
  const prefix = pathToFileURL(folder).href.length + 1;
  const shown = () =>
    problems.files().flatMap((uri) => problems.placesIn(uri).map((place) => uri.slice(prefix) + place));
  const isSame = () => shown().sort().join('\n') === wanted.sort().join('\n');
  const patience = new Promise((resolve) => setTimeout(resolve, 10_000));
  await Promise.race([problems.client.until(isSame), patience]);
  expect(shown().sort()).toEqual(wanted.sort());
}

interface Finding {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}
