import { defineRule } from '../../engine/rule';
import { isLoopback } from '../../kubernetes/address';
import { Service } from '../../kubernetes/service';
import { isKnown } from '../../yaml/field';

const METADATA = [
  '100.100.100.200',
  '168.63.129.16',
  '169.254.169.254',
  'fd00:ec2::254',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.goog',
  'metadata.google.internal',
];

export default defineRule({
  meta: {
    id: 'service-external-name',
    chapter: 'exposure',
    scope: 'Service',
    title: 'External name for something internal',
    summary:
      'services whose `externalName` is the metadata service, the local host or a name inside the cluster',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      What the Service is for is not in the manifest.
    `,
    standards: {
      cwe: ['CWE-918'],
    },
    why: `
      An external name makes the cluster's DNS answer with an alias. Proxies that take a Service as their
      backend, ingress controllers first of all, follow it from where they stand: into another
      namespace, past its network policies' idea of who asks, to their own loopback interface, or to
      the metadata service of the cloud. Whoever may create Services gets the proxy to make requests
      for them.
    `,
    whenNotToFix: `
      An alias for a Service of another namespace that no proxy serves to the outside.
    `,
    examples: [
      {
        title: 'Aliases for what is not external',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: admin
          spec:
            type: ExternalName
            externalName: grafana.monitoring.svc.cluster.local
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Service is an alias for a name inside the cluster
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: self
          spec:
            type: ExternalName
            externalName: LocalHost.
          #               ^^^^^^^^^^ Service is an alias for the local host
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: cloud
          spec:
            type: ExternalName
            externalName: metadata.google.internal
          #               ^^^^^^^^^^^^^^^^^^^^^^^^ Service is an alias for the cloud's metadata service
        `,
      },
      {
        title: 'The local host by its address',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: loop
          spec:
            type: ExternalName
            externalName: 127.0.0.1
          #               ^^^^^^^^^ Service is an alias for the local host
        `,
      },
      {
        title: 'A host outside, and a name that does not count',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: database
          spec:
            type: ExternalName
            externalName: cluster.local.db.example
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: ClusterIP
            externalName: localhost
            ports: [{port: 443}]
        `,
      },
    ],
  },

  *check(manifest) {
    const { type, spec } = new Service(manifest);
    const name = spec.string('externalName');
    if (!isKnown(type, 'ExternalName') || name.state !== 'known') return;
    const target = internalTarget(name.value.toLowerCase().replace(/\.$/, ''));
    if (target !== undefined) yield { at: name, message: `Service is an alias for ${target}` };
  },
});

function internalTarget(host: string): string | undefined {
  if (METADATA.includes(host)) return "the cloud's metadata service";
  if (isLoopback(host)) return 'the local host';
  return host.endsWith('.cluster.local') ? 'a name inside the cluster' : undefined;
}
