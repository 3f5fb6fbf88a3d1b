import type { KubernetesVersion } from './version';

/** The versions that added to the list, and what. */
const SAFE_SINCE: readonly (readonly [string, readonly string[]])[] = [
  [
    '1.0',
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ping_group_range',
      'net.ipv4.tcp_syncookies',
    ],
  ],
  ['1.27', ['net.ipv4.ip_local_reserved_ports']],
  [
    '1.29',
    [
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_keepalive_time',
    ],
  ],
  ['1.32', ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  ['1.37', ['net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_slow_start_after_idle']],
];

/** The kernel parameters that Baseline allows every pod to set, and a kubelet too. */
export function safeSysctls(version: KubernetesVersion): readonly string[] {
  return SAFE_SINCE.flatMap(([since, names]) => (version.atLeast(since) ? names : []));
}

/** A kernel parameter with dots between its parts; where the first separator is a slash, slashes and dots are swapped. */
export function sysctlName(written: string): string {
  const first = /[./]/.exec(written)?.[0];
  return first === '/' ? written.replace(/[./]/g, (mark) => (mark === '/' ? '.' : '/')) : written;
}

/** Whether a kubelet with this list allows pods to set a parameter; `*` at the end of an item stands for any. */
export function isAllowedSysctl(written: string, allowed: readonly string[]): boolean {
  const name = sysctlName(written);
  return allowed.map(sysctlName).some((item) => {
    return item.endsWith('*') ? name.startsWith(item.slice(0, -1)) : name === item;
  });
}
