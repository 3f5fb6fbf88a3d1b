/** The newest minor version whose policies and defaults the model knows. */
export const NEWEST_MINOR = 37;

/** A Kubernetes version, as far as defaults and policies depend on it: major 1 and a minor. */
export class KubernetesVersion {
  private constructor(readonly minor: number) {}

  static readonly latest = new KubernetesVersion(NEWEST_MINOR);

  /** The version that `latest`, `1.29`, `v1.29` or `1.29.3` names; undefined for anything else. A version newer than the newest known one behaves as that. */
  static parse(text: string): KubernetesVersion | undefined {
    if (text === 'latest') return KubernetesVersion.latest;
    const minor = /^v?1\.(0|[1-9]\d{0,2})(?:\.\d+)?$/.exec(text)?.[1];
    return minor === undefined ? undefined : new KubernetesVersion(Math.min(Number(minor), NEWEST_MINOR));
  }

  /** Whether this version is `version` (such as `1.25`) or newer. Throws on anything that is no version: a bug in a rule. */
  atLeast(version: string): boolean {
    return this.minor >= minorOf(version);
  }

  toString(): string {
    return `1.${this.minor}`;
  }
}

/** The few versions that rules ask about. */
const minors = new Map<string, number>();

function minorOf(version: string): number {
  const known = minors.get(version);
  if (known !== undefined) return known;
  const parsed = KubernetesVersion.parse(version);
  if (parsed === undefined) throw new Error(`not a Kubernetes version: ${version}`);
  minors.set(version, parsed.minor);
  return parsed.minor;
}
