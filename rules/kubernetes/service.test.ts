import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { Service } from './service';

function serviceOf(annotations: string, spec = ''): Service {
  const yaml = `apiVersion: v1\nkind: Service\nmetadata: {name: it, annotations: {${annotations}}}\nspec: {${spec}}\n`;
  const manifest = readManifests(sourceOf('file:///it.yaml', yaml)).manifests[0];
  if (manifest === undefined) throw new Error('there is no manifest');
  return new Service(manifest);
}

test.each([
  ['', false],
  ['service.beta.kubernetes.io/aws-load-balancer-internal: "true"', true],
  ['service.beta.kubernetes.io/aws-load-balancer-internal: 0.0.0.0/0', true],
  ['service.beta.kubernetes.io/aws-load-balancer-internal: "false"', false],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme: internal', true],
  ['service.beta.kubernetes.io/aws-load-balancer-type: nlb', false],
  ['service.beta.kubernetes.io/aws-load-balancer-type: external', true],
  ['service.beta.kubernetes.io/aws-load-balancer-type: nlb-ip', true],
  ['service.beta.kubernetes.io/azure-load-balancer-internal: "true"', true],
  ['service.beta.kubernetes.io/azure-load-balancer-internal: "{{ .Values.internal }}"', true],
  ['cloud.google.com/load-balancer-type: Internal', true],
  ['cloud.google.com/load-balancer-type: External', false],
  ['service.beta.kubernetes.io/oci-load-balancer-internal: "true"', true],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet', true],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: internet', false],
  ['service.kubernetes.io/qcloud-loadbalancer-internal-subnetid: subnet-1', true],
])('{%s} may make a load balancer internal: %s', (annotations, expected) => {
  expect(serviceOf(annotations).mayBeInternal).toBe(expected);
});

test.each([
  ['loadBalancerIP: 10.0.0.7', true],
  ['loadBalancerIP: 203.0.113.7', false],
  ['loadBalancerIP: {{ .Values.ip }}', true],
  ['loadBalancerClass: service.k8s.aws/nlb', true],
  ['loadBalancerClass: lb.example/public', false],
])('{%s} may make a load balancer internal: %s', (spec, expected) => {
  expect(serviceOf('', spec).mayBeInternal).toBe(expected);
});

test('a class that is internal by default is public where its Service asks for it', () => {
  const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing';
  expect(serviceOf(scheme, 'loadBalancerClass: service.k8s.aws/nlb').mayBeInternal).toBe(false);
});

test('a node port is one that is asked for, or may be', () => {
  const ports =
    'ports: [{port: 1}, {port: 2, nodePort: 0}, {port: 3, nodePort: 30003}, {port: 4, nodePort: {{ .Values.it }}}]';
  expect(serviceOf('', ports).nodePorts.map(({ path }) => path[2])).toEqual([2, 3]);
});
