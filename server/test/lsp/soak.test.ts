import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from './bundle';
import { pulling } from './clients';
import { given } from './expected';
import { TestClient } from './harness';
import { Problems, TestFolder, tell } from './workspace-client';

const steps = Number(process.env.KUBE_HARDEN_SOAK ?? (process.env.CI === undefined ? 300 : 3000));
const seed = Number(process.env.KUBE_HARDEN_SEED ?? 20_231);

let folder: TestFolder;
let client: TestClient;
let cli: string;
beforeAll(async () => {
  cli = await bundle('server/src/cli/main.ts', 'soak-cli');
  const server = await bundle('server/test/lsp/soak-server.ts', 'soak-server');
  folder = new TestFolder();
  const kind = { capabilities: pulling, folders: [folder.uri()], settings: {} };
  client = await TestClient.start(server, kind, ['--stdio'], ['--expose-gc']);
});
afterAll(async () => {
  await client.stop();
  folder.remove();
});

test(
  `after ${steps} random changes the problems are those of a fresh scan, and no more is kept than before`,
  async () => {
    const problems = new Problems(client);
    problems.follow().catch(() => undefined);
    const user = new User(client, folder, randomFrom(seed));
    for (let step = 0; step < 50; step++) await user.write();
    await matches(problems);
    // The first half warms up: code that runs for the first time takes room, too, and there are many rules.
    for (let step = 0; step < steps / 2; step++) await user.doSomething();
    await user.closeAll();
    await matches(problems);
    const before = await heap();
    for (let step = 0; step < steps / 2; step++) await user.doSomething();
    await user.closeAll();
    await matches(problems);
    expect(await heap()).toBeLessThan(before * 1.25 + 4_000_000);
  },
  60_000 + steps * 100,
);

async function heap(): Promise<number> {
  await client.connection.sendRequest('test/heap');
  return client.connection.sendRequest<number>('test/heap');
}

/** Waits until the client shows what the command line says. Fails with the difference. */
async function matches(problems: Problems): Promise<void> {
  const wanted = scanned();
  const shown = () =>
    problems.files().flatMap((uri) => problems.placesIn(uri).map((place) => nameOf(uri) + place));
  const isSame = () => shown().sort().join('\n') === wanted.join('\n');
  const patience = new Promise((resolve) => setTimeout(resolve, 15_000));
  await Promise.race([client.until(isSame), patience]);
  expect(shown().sort()).toEqual(wanted);
}

function nameOf(uri: string): string {
  return uri.slice(folder.uri().length + 1);
}

function scanned(): readonly string[] {
  const args = [cli, 'lint', '--format', 'json', '--fail-on', 'never', '.'];
  const { findings }: CliOutput = JSON.parse(
    execFileSync(process.execPath, args, { cwd: folder.path, encoding: 'utf8', maxBuffer: 1e8 }),
  );
  return findings
    .map(
      ({ file, rule, severity, range }) =>
        `${file} ${range.start.line + 1}:${range.start.character + 1} ${severity} ${rule}`,
    )
    .sort();
}

interface CliOutput {
  readonly findings: readonly {
    readonly file: string;
    readonly rule: string;
    readonly severity: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
  }[];
}

/** Somebody who does everything that can be done to a workspace, in a way that can be repeated. */
class User {
  readonly #files = new Set<string>();
  readonly #open = new Map<string, string>();
  #count = 0;

  constructor(
    readonly editor: TestClient,
    readonly disk: TestFolder,
    readonly random: (below: number) => number,
  ) {}

  async doSomething(): Promise<void> {
    const [act] = this.#pick([
      this.write,
      this.write,
      this.type,
      this.type,
      this.type,
      this.open,
      this.close,
    ]);
    const [rare] = this.#pick([
      this.rename,
      this.remove,
      this.renameFolder,
      this.configure,
      this.accept,
      this.set,
    ]);
    await (this.random(5) === 0 ? rare : act)?.call(this);
    if (this.random(8) === 0) await this.editor.connection.sendRequest('test/pause', this.random(150));
  }

  async write(): Promise<void> {
    this.#count += 1;
    const [old] = this.#pick([...this.#files]);
    const name = old === undefined || this.random(3) === 0 ? `d${this.random(6)}/f${this.#count}.yaml` : old;
    await this.#save(name, this.#text());
  }

  async open(): Promise<void> {
    const [name] = this.#pick([...this.#files]);
    if (name === undefined || this.#open.has(name)) return;
    const text = this.#text();
    this.#open.set(name, text);
    await this.editor.open(this.disk.uri(name), text);
    this.#look(name);
  }

  async type(): Promise<void> {
    const [name] = this.#pick([...this.#open.keys()]);
    if (name === undefined) return await this.open();
    const uri = this.disk.uri(name);
    const lines = this.editor.text(uri).split('\n').length;
    const end = { line: lines, character: 0 };
    const start = { line: this.random(lines), character: 0 };
    const range = this.random(2) === 0 ? { start: { line: 0, character: 0 }, end } : { start, end: start };
    await this.editor.change(uri, [{ range, text: this.#text() }]);
    this.#look(name);
  }

  async close(): Promise<void> {
    const [name] = this.#pick([...this.#open.keys()]);
    if (name === undefined) return;
    this.#open.delete(name);
    if (this.random(2) === 0 && this.#files.has(name)) {
      await this.#save(name, this.editor.text(this.disk.uri(name)));
    }
    await this.editor.close(this.disk.uri(name));
  }

  /** Ends with everything closed and no setting changed. */
  async closeAll(): Promise<void> {
    await this.editor.configure({});
    while (this.#open.size > 0) await this.close();
  }

  async rename(): Promise<void> {
    const [name] = this.#pick([...this.#files]);
    if (name === undefined) return;
    this.#count += 1;
    const next = `d${this.random(6)}/f${this.#count}.yaml`;
    this.disk.write(next, '');
    this.disk.rename(name, next);
    this.#files.delete(name);
    this.#files.add(next);
    await tell(this.editor, { deleted: [this.disk.uri(name)], created: [this.disk.uri(next)] });
  }

  async remove(): Promise<void> {
    const [name] = this.#pick([...this.#files]);
    if (name === undefined) return;
    this.#files.delete(name);
    await tell(this.editor, { deleted: [this.disk.remove(name)] });
  }

  async renameFolder(): Promise<void> {
    const from = `d${this.random(6)}/`;
    const inside = [...this.#files].filter((name) => name.startsWith(from));
    if (inside.length === 0) return;
    this.#count += 1;
    const to = `e${this.#count}/`;
    this.disk.rename(from, to);
    for (const name of inside) {
      this.#files.delete(name);
      this.#files.add(name.replace(from, to));
    }
    const [deleted, created] = [from, to].map((name) => this.disk.uri(name.slice(0, -1)));
    await tell(this.editor, { deleted: [given(deleted)], created: [given(created)] });
  }

  async configure(): Promise<void> {
    const [severity] = this.#pick(['off', 'info', 'error']);
    const [rule] = this.#pick(['host-network', 'memory-limit-missing', 'run-as-non-root']);
    const folder = this.#pick(['', `d${this.random(6)}/`])[0] ?? '';
    const name = `${folder}.kube-harden.yaml`;
    if (this.random(3) > 0) await this.#save(name, `rules:\n  ${rule}: ${severity}\n`);
    else if (this.#files.delete(name)) await tell(this.editor, { deleted: [this.disk.remove(name)] });
  }

  async accept(): Promise<void> {
    const folder = this.#pick(['', `d${this.random(6)}/`])[0] ?? '';
    const inside = [...this.#files].filter((name) => name.startsWith(folder) && this.random(2) === 0);
    const objects = ['Pod web', 'Pod shop/web', 'Pod bank/web'].filter(() => this.random(3) > 0);
    const rules = {
      'host-network': ['spec.hostNetwork'],
      'memory-limit-missing': ['spec.containers[app].resources.limits.memory'],
    };
    const accepted = Object.fromEntries(objects.map((object) => [object, rules]));
    const files = Object.fromEntries(inside.map((name) => [name.slice(folder.length), accepted]));
    await this.#save(`${folder}.kube-harden-baseline.json`, JSON.stringify({ files }));
  }

  async set(): Promise<void> {
    const [settings] = this.#pick([
      {},
      { profile: 'all' },
      { enable: false },
      { diagnosticMode: 'openFilesOnly' },
      { rules: { 'host-network': 'off' } },
    ]);
    await this.editor.configure(settings ?? {});
  }

  async #save(name: string, text: string): Promise<void> {
    const isNew = !this.#files.has(name);
    this.#files.add(name);
    const uri = this.disk.write(name, text);
    await tell(this.editor, isNew ? { created: [uri] } : { changed: [uri] });
  }

  /** What an editor does when it shows a document. */
  #look(name: string): void {
    if (this.random(2) === 0) this.editor.pull(this.disk.uri(name)).catch(() => undefined);
  }

  #text(): string {
    const [kind] = this.#pick([
      ...governing,
      pod,
      pod,
      limitRange,
      deployment,
      kustomization,
      broken,
      'a: [',
      '',
    ]);
    const namespace = this.#pick(['', '  namespace: shop\n', '  namespace: bank\n'])[0] ?? '';
    return (kind ?? '')
      .replace('# namespace\n', namespace)
      .replace('NAME', `f${this.random(this.#count + 1)}`);
  }

  #pick<Item>(items: readonly Item[]): readonly [Item] | readonly [] {
    const item = items[this.random(items.length)];
    return item === undefined ? [] : [item];
  }
}

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n# namespace\nspec:\n  hostNetwork: true\n' +
  '  containers:\n    - name: app\n      image: registry.example/app:1\n';
const deployment =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n# namespace\nspec:\n  selector: {}\n  template:\n' +
  '    spec:\n      containers:\n        - name: app\n          image: registry.example/app\n';
const limitRange =
  'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: all\n# namespace\nspec:\n  limits:\n' +
  '    - type: Container\n      default: { memory: 1Gi, cpu: 1 }\n';
/** What governs a namespace: the rules about several files look at it. */
const governing = [
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: { pod-security.kubernetes.io/enforce: baseline }\n',
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: bank\n',
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\n# namespace\nspec: { podSelector: {} }\n',
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\n# namespace\n' +
    'spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress] }\n',
  'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: quota\n# namespace\nspec: { hard: { limits.memory: 1Gi } }\n',
];
const kustomization =
  'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [NAME.yaml]\npatches: [{ path: NAME.yaml }]\n';
const broken = `${pod}  "unclosed: 1\n---\n${pod}`;

/** Numbers below a limit that look random, and are the same each time. */
function randomFrom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
