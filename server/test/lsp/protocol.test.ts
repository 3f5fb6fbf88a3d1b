import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  ShutdownRequest,
} from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling, pushed, telling } from './clients';
import { rangeOf } from './expected';
import { type ClientKind, TestClient } from './harness';

const uri = 'file:///home/pod.yaml';
const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n';

let server: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'protocol-server');
});

let client: TestClient | undefined;
afterEach(async () => {
  if (client !== undefined && client.process.exitCode === null) await client.stop();
  client = undefined;
});

async function start(kind: ClientKind): Promise<TestClient> {
  client = await TestClient.start(server, kind);
  return client;
}

describe('The server says who it is and what it can do', () => {
  test('to a client that pulls diagnostics', async () => {
    const { initialized } = await start({ capabilities: pulling });
    expect(initialized).toMatchObject({
      serverInfo: { name: 'kube-harden', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
        diagnosticProvider: {
          identifier: 'kubeHarden',
          interFileDependencies: false,
          workspaceDiagnostics: true,
        },
        codeActionProvider: {
          codeActionKinds: expect.arrayContaining(['quickfix.kubeHarden', 'source.fixAll.kubeHarden']),
          resolveProvider: true,
        },
        workspace: { workspaceFolders: { supported: true } },
      },
    });
  });

  test('to a client that is sent diagnostics, which is not told to ask for them too', async () => {
    const { initialized } = await start({ capabilities: pushed });
    expect(initialized.capabilities).not.toHaveProperty('diagnosticProvider');
  });

  test('to a client that says nothing about itself', async () => {
    const bare = await start({ capabilities: {} });
    await bare.open(uri, pod);
    const [finding] = await bare.findings(uri, 'host-network');
    expect(finding).not.toHaveProperty('codeDescription');
    expect(finding?.message).toBe('Pod shares the network namespace of its node');
  });
});

describe('Diagnostics that are pulled', () => {
  test('are told to be unchanged until the text or the settings say something else', async () => {
    const one = await start({ capabilities: pulling });
    await one.open(uri, pod);
    const first = await one.pull(uri);
    const { resultId } = first;
    expect(first.kind).toBe('full');
    expect(await one.pull(uri, resultId)).toEqual({ kind: 'unchanged', resultId });
    await one.configure({ profile: 'recommended' });
    expect(await one.pull(uri, resultId)).toEqual({ kind: 'unchanged', resultId });
    await one.configure({ profile: 'pss-baseline' });
    expect(await one.pull(uri, resultId)).toMatchObject({ kind: 'full' });
    await one.configure({ profile: 'recommended' });
    await one.replace(uri, 'true', 'yes');
    expect(await one.pull(uri, resultId)).toMatchObject({ kind: 'full' });
  });

  test('are never published as well', async () => {
    const one = await start({ capabilities: pulling });
    await one.open(uri, pod);
    await one.replace(uri, 'web', 'shop');
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
    await one.close(uri);
    expect(await one.pull(uri)).toEqual({ kind: 'full', items: [] });
    expect(one.published).toEqual([]);
  });

  test('of a version that has been typed over are refused, to be asked for again', async () => {
    const one = await start({ capabilities: pulling });
    await one.open(uri, pod);
    const superseded = one.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    const [answer] = await Promise.allSettled([superseded, one.replace(uri, 'web', 'shop')]);
    // The first question about a document waits for its settings; the change is there before them.
    expect(answer).toMatchObject({
      status: 'rejected',
      reason: { code: -32802, data: { retriggerRequest: true } },
    });
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
  });

  test('are those of the new text when a document is opened again with the old version', async () => {
    const one = await start({ capabilities: pulling });
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
    await one.close(uri);
    await one.open(uri, pod.replace('true', 'false'));
    expect(await one.findings(uri, 'host-network')).toEqual([]);
    // Some clients open a document twice.
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
  });
});

describe('Diagnostics that are sent', () => {
  test('name the version they are about, and are taken away on close', async () => {
    const one = await start({ capabilities: pushed });
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
    await one.replace(uri, 'true', 'false');
    expect(await one.findings(uri, 'host-network')).toEqual([]);
    await one.close(uri);
    await one.until(() => one.published.at(-1)?.version === undefined);
    expect(one.published.map(({ version }) => version)).toEqual([1, 2, undefined]);
    expect(one.published.at(-1)?.items).toEqual([]);
  });

  test('come once for the last of many changes in a document that takes long', async () => {
    const one = await start({ capabilities: pushed });
    await one.open(uri, Array.from({ length: 500 }, () => pod).join('---\n'));
    await one.diagnostics(uri);
    const line = { line: 3, character: 8 };
    for (let change = 0; change < 20; change++) {
      await one.change(uri, [{ range: { start: line, end: line }, text: 'x' }]);
    }
    await one.diagnostics(uri);
    expect(one.published.map(({ version }) => version)).toEqual([1, 21]);
  });
});

describe('Settings', () => {
  test('are asked for as soon as the client may be asked, and heard of when they change', async () => {
    const one = await start({ capabilities: pulling });
    await one.until(() => one.registered.includes('workspace/didChangeConfiguration'));
    await one.configure({});
  });

  test('come with the first message of a client that cannot be asked', async () => {
    const settings = { rules: { 'host-network': 'off' } };
    const one = await start({ capabilities: telling, initializationOptions: { settings } });
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toEqual([]);
  });

  test('of the first message hold where the client has nothing to add later', async () => {
    const settings = { rules: { 'host-network': 'off' } };
    const one = await start({ capabilities: telling, initializationOptions: { settings } });
    await one.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: {} });
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toEqual([]);
  });
});

describe('Charts', () => {
  const template = `${pod}  priority: {{ .Values.priority }}\n{{- if .Values.pid }}\n  hostPID: true\n{{- end }}\n`;

  test('are recognised by the language of the document', async () => {
    const one = await start({ capabilities: pulling });
    await one.open('untitled:deployment', template, 'helm');
    expect(await one.findings('untitled:deployment', 'host-network')).toHaveLength(1);
  });

  test('are recognised by their Chart.yaml', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kube-harden-chart-'));
    try {
      mkdirSync(path.join(folder, 'templates', 'deep'), { recursive: true });
      writeFileSync(path.join(folder, 'Chart.yaml'), 'name: chart\n');
      const one = await start({ capabilities: pulling });
      const bare = pod.replace('metadata:\n  name: web\n', '');
      for (const file of ['templates/deep/pod.yaml', 'pod.yaml']) {
        await one.open(pathToFileURL(path.join(folder, file)).href, bare);
      }
      const inChart = await one.pull(pathToFileURL(path.join(folder, 'templates/deep/pod.yaml')).href);
      const outside = await one.pull(pathToFileURL(path.join(folder, 'pod.yaml')).href);
      // The same text, but another result: it was read as a template.
      expect(inChart.resultId).not.toBe(outside.resultId);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('Hovering over an ignore comment', () => {
  test('tells what its rules are about, and nothing anywhere else', async () => {
    const hover = { hover: { contentFormat: ['markdown' as const] } };
    const one = await start({
      capabilities: { ...pulling, textDocument: { ...pulling.textDocument, ...hover } },
    });
    const comment = '# kube-harden-ignore run-as-non-root, host-network: for the scraper';
    await one.open(uri, `${pod.replace('  hostNetwork', `  ${comment}\n  hostNetwork`)}`);
    const at = (text: string) => ({ textDocument: { uri }, position: rangeOf(one.text(uri), text).end });
    expect(await one.connection.sendRequest(HoverRequest.type, at('host-network'))).toEqual({
      contents: {
        kind: 'markdown',
        value: expect.stringMatching(/^\*\*Pod in the node.*host-network\.md\)$/s),
      },
      range: rangeOf(one.text(uri), 'host-network'),
    });
    for (const text of ['kube-harden', 'scraper', 'hostNetwork: true']) {
      expect(await one.connection.sendRequest(HoverRequest.type, at(text))).toBeNull();
    }
  });
});

describe('A file that is too large', () => {
  test('is not linted, and says so', async () => {
    const one = await start({ capabilities: pulling });
    await one.open(uri, `${pod}# ${'x'.repeat(11_000_000)}\n`);
    expect(await one.diagnostics(uri)).toEqual([
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        severity: 3,
        code: 'skipped',
        source: 'kube-harden',
        message: expect.stringMatching(/^Not checked: .*10 million/),
      },
    ]);
  });
});

describe('The process', () => {
  test('answers an unknown request and one it does not understand with an error, and goes on', async () => {
    const one = await start({ capabilities: pulling });
    await expect(one.connection.sendRequest('kubeHarden/nothing', {})).rejects.toThrow();
    await expect(one.connection.sendRequest('textDocument/codeAction', {})).rejects.toThrow();
    await one.until(() => one.log.some((line) => line.startsWith('textDocument/codeAction failed')));
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
  });

  test('talks over the channel between Node processes, as VS Code starts it', async () => {
    const forked = fork(server, ['--node-ipc']);
    const connection = createProtocolConnection(new IPCMessageReader(forked), new IPCMessageWriter(forked));
    connection.listen();
    const parameters = { processId: process.pid, rootUri: null, capabilities: pulling };
    const { serverInfo } = await connection.sendRequest(InitializeRequest.type, parameters);
    expect(serverInfo?.name).toBe('kube-harden');
    const exited = new Promise((resolve) => forked.once('exit', resolve));
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    expect(await exited).toBe(0);
  });

  test('ends well after a shutdown', async () => {
    const one = await start({ capabilities: pulling });
    expect(await one.stop()).toBe(0);
  });

  test('ends badly when it is told to end without a shutdown', async () => {
    const one = await start({ capabilities: pulling });
    await one.connection.sendNotification(ExitNotification.type);
    expect(await one.exited).toBe(1);
  });

  test('ends when nobody is at the other end any more', async () => {
    const one = await start({ capabilities: pulling });
    one.process.stdin?.end();
    expect(await one.exited).toBe(1);
  });
});
