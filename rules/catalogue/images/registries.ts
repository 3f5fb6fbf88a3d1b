import type { ImageReference } from '../../kubernetes/image';

/**
 * Whether an image comes from one of the registries that a team allows. An entry is a registry, `registry.example:5000`, or
 * a part of one, `registry.example/team`; `*.registry.example` stands for all hosts below a domain.
 */
export function isAllowed({ registry, repository }: ImageReference, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const [host = '', ...parts] = entry
      .replace(/^https?:\/\//, '')
      .replace(/\/+$/, '')
      .split('/');
    const prefix = parts.join('/');
    return (
      isHost(registry, host.toLowerCase()) && `${repository}/`.startsWith(prefix === '' ? '' : `${prefix}/`)
    );
  });
}

function isHost(registry: string, host: string): boolean {
  return host.startsWith('*.') ? registry.endsWith(host.slice(1)) : registry === host;
}
