import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';

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
