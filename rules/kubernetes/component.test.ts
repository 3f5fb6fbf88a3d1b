import { describe, expect, test } from 'vitest';
import { editsOf } from '../engine/fix';
import { dedent } from '../testing/marked';
import { knownValue } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { type Component, type ComponentName, componentsOf } from './component';
import { isControlPlane, kubeadmConfigsOf } from './component-kubeadm';
import { kubeadmConfigsBeside } from './kubeadm-beside';
import { readManifests } from './manifest';

function componentIn(text: string, name: ComponentName): Component {
  const { manifests } = readManifests(sourceOf('file:///a.yaml', dedent(text)));
  const component = manifests.flatMap(componentsOf).find((each) => each.name === name);
  if (component === undefined) throw new Error(`there is no ${name}`);
  return component;
}

/** The value of an option, with what is underlined for it in brackets where that is something else. */
function told(component: Component, flag: string): string {
  const { value, document, span } = component.option(flag);
  const text = value.state === 'known' ? value.value : value.state;
  const underlined = document.source.text.slice(span.start, span.end);
  return underlined === text ? text : `${text} [${underlined}]`;
}

function changed(text: string, operations: readonly Operation[]): string {
  const result = editsOf({ operations });
  return 'refused' in result ? `refused: ${result.refused}` : applyEdits(dedent(text), result.edits);
}

const STATIC_POD = `
  apiVersion: v1
  kind: Pod
  metadata:
    name: kube-apiserver
  spec:
    containers:
      - name: kube-apiserver
        image: registry.k8s.io/kube-apiserver:v1.37.0
        command:
          - /usr/local/bin/kube-apiserver
          - --anonymous-auth=true
          - "--authorization-mode=Node,RBAC"
          - --audit_log_path
          - /var/log/audit.log
          - --enable-logs-handler
          - --tls-cipher-suites=A
          - --tls-cipher-suites=B, C
          - --request-timeout=1m
          - --request-timeout=5m
`;

describe('a command line', () => {
  const component = componentIn(STATIC_POD, 'kube-apiserver');

  test.each([
    ['anonymous-auth', 'true'],
    ['authorization-mode', 'Node,RBAC'],
    ['audit-log-path', '/var/log/audit.log'],
    ['enable-logs-handler', 'true [--enable-logs-handler]'],
    ['request-timeout', '5m'],
    ['profiling', 'absent [/usr/local/bin/kube-apiserver]'],
  ])('gives %s as %s', (flag, expected) => {
    expect(told(component, flag)).toBe(expected);
  });

  test('adds up the lists of a flag that is repeated', () => {
    const items = component.option('tls-cipher-suites').items;
    expect(items.map((item) => item.state === 'known' && item.value)).toEqual(['A', 'B', 'C']);
  });

  test('gives a boolean only in one word', () => {
    expect(component.option('anonymous-auth').boolean).toMatchObject({ state: 'known', value: true });
    expect(component.option('enable-logs-handler').boolean).toMatchObject({ state: 'known', value: true });
    const apart = STATIC_POD.replace('--anonymous-auth=true', '--anonymous-auth\n          - "false"');
    const { boolean } = componentIn(apart, 'kube-apiserver').option('anonymous-auth');
    expect(boolean.state).toBe('unknown');
  });

  test('is changed item by item', () => {
    const text = dedent(STATIC_POD);
    const option = (flag: string) => component.option(flag);
    expect(changed(STATIC_POD, option('anonymous-auth').set('false'))).toBe(
      text.replace('anonymous-auth=true', 'anonymous-auth=false'),
    );
    expect(changed(STATIC_POD, option('authorization-mode').addItem('Webhook'))).toBe(
      text.replace('Node,RBAC', 'Node,RBAC,Webhook'),
    );
    expect(
      changed(
        STATIC_POD,
        option('authorization-mode').removeItems((item) => item === 'Node'),
      ),
    ).toBe(text.replace('Node,RBAC', 'RBAC'));
    expect(changed(STATIC_POD, option('audit-log-path').set('/a'))).toBe(
      text.replace('/var/log/audit.log', '/a'),
    );
    expect(changed(STATIC_POD, option('audit-log-path').remove())).toBe(
      text.replace(/ +- --audit_log_path\n +- .*\n/, ''),
    );
    expect(changed(STATIC_POD, option('profiling').set('false'))).toBe(
      `${text}        - --profiling=false\n`,
    );
  });

  test('has one path for an option, given or not', () => {
    const list = ['spec', 'containers', 0, 'command'];
    expect(component.option('profiling').named.path).toEqual([...list, '--profiling']);
    expect(component.option('request-timeout').named.path).toEqual([...list, '--request-timeout']);
  });

  test('is changed in one place where a list is given in several', () => {
    const option = component.option('tls-cipher-suites');
    expect(changed(STATIC_POD, option.addItem('D'))).toBe(dedent(STATIC_POD).replace('=B, C', '=B,C,D'));
    expect(option.setItems(['A'])).toEqual([]);
    expect(changed(STATIC_POD, component.option('authorization-mode').setItems(['RBAC']))).toContain(
      '=RBAC"',
    );
    expect(changed(STATIC_POD, component.option('authorization-mode').setItems([]))).not.toContain('RBAC');
  });

  test('may have more where a template or the image adds to it', () => {
    const templated = STATIC_POD.replace('--request-timeout=1m', '{{ .Values.more }}');
    expect(componentIn(templated, 'kube-apiserver').option('profiling').value.state).toBe('unknown');
  });

  test.each([
    ['[/operator], args: [--kubelet-service=kube-system/kubelet]', false],
    ['[kubectl, get, kubelet]', false],
    ['[sh, -c, "cp /usr/bin/kubelet /host/bin/kubelet; systemctl restart kubelet"]', false],
    ['[/go-runner, --log-file=/var/log/kubelet.log, /usr/bin/kubelet]', true],
    ['[sh, -c, "set -e; A=b exec /usr/bin/kubelet --v=2"]', true],
  ])('is that of the program that runs: %s', (command, expected) => {
    const text = `
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec: {containers: [{name: a, image: i, command: ${command}}]}
    `;
    const { manifests } = readManifests(sourceOf('file:///a.yaml', dedent(text)));
    expect(manifests.flatMap(componentsOf).some(({ name }) => name === 'kubelet')).toBe(expected);
  });

  test('may leave the rest to a configuration file', () => {
    const withFile = STATIC_POD.replaceAll('kube-apiserver', 'kubelet').replace(
      '--request-timeout=1m',
      '--config=/a',
    );
    const kubelet = componentIn(withFile, 'kubelet');
    expect(kubelet.option('profiling').value.state).toBe('unknown');
    expect(kubelet.option('anonymous-auth').boolean).toMatchObject({ state: 'known', value: true });
  });

  test.each([
    'sh -c "exec kube-apiserver --profiling=false --v 4; sleep --profiling=true"',
    'sh -ec \'kube-apiserver \\\n --profiling="false" --v=4 | tee log\'',
  ])('is found in a script: %s', (script) => {
    const [shell = '', flags = '', ...rest] = script.split(' ');
    const text = JSON.stringify(rest.join(' ').slice(1, -1));
    const pod = `
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        containers:
          - name: a
            image: i
            command: [${shell}, ${flags}, ${text}]
    `;
    const { option } = componentIn(pod, 'kube-apiserver');
    expect(option('profiling').boolean).toMatchObject({ state: 'known', value: false });
    expect(option('v').value).toMatchObject({ state: 'known', value: '4' });
    expect(option('profiling').set('true')).toEqual([]);
  });

  test.each([
    ['[chown, etcd, /var/lib/etcd]', 0],
    ['[sh, -c, "mkdir -p /var/lib/etcd; cp /usr/bin/etcd /copy"]', 0],
    ['[backup, --folder, /var/lib/etcd]', 0],
    ['[sh, -c, "mkdir /var/lib/etcd && GOMAXPROCS=2 exec /usr/bin/etcd --auto-tls"]', 1],
    ['[/go-runner, --log-file=/var/log/etcd.log, /usr/bin/etcd, --auto-tls]', 1],
    ['[/go-runner, --log-file=/log, --also-stdout, /usr/local/bin/etcd, --auto-tls]', 1],
    ['[rm, -rf, /var/lib/etcd]', 0],
    ['[tini, --, etcd, --auto-tls]', 1],
  ])('runs the component that it starts, and not what it only names: %s', (command, expected) => {
    const pod = `
      apiVersion: v1
      kind: Pod
      metadata: {name: etcd}
      spec:
        containers:
          - {name: etcd, image: i, command: ${command}}
    `;
    const { manifests } = readManifests(sourceOf('file:///a.yaml', dedent(pod)));
    const components = manifests.flatMap(componentsOf);
    expect(components.length).toBe(expected);
    for (const etcd of components) expect(etcd.option('auto-tls').isGiven).toBe(true);
  });

  test('of etcd says nothing of what its file gives', () => {
    const pod = `
      apiVersion: v1
      kind: Pod
      metadata: {name: etcd}
      spec:
        containers:
          - {name: etcd, image: i, command: [etcd, --config-file=/etc/etcd/etcd.conf]}
    `;
    expect(componentIn(pod, 'etcd').option('cert-file').value.state).toBe('unknown');
  });

  test('of etcd is completed by its environment', () => {
    const pod = `
      apiVersion: v1
      kind: Pod
      metadata: {name: etcd}
      spec:
        containers:
          - name: etcd
            image: i
            command: [etcd, --auto-tls=false]
            env:
              - name: ETCD_CLIENT_CERT_AUTH
                value: "true"
              - name: ETCD_AUTO_TLS
                value: "true"
    `;
    const etcd = componentIn(pod, 'etcd');
    expect(told(etcd, 'client-cert-auth')).toBe('true ["true"]');
    expect(told(etcd, 'auto-tls')).toBe('false');
    expect(told(etcd, 'cert-file')).toBe('absent [etcd]');
    expect(changed(pod, etcd.option('client-cert-auth').remove())).not.toContain('CLIENT_CERT_AUTH');
  });
});

describe('a kubeadm configuration', () => {
  const mapping = `
    apiVersion: kubeadm.k8s.io/v1beta3
    kind: ClusterConfiguration
    apiServer:
      extraArgs:
        profiling: "true"
        enable-admission-plugins: PodNodeSelector
  `;
  const list = `
    apiVersion: kubeadm.k8s.io/v1beta4
    kind: ClusterConfiguration
    apiServer:
      extraArgs:
        - name: profiling
          value: "true"
  `;

  test('gives arguments as a mapping', () => {
    const component = componentIn(mapping, 'kube-apiserver');
    expect(told(component, 'profiling')).toBe('true ["true"]');
    expect(told(component, 'enable-admission-plugins')).toBe('PodNodeSelector');
    expect(told(component, 'authorization-mode')).toBe('Node,RBAC [extraArgs]');
    expect(told(component, 'audit-log-path')).toBe('absent [extraArgs]');
    expect(changed(mapping, component.option('profiling').set('false'))).toBe(
      dedent(mapping).replace('"true"', '"false"'),
    );
    expect(changed(mapping, component.option('audit-log-maxage').set('30'))).toContain(
      'audit-log-maxage: "30"',
    );
  });

  test('gives arguments as a list', () => {
    const component = componentIn(list, 'kube-apiserver');
    expect(told(component, 'profiling')).toBe('true ["true"]');
    expect(told(component, 'anonymous-auth')).toBe('absent [extraArgs]');
    expect(changed(list, component.option('anonymous-auth').set('false'))).toBe(
      `${dedent(list)}    - name: anonymous-auth\n      value: "false"\n`,
    );
  });

  test('tells the API server about an etcd that others run', () => {
    const external = `
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: ClusterConfiguration
      etcd:
        external:
          endpoints: ["https://a:2379", "http://b:2379"]
          caFile: /ca.crt
          certFile: ""
    `;
    const component = componentIn(external, 'kube-apiserver');
    const servers = component.option('etcd-servers');
    expect(servers.items.map(knownValue)).toEqual(['https://a:2379', 'http://b:2379']);
    expect(changed(external, servers.set('https://a:2379,https://b:2379'))).toContain('https://b:2379');
    expect(told(component, 'etcd-cafile')).toBe('/ca.crt');
    expect(told(component, 'etcd-certfile')).toBe(' [""]');
    expect(told(component, 'etcd-keyfile')).toBe('absent [external]');
    expect(changed(external, component.option('etcd-keyfile').set('/key'))).toContain('keyFile: /key\n');
    expect(told(component, 'client-ca-file')).toBe('/etc/kubernetes/pki/ca.crt [apiVersion]');
  });

  test('says nothing of flags of the kubelet that it does not give', () => {
    const kubelet = componentIn(
      `
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: JoinConfiguration
      nodeRegistration:
        kubeletExtraArgs:
          read-only-port: "10255"
      `,
      'kubelet',
    );
    expect(told(kubelet, 'read-only-port')).toBe('10255 ["10255"]');
    expect(kubelet.option('anonymous-auth').value.state).toBe('unknown');
  });

  test('is found in an object of Cluster API', () => {
    const component = componentIn(
      `
      apiVersion: controlplane.cluster.x-k8s.io/v1beta1
      kind: KubeadmControlPlane
      metadata: {name: a}
      spec:
        kubeadmConfigSpec:
          clusterConfiguration:
            controllerManager:
              extraArgs: {profiling: "false"}
      `,
      'kube-controller-manager',
    );
    expect(told(component, 'profiling')).toBe('false ["false"]');
  });
});

describe('a node that kubeadm sets up', () => {
  test.each([
    ['kubeadm.k8s.io/v1beta4', 'InitConfiguration', '', true],
    ['kubeadm.k8s.io/v1beta4', 'JoinConfiguration', '', false],
    ['kubeadm.k8s.io/v1beta4', 'JoinConfiguration', 'controlPlane: {}', true],
    [
      'controlplane.cluster.x-k8s.io/v1beta1',
      'KubeadmControlPlane',
      'spec: {kubeadmConfigSpec: {joinConfiguration: {a: b}}}',
      true,
    ],
    ['bootstrap.cluster.x-k8s.io/v1beta1', 'KubeadmConfig', 'spec: {joinConfiguration: {a: b}}', false],
  ])('of %s %s with "%s" is of the control plane: %s', (apiVersion, kind, more, expected) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n${more}\n`;
    const configs = readManifests(sourceOf('file:///a.yaml', text)).manifests.flatMap(kubeadmConfigsOf);
    expect(configs.map(isControlPlane)).toEqual([expected]);
  });

  test('is described in one file', () => {
    const text = dedent(`
      apiVersion: kubelet.config.k8s.io/v1beta1
      kind: KubeletConfiguration
      ---
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: JoinConfiguration
    `);
    const [kubelet] = readManifests(sourceOf('file:///a.yaml', text)).manifests;
    const beside = kubelet === undefined ? [] : kubeadmConfigsBeside(kubelet);
    expect(beside.map(({ kind }) => kind)).toEqual(['JoinConfiguration']);
  });
});

describe("a component's own configuration file", () => {
  const text = `
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    authentication:
      anonymous:
        enabled: true
    readOnlyPort: 10255
    tlsCipherSuites: [TLS_A, TLS_B]
    featureGates:
      RotateKubeletServerCertificate: false
  `;
  const kubelet = componentIn(text, 'kubelet');

  test('gives what flags would, by fields with types and defaults of their own', () => {
    expect(told(kubelet, 'anonymous-auth')).toBe('true');
    expect(told(kubelet, 'read-only-port')).toBe('10255');
    expect(told(kubelet, 'authorization-mode')).toBe('Webhook [apiVersion]');
    expect(told(kubelet, 'tls-cipher-suites')).toBe('TLS_A,TLS_B [tlsCipherSuites]');
    expect(told(kubelet, 'feature-gates')).toBe('RotateKubeletServerCertificate=false [featureGates]');
    expect(kubelet.option('hostname-override').value.state).toBe('unknown');
  });

  test('loses items of a list one by one, with their comments', () => {
    const commented = text.replace('[TLS_A, TLS_B]', '\n      - TLS_A # keep\n      - TLS_B # drop');
    const option = componentIn(commented, 'kubelet').option('tls-cipher-suites');
    const result = changed(
      commented,
      option.removeItems((item) => item === 'TLS_B'),
    );
    expect(result).toContain('- TLS_A # keep\n');
    expect(result).not.toContain('drop');
    expect(
      changed(
        commented,
        option.removeItems(() => true),
      ),
    ).not.toContain('tlsCipherSuites');
  });

  test('is changed in the types of its fields', () => {
    const result = changed(text, [
      ...kubelet.option('anonymous-auth').set('false'),
      ...kubelet.option('read-only-port').set('0'),
      ...kubelet.option('tls-cipher-suites').removeItems((item) => item === 'TLS_B'),
      ...kubelet.option('seccomp-default').set('true'),
    ]);
    expect(result).toContain('enabled: false\n');
    expect(result).toContain('readOnlyPort: 0\n');
    expect(result).toContain('tlsCipherSuites: [TLS_A]\n');
    expect(result).toContain('seccompDefault: true\n');
    const gates = kubelet.option('feature-gates');
    expect(changed(text, gates.addItem('A=true'))).toMatch(
      /RotateKubeletServerCertificate: false\n +A: true\n/,
    );
    expect(changed(text, gates.set('A=true'))).not.toContain('RotateKubeletServerCertificate');
  });
});
