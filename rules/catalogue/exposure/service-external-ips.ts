import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Service } from '../../kubernetes/service';

export default defineRule({
  meta: {
    id: 'service-external-ips',
    chapter: 'exposure',
    scope: 'Service',
    title: 'Service that claims external addresses',
    summary: 'services that claim addresses of their own choice (`externalIPs`)',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['1.2.3'] },
      cwe: ['CWE-923'],
      attack: ['T1557'],
      cve: ['CVE-2020-8554'],
    },
    why: `
      Every node sends what goes to such an address to the Service's pods, whomever the address belongs
      to. Whoever may create or change a Service can so take over the connections of other pods to any
      host, and read or answer them. Kubernetes does not check whose the addresses are.

      The field is deprecated since Kubernetes 1.36 and is to be removed.
    `,
    whenNotToFix: `
      Clusters without a load balancer have routed addresses to their nodes this way. An implementation of
      Services of type LoadBalancer for such clusters does it under control.
    `,
    examples: [
      {
        title: 'An address that the cluster takes over',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            selector: {app: web}
            ports: [{port: 443}]
            externalIPs:
          # ^^^^^^^^^^^ Service takes over the connections to addresses of its own choice
              - 203.0.113.7
        `,
        fixed: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            selector: {app: web}
            ports: [{port: 443}]
        `,
      },
      {
        title: 'No address, and addresses that only a chart knows',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            externalIPs: []
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
          spec:
            externalIPs:
              {{- toYaml .Values.externalIPs | nindent 4 }}
            ports: [{port: 443}]
        `,
      },
    ],
  },

  *check(manifest) {
    const externalIPs = new Service(manifest).spec.list('externalIPs');
    if (!externalIPs.strings().some(({ state }) => state === 'known')) return;
    yield {
      at: externalIPs,
      message: 'Service takes over the connections to addresses of its own choice',
      fixes: [unsafeFix('Remove externalIPs', remove(externalIPs))],
    };
  },
});
