import { knownValue } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import type { Manifest } from './manifest';

/** Annotations by which an Ingress has TLS that its `tls` does not tell of, and the values that say it has not. */
const TLS_ANNOTATIONS: Readonly<Record<string, RegExp>> = {
  'alb.ingress.kubernetes.io/certificate-arn': /^$/,
  'alb.ingress.kubernetes.io/listen-ports': /^(?!.*HTTPS)/i,
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate': /^$/,
  'haproxy-ingress.github.io/ssl-passthrough': /^(?!true$)/i,
  'haproxy.org/ssl-passthrough': /^(?!true$)/i,
  'ingress.gcp.kubernetes.io/pre-shared-cert': /^$/,
  'kubernetes.io/ingress.allow-http': /^(?!false$)/i,
  'networking.gke.io/managed-certificates': /^$/,
  'nginx.ingress.kubernetes.io/force-ssl-redirect': /^(?!true$)/i,
  'nginx.ingress.kubernetes.io/ssl-passthrough': /^(?!true$)/i,
  'route.openshift.io/termination': /^$/,
  'traefik.ingress.kubernetes.io/router.tls': /^(?!true$)/i,
  'traefik.ingress.kubernetes.io/router.tls.certresolver': /^$/,
};

/** An Ingress of any API version. */
export class Ingress {
  private ownCovered: ReadonlySet<string> | 'any' | undefined;

  constructor(readonly manifest: Manifest) {}

  get spec(): MapView {
    return this.manifest.root.map('spec').underlinedAt(this.manifest.nameSpan);
  }

  get annotations(): MapView {
    return this.manifest.metadata.map('annotations');
  }

  get tls(): ListView {
    return this.spec.list('tls');
  }

  get rules(): readonly MapView[] {
    return this.spec.maps('rules');
  }

  /** The backend for what no rule takes, by its name of today or that of the first versions. */
  get defaultBackend(): MapView {
    const backend = this.spec.map('defaultBackend');
    return backend.state === 'absent' ? this.spec.map('backend') : backend;
  }

  /** Whether an annotation may bring TLS that `tls` does not tell of. */
  get mayHaveTlsByAnnotation(): boolean {
    return Object.entries(TLS_ANNOTATIONS).some(([key, without]) => {
      const value = this.annotations.scalarText(key);
      return value.state === 'unknown' || (value.state === 'known' && !without.test(value.value));
    });
  }

  /** Whether an entry of `tls` may be for this host. An entry without hosts is for all of them. */
  mayCover(host: string): boolean {
    this.ownCovered ??= coveredBy(this.tls);
    const { ownCovered } = this;
    return ownCovered === 'any' || namesFor(host).some((name) => ownCovered.has(name));
  }

  /** The hosts and wildcards, in small letters, that may have TLS by this Ingress, as far as they are known. */
  get secureHosts(): readonly string[] {
    const named = this.tls.maps().flatMap((entry) => entry.list('hosts').strings());
    const served = this.rules.map((rule) => rule.string('host'));
    const { mayHaveTlsByAnnotation } = this;
    const isSecure = (host: string) => mayHaveTlsByAnnotation || this.mayCover(host);
    const hosts = [
      ...named.flatMap((host) => knownValue(host) ?? []),
      ...served.flatMap((host) => knownValue(host) ?? []).filter(isSecure),
    ];
    return [...new Set(hosts.map((host) => host.toLowerCase()))].filter((host) => host !== '');
  }
}

/** What an entry of `tls` may call a host, in small letters: the `*` of a wildcard stands for the first label alone. */
export function namesFor(host: string): readonly string[] {
  const lower = host.toLowerCase();
  const domain = lower.replace(/^[^.]+/, '');
  return domain === '' ? [lower] : [lower, `*${domain}`];
}

/** The hosts and wildcards that the entries of `tls` name; `any` where one may be for every host. */
function coveredBy(tls: ListView): ReadonlySet<string> | 'any' {
  const entries = tls.isOpen ? [] : tls.items().map((entry) => entry.list('hosts'));
  if (tls.isOpen || entries.some((hosts) => hosts.isEmpty || hosts.isOpen)) return 'any';
  const hosts = entries.flatMap((entry) => entry.strings());
  if (hosts.some(({ state }) => state === 'unknown')) return 'any';
  return new Set(hosts.map((host) => (knownValue(host) ?? '').toLowerCase()));
}
