import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { componentsOf } from './component';
import { readManifests } from './manifest';

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

  test('with variables of the container in its values has no more flags than it names', () => {
    const variable = STATIC_POD.replace('--request-timeout=1m', '--advertise-address=$(POD_IP)');
    expect(told(componentIn(variable, 'kube-apiserver'), 'profiling')).toContain('absent');
    const argument = STATIC_POD.replace('--request-timeout=1m', '$(ARGUMENT)');
    expect(told(componentIn(argument, 'kube-apiserver'), 'profiling')).toContain('unknown');
  });

  test('gives a flag that it lacks one value', () => {
    const plugins = component.option('enable-admission-plugins');
    expect(changed(STATIC_POD, [...plugins.set('A'), ...plugins.set('B')])).toContain('two changes disagree');
    expect(changed(STATIC_POD, [...plugins.set('A'), ...plugins.set('A')])).toContain('=A\n');
  });

  test('of kube-proxy does not count where a file decides, but for its log', () => {
    const flags = (...own: readonly string[]) =>
      componentIn(
        `
          apiVersion: v1
          kind: Pod
          spec:
            containers:
              - name: proxy
                image: registry.example/kube-proxy:v1.37.0
                command: [kube-proxy, --metrics-bind-address=0.0.0.0, --v=9${own.map((flag) => `, ${flag}`).join('')}]
        `,
        'kube-proxy',
      );
    expect(told(flags(), 'metrics-bind-address')).toBe('0.0.0.0');
    expect(told(flags('--config=/etc/proxy.yaml'), 'metrics-bind-address')).toContain('unknown');
    expect(told(flags('--config=/etc/proxy.yaml'), 'v')).toBe('9');
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
    ['[etcd, --version]', 0],
    ['[etcd, grpc-proxy, start, "--endpoints=https://etcd:2379"]', 0],
    ['[etcd, --version=false, --auto-tls]', 1],
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
