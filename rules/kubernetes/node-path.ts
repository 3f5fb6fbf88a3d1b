/** Directories of a node from which, or into which, an intruder gets further. */
const SENSITIVE = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/proc',
  '/root',
  '/run',
  '/sys',
  '/usr',
  '/var/lib/containerd',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/lib/kubelet',
  '/var/log',
  '/var/run',
];

/** The same on a drive of a Windows node, besides those above. */
const SENSITIVE_ON_WINDOWS = ['/program files', '/programdata', '/users', '/windows'];

const SOCKET_NAMES = [
  'docker.sock',
  'containerd/containerd.sock',
  'crio/crio.sock',
  'cri-dockerd.sock',
  'k3s/containerd/containerd.sock',
];
const RUNTIME_SOCKETS = [
  ...SOCKET_NAMES.flatMap((name) => [`/run/${name}`, `/var/run/${name}`]),
  '//./pipe/docker_engine',
  '//./pipe/containerd-containerd',
];

/** Whether a path of a node is, is in, or holds a directory from which an intruder gets further. Takes Windows paths too. */
export function isSensitivePath(text: string): boolean {
  const { root, path } = normalized(text);
  const isDrive = root.endsWith(':');
  if (root !== '' && !isDrive) return false;
  const directories = isDrive ? [...SENSITIVE, ...SENSITIVE_ON_WINDOWS] : SENSITIVE;
  return directories.some((directory) => isIn(path, directory) || isIn(directory, path));
}

/** Whether a path of a node is, or holds, the socket or pipe of a container runtime. */
export function holdsRuntimeSocket(text: string): boolean {
  const { root, path } = normalized(text);
  return RUNTIME_SOCKETS.some((socket) => isIn(socket, root + path));
}

/** A path with slashes alone and no empty or dotted parts. Its root is empty, a drive such as `c:`, or `//.` for devices. */
function normalized(text: string): { readonly root: string; readonly path: string } {
  const [, root = '', rest = ''] = /^(\/\/\.(?=\/)|[a-z]:)?(.*)$/is.exec(text.replaceAll('\\', '/')) ?? [];
  const parts: string[] = [];
  for (const part of rest.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const path = `/${parts.join('/')}`;
  // Windows does not tell capitals from small letters.
  return root === '' ? { root, path } : { root: root.toLowerCase(), path: path.toLowerCase() };
}

function isIn(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}
