import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle';
import { pulling, pushed } from './clients';
import { given } from './expected';
import { TestClient } from './harness';
import { TestFolder, tell } from './workspace-client';

const uri = 'file:///home/pod.yaml';

/** A pod of these lines, each of which is one of its spec. */
function pod(...spec: string[]): string {
  const lines = spec.map((line) => `  ${line}\n`).join('');
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${lines}`;
}

const container = ['containers:', '  - name: app', '    image: registry.example/app:2.0'];
const baseline = pod(...container);
const privileged = pod('hostNetwork: true', 'hostPID: true', ...container);
const hardened = pod(
  'securityContext:',
  '  runAsNonRoot: true',
  '  seccompProfile: { type: RuntimeDefault }',
  ...container,
  '    securityContext:',
  '      allowPrivilegeEscalation: false',
  '      capabilities: { drop: [ALL] }',
);
const volume = ['volumes:', '  - name: data', '    hostPath: { path: /srv }'];

let server: string;
beforeAll(async () => {
  server = await bundle('server/test/lsp/made-up-server.ts', 'lenses-server');
});

describe('Above each workload', () => {
  let client: TestClient;
  beforeAll(async () => {
    client = await TestClient.start(server, { capabilities: pulling });
  });
  afterEach(async () => {
    await client.closeAll();
    await client.configure({});
  });
  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  const lensOf = async (text: string, languageId = 'yaml') => {
    await client.open(uri, text, languageId);
    return client.lensTexts(uri);
  };

  test.each([
    ['far from every level', privileged, 'privileged · 2 changes to Baseline, 6 to Restricted'],
    ['that keeps Baseline', baseline, 'Baseline · 4 changes to Restricted'],
    [
      'that lacks one thing',
      hardened.replace('  runAsNonRoot: true\n', ''),
      'Baseline · 1 change to Restricted',
    ],
    ['that keeps Restricted', hardened, 'Restricted'],
    [
      'with what only a human can change',
      pod(...volume, ...container),
      'privileged · 1 by hand to Baseline, 4 + 1 by hand to Restricted',
    ],
    [
      'with both',
      pod('hostPID: true', ...volume, ...container),
      'privileged · 1 change + 1 by hand to Baseline, 5 + 1 by hand to Restricted',
    ],
  ])('%s stands how far it is', async (_, text, standing) => {
    expect(await lensOf(text)).toEqual([[0, `Pod Security: ${standing}`]]);
  });

  test('that stands in a list or a later document stands its own', async () => {
    const item = (text: string) => text.trimEnd().replaceAll('\n', '\n    ');
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${item(hardened)}\n  - ${item(baseline)}\n`;
    expect(
      await lensOf(`${list}---\nkind: Service\napiVersion: v1\n---\n# The last.\n${privileged}`),
    ).toEqual([
      [3, 'Pod Security: Restricted'],
      [17, 'Pod Security: Baseline · 4 changes to Restricted'],
      [30, 'Pod Security: privileged · 2 changes to Baseline, 6 to Restricted'],
    ]);
  });

  test('stands the same while other documents are typed in, come and go', async () => {
    await client.open(uri, [hardened, baseline].join('---\n'));
    const standings = async (text: string) => {
      const before = client.text(uri);
      await client.replace(uri, before, text);
      return (await client.lensTexts(uri)).map(([line, standing]) => [line, standing.slice(14)]);
    };
    const far = 'privileged · 2 changes to Baseline, 6 to Restricted';
    const near = 'Baseline · 4 changes to Restricted';
    expect(await standings([privileged, hardened, baseline].join('---\n'))).toEqual([
      [0, far],
      [11, 'Restricted'],
      [26, near],
    ]);
    expect(await standings(`${hardened}---\na: [\n---\n${baseline}---\n${privileged}`)).toEqual([
      [0, 'Restricted'],
      [17, near],
      [26, far],
    ]);
    expect(await standings(`# {{ x }}\n${baseline}`)).toEqual([[1, near]]);
  });

  test('in JSON stands the same', async () => {
    const text = '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": {"hostNetwork": true}\n}';
    expect(await lensOf(text, 'json')).toEqual([
      [0, 'Pod Security: privileged · 1 change to Baseline, 1 to Restricted'],
    ]);
  });

  test('stands what an ignored finding does to it', async () => {
    const text = privileged.replace(
      '  hostPID',
      '  # kube-harden-ignore host-pid: it must see them\n  hostPID',
    );
    expect(await lensOf(`# kube-harden-ignore-file\n${text}`)).toEqual([
      [1, 'Pod Security: privileged · 2 changes to Baseline, 6 to Restricted'],
    ]);
  });

  test('stands the truth, whatever profile, severities and safe fixes are configured', async () => {
    await client.configure({ profile: 'cis', rules: { 'host-pid': 'off', 'run-as-non-root': 'off' } });
    expect(await lensOf(privileged)).toEqual([
      [0, 'Pod Security: privileged · 2 changes to Baseline, 6 to Restricted'],
    ]);
  });

  test('counts what the version of the policy asks for', async () => {
    await client.configure({ kubernetesVersion: '1.18' });
    expect(await lensOf(baseline)).toEqual([[0, 'Pod Security: Baseline · 2 changes to Restricted']]);
  });

  test.each([
    [
      'a value that a template decides',
      privileged.replace('hostPID: true', 'hostPID: {{ .Values.pid }}'),
      'not Baseline · at least 1 change to Baseline, 5 to Restricted',
    ],
    [
      'a value that a template decides, where Baseline may be kept',
      hardened
        .replace('  containers', '  hostPID: {{ .Values.pid }}\n  containers')
        .replace('ALL', 'NET_RAW'),
      'not Restricted · at least 1 change to Restricted',
    ],
    [
      'a key that is written twice',
      pod('hostPID: true', 'hostIPC: false', 'hostIPC: true', ...container),
      'not Baseline · at least 1 change to Baseline, 5 to Restricted',
    ],
  ])('claims no more than what is known beside %s', async (_, text, standing) => {
    expect(await lensOf(text)).toEqual([[0, `Pod Security: ${standing}`]]);
  });

  test.each([
    ['a template decides', hardened.replace('[ALL]', '{{ .Values.drop }}')],
    [
      'a template adds to',
      hardened.replace('  containers', '  {{- toYaml .Values.more | nindent 2 }}\n  containers'),
    ],
    [
      'a template adds annotations to',
      hardened.replace('spec:', '  annotations:\n    {{- toYaml .Values.a | nindent 4 }}\nspec:'),
    ],
    ['a variable decides', hardened.replace('RuntimeDefault', '${PROFILE}')],
    [
      'says something twice',
      hardened.replace('    securityContext:', '    tty: true\n    tty: true\n    securityContext:'),
    ],
    ['is broken', `${hardened}  volumes: [\n`],
    ['an alias leads nowhere in', `${hardened}  volumes: *volumes\n`],
    [
      'is a patch',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      hostPID: true\n',
    ],
    ['has no pods', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n'],
    [
      'gets containers from its controller',
      'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }\n  templates:\n    - name: a\n      container:\n        image: registry.example/a:1\n        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }\n',
    ],
    ['is too large', `${hardened}${`# ${'-'.repeat(1000)}\n`.repeat(10_500)}`],
    ['is broken elsewhere', hardened.replace('name: web', 'name: web\n  labels: [a')],
    ['is none of ours', 'services:\n  web:\n    privileged: true\n'],
  ])('nothing stands where an object %s', async (_, text) => {
    expect(await lensOf(text)).toEqual([]);
  });

  test('stands what counts also where images and commands are decided elsewhere', async () => {
    const text = hardened
      .replace(':2.0', ':${TAG}')
      .replace(
        '    securityContext:\n      allow',
        '    args: ["$(HOST)"]\n    securityContext:\n      allow',
      );
    expect(await lensOf(text)).toEqual([[0, 'Pod Security: Restricted']]);
  });

  test('stands no more than what is known where a rule fails', async () => {
    expect(await lensOf(`${hardened}  subdomain: fail\n`)).toEqual([]);
    await client.close(uri);
    expect(await lensOf(`${privileged}  subdomain: fail\n`)).toEqual([
      [0, 'Pod Security: not Baseline · at least 2 changes to Baseline, 6 to Restricted'],
    ]);
  });

  test('nothing stands where the user does not want it, and the client asks again', async () => {
    expect(await lensOf(privileged)).toHaveLength(1);
    for (const settings of [{ codeLens: { enabled: false } }, { enable: false }]) {
      const { lensRefreshes } = client;
      await client.configure(settings);
      expect(client.lensRefreshes).toBeGreaterThan(lensRefreshes);
      expect(await client.lenses(uri)).toEqual([]);
    }
    await client.configure({});
    expect(await client.lenses(uri)).toHaveLength(1);
  });

  test('nothing stands either where the client was still telling what held before', async () => {
    const { settingsAsked } = client;
    let answer = () => {};
    client.answering = new Promise((resolve) => {
      answer = resolve;
    });
    await client.open(uri, privileged);
    const before = client.lenses(uri);
    await client.until(() => client.settingsAsked > settingsAsked);
    client.answering = undefined;
    const changed = client.configure({ codeLens: { enabled: false } });
    answer();
    await Promise.all([changed, before]);
    expect(await client.lenses(uri)).toEqual([]);
    await client.configure({});
    expect(await client.lenses(uri)).toHaveLength(1);
  });

  test('stands what counts now after each change', async () => {
    await lensOf(privileged);
    await client.replace(uri, '  hostPID: true\n', '');
    expect(await client.lensTexts(uri)).toEqual([
      [0, 'Pod Security: privileged · 1 change to Baseline, 5 to Restricted'],
    ]);
  });
});

describe('A click on a lens', () => {
  let client: TestClient | undefined;
  afterEach(async () => {
    await client?.stop();
    client = undefined;
  });

  const opened = async (text: string, capabilities = pulling) => {
    client = await TestClient.start(server, { capabilities });
    await client.open(uri, text);
    return client;
  };
  const commandOf = async (one: TestClient, index = 0) => given((await one.lenses(uri))[index]?.command);
  const click = async (one: TestClient) => {
    const { command, arguments: [argument] = [] } = await commandOf(one);
    return () => one.execute(command, argument);
  };

  test('brings the workload to the next level, and asks about each change', async () => {
    const one = await opened(privileged);
    expect((await commandOf(one)).tooltip).toBe('Harden Pod/web to Baseline');
    const run = await click(one);
    expect(await run()).toBeNull();
    await one.until(() => one.asked.length > 0);
    const asked = given(one.asked[0]);
    expect(asked).toMatchObject({
      label: 'Harden to Baseline',
      metadata: { isRefactoring: true },
      edit: { documentChanges: [{ textDocument: { uri, version: 1 } }] },
    });
    expect(Object.values(asked.edit.changeAnnotations ?? {})).toEqual([
      {
        label: 'Remove hostNetwork, Remove hostPID',
        needsConfirmation: true,
        description: 'Unsafe: may stop a workload',
      },
    ]);
    expect(one.edited(uri, asked.edit)).toBe(baseline);
  });

  test('changes the document as it stands, where it has changed since', async () => {
    const one = await opened(privileged);
    const run = await click(one);
    await one.replace(uri, 'kind: Pod\n', 'kind: Pod\n# one more line\n');
    await run();
    await one.until(() => one.asked.length > 0);
    expect(one.edited(uri, given(one.asked[0]).edit)).toBe(
      baseline.replace('kind: Pod\n', 'kind: Pod\n# one more line\n'),
    );
  });

  test.each([
    ['is gone', 'name: web', 'name: other', 'The file has changed, and this workload is not in it any more.'],
    [
      'needs it no longer',
      'hostNetwork: true\n  hostPID: true',
      'hostPID: false',
      'The file has changed, and nothing is left to be done to this workload.',
    ],
  ])('changes nothing where the workload %s', async (_, before, after, message) => {
    const one = await opened(privileged);
    const run = await click(one);
    await one.replace(uri, before, after);
    await run();
    await one.until(() => one.told.length > 0);
    expect(one.told).toEqual([message]);
    expect(one.asked).toEqual([]);
  });

  test('changes the right one of two workloads of one name', async () => {
    const one = await opened(`${baseline}---\n${baseline}`);
    const { command, arguments: [argument] = [] } = await commandOf(one, 1);
    await one.execute(command, argument);
    await one.until(() => one.asked.length > 0);
    const after = one.edited(uri, given(one.asked[0]).edit);
    expect(after.startsWith(`${baseline}---\n`)).toBe(true);
    expect(after).toMatch(/runAsNonRoot: true/);
  });

  test('tells why where the file has changed while the edit was on its way', async () => {
    const one = await opened(privileged);
    const run = await click(one);
    let refuse = () => {};
    one.agrees = new Promise((resolve) => {
      refuse = () => resolve(false);
    });
    await run();
    await one.until(() => one.asked.length > 0);
    await one.replace(uri, 'kind: Pod\n', 'kind: Pod\n# one more line\n');
    refuse();
    await one.until(() => one.told.length > 0);
    expect(one.told).toEqual(['Nothing was changed: a file has changed meanwhile.']);
  });

  test('makes a plain edit where the client knows no annotations', async () => {
    const one = await opened(privileged, { ...pulling, workspace: { applyEdit: true } });
    await (await click(one))();
    await one.until(() => one.asked.length > 0);
    const asked = given(one.asked[0]);
    expect(Object.keys(asked)).toEqual(['label', 'edit']);
    expect(Object.keys(asked.edit)).toEqual(['changes']);
    expect(one.edited(uri, asked.edit)).toBe(baseline);
  });

  test('is not offered where nothing can be changed for certain, or no edit can be asked for', async () => {
    const one = await opened(pod(...volume, ...container).replace('hostPath', 'hostPath'));
    expect((await commandOf(one)).tooltip).toBe('Harden Pod/web to Restricted');
    await one.stop();
    const other = await opened(privileged, pushed);
    expect((await commandOf(other)).command).toBe('');
    expect(other.initialized.capabilities.executeCommandProvider).toBeUndefined();
  });
});

test('Nothing stands above a workload that becomes a patch by what another file says, and the client asks again', async () => {
  const folder = new TestFolder();
  const app = folder.write('app.yaml', hardened);
  const client = await TestClient.start(server, { capabilities: pulling, folders: [folder.uri()] });
  try {
    await client.open(app, hardened);
    await client.diagnostics(app);
    expect(await client.lensTexts(app)).toEqual([[0, 'Pod Security: Restricted']]);
    const kustomization = folder.write('kustomization.yaml', 'patches:\n  - path: app.yaml\n');
    await tell(client, { created: [kustomization] });
    let seen = client.lensRefreshes;
    while ((await client.lenses(app)).length > 0) {
      await client.until(() => client.lensRefreshes > seen);
      seen = client.lensRefreshes;
    }
  } finally {
    await client.stop();
    folder.remove();
  }
});
