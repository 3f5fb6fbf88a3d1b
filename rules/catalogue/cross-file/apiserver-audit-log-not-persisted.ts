import { set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import { mountsOf } from '../../kubernetes/component-mounts';
import { isKnown } from '../../yaml/field';
import { assistWith, directoryOf, pathGiven } from './server-files';

export default defineRule({
  meta: {
    id: 'apiserver-audit-log-not-persisted',
    chapter: 'cross-file',
    scope: 'kube-apiserver',
    title: 'Audit log that is lost with its container',
    summary:
      'an API server that writes its audit log to where nothing of it is kept, or where it cannot write',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['LOG-2', 'LOG-8'], owasp: { '2025': ['K10'] }, cwe: ['CWE-778'] },
    why: `
      What a container writes into its own file system goes with it. The API server is started anew for every change of
      its options and after each crash, and with the old container the record is gone of who did what until then:
      whoever can make it restart can also remove their traces.
    `,
    whenNotToFix: `
      Where something in the same pod sends the log elsewhere at once. With \`--audit-log-path=-\` the log goes to the
      standard output, and this rule is silent.
    `,
    examples: [
      {
        title: 'A directory of the container itself',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-log-path
                value: /var/log/kubernetes/audit.log
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Audit log is lost with its container: nothing is mounted there
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-log-path
                value: /var/log/kubernetes/audit.log
            extraVolumes:
              - name: audit-log
                hostPath: /var/log/kubernetes
                mountPath: /var/log/kubernetes
                pathType: DirectoryOrCreate
        `,
      },
      {
        title: 'A mount that cannot be written',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
            namespace: kube-system
            labels: {component: kube-apiserver, tier: control-plane}
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --audit-log-path=/var/log/kubernetes/audit.log
          #                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Audit log cannot be written: it is mounted read-only
                volumeMounts:
                  - name: logs
                    mountPath: /var/log
                    readOnly: true
            volumes:
              - name: logs
                hostPath: {path: /var/log}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
            namespace: kube-system
            labels: {component: kube-apiserver, tier: control-plane}
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --audit-log-path=/var/log/kubernetes/audit.log
                volumeMounts:
                  - name: logs
                    mountPath: /var/log
                    readOnly: false
            volumes:
              - name: logs
                hostPath: {path: /var/log}
        `,
      },
      {
        title: 'A volume that lives as long as its pod',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --audit-log-path=/audit/audit.log
          #                          ^^^^^^^^^^^^^^^^ Audit log is lost with its pod: its volume is no longer kept than that
                volumeMounts:
                  - {name: audit, mountPath: /audit}
            volumes:
              - name: audit
                emptyDir: {}
        `,
      },
      {
        title: 'A directory of the node, the standard output, and no log at all',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit.log
            extraVolumes:
              - name: audit
                hostPath: /var/log/kubernetes
                mountPath: /var/log/kubernetes/audit.log
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: "-"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit.log
            extraVolumes: {{ .Values.volumes }}
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
        `,
      },
    ],
  },

  *check(apiserver) {
    const option = apiserver.option('audit-log-path');
    const path = pathGiven(option);
    const fault = path === undefined ? undefined : faultAt(apiserver, path);
    if (fault !== undefined) yield { at: option, ...fault };
  },
});

/** Why nothing of what is written to a file is kept. */
function faultAt(apiserver: Component, path: string): Omit<Finding, 'at'> | undefined {
  const mounts = mountsOf(apiserver);
  const mount = mounts?.find(path);
  if (mounts === undefined || mount === undefined || mount === 'unknown') return undefined;
  if (mount === 'none') {
    return {
      message: 'Audit log is lost with its container: nothing is mounted there',
      ...assistWith(mounts, {
        name: 'audit-log',
        path: directoryOf(path),
        type: 'DirectoryOrCreate',
        readOnly: false,
      }),
    };
  }
  if (mount.isFleeting) {
    return { message: 'Audit log is lost with its pod: its volume is no longer kept than that' };
  }
  if (!isKnown(mount.readOnly, true)) return undefined;
  return {
    message: 'Audit log cannot be written: it is mounted read-only',
    fixes: [unsafeFix('Mount it to be written', set(mount.readOnly, false))],
  };
}
