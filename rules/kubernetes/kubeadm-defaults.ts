import type { ComponentName } from './component';

/** The value of options that kubeadm gives and whose exact value no rule needs, such as paths of certificates. */
const SOME_FILE = '/etc/kubernetes/pki/…';

/** What kubeadm gives the components that it starts, by the names of the flags. */
const DEFAULTS: Readonly<Partial<Record<ComponentName, Readonly<Record<string, string>>>>> = {
  'kube-apiserver': {
    'allow-privileged': 'true',
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': '/etc/kubernetes/pki/ca.crt',
    'enable-admission-plugins': 'NodeRestriction',
    'enable-bootstrap-token-auth': 'true',
    'etcd-cafile': SOME_FILE,
    'etcd-certfile': SOME_FILE,
    'etcd-keyfile': SOME_FILE,
    'kubelet-client-certificate': SOME_FILE,
    'kubelet-client-key': SOME_FILE,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-client-ca-file': '/etc/kubernetes/pki/front-proxy-ca.crt',
    'service-account-key-file': SOME_FILE,
    'service-account-signing-key-file': SOME_FILE,
    'tls-cert-file': SOME_FILE,
    'tls-private-key-file': SOME_FILE,
  },
  'kube-controller-manager': {
    'authentication-kubeconfig': '/etc/kubernetes/controller-manager.conf',
    'authorization-kubeconfig': '/etc/kubernetes/controller-manager.conf',
    'bind-address': '127.0.0.1',
    'root-ca-file': SOME_FILE,
    'service-account-private-key-file': SOME_FILE,
    'use-service-account-credentials': 'true',
  },
  'kube-scheduler': {
    'authentication-kubeconfig': '/etc/kubernetes/scheduler.conf',
    'authorization-kubeconfig': '/etc/kubernetes/scheduler.conf',
    'bind-address': '127.0.0.1',
  },
  etcd: {
    'cert-file': SOME_FILE,
    'client-cert-auth': 'true',
    'key-file': SOME_FILE,
    'peer-cert-file': SOME_FILE,
    'peer-client-cert-auth': 'true',
    'peer-key-file': SOME_FILE,
    'peer-trusted-ca-file': '/etc/kubernetes/pki/etcd/ca.crt',
    'trusted-ca-file': '/etc/kubernetes/pki/etcd/ca.crt',
  },
};

/** The value that kubeadm gives an option of a component; undefined where it leaves it to the component. */
export function kubeadmDefault(component: ComponentName, flag: string): string | undefined {
  const own = DEFAULTS[component];
  return own !== undefined && Object.hasOwn(own, flag) ? own[flag] : undefined;
}
