import { expect, test } from 'vitest';
import { problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import rule from './apiserver-anonymous-auth';

test('a file for anonymous requests is offered only where no other can be named out of sight', () => {
  const kubeadm = `
    apiVersion: kubeadm.k8s.io/v1beta3
    kind: ClusterConfiguration
    apiServer:
      extraArgs: {anonymous-auth: "true"}
  `;
  const kops = `
    apiVersion: kops.k8s.io/v1alpha2
    kind: Cluster
    spec:
      kubeAPIServer: {anonymousAuth: true}
  `;
  const offers = [kubeadm, kops].map((text) =>
    problemsOf(dedent(text), rule).map(({ assist }) => assist?.title),
  );
  expect(offers).toEqual([['Restrict anonymous requests in a file'], [undefined]]);
});
