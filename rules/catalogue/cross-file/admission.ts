import type { EnforcedLevel, PlacedName } from '../../engine/facts-admission';
import type { Context } from '../../engine/rule';
import { certainNamespacesOf } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';
import { isKnown, mayBe } from '../../yaml/field';

/** A namespace that an object certainly is put in, whose manifest is in view. */
export interface AdmittingNamespace {
  readonly name: string;
  /** Where the manifests of that name enforce a level, or may. */
  readonly enforced: readonly EnforcedLevel[];
  /** Whether all of them do, those aside that only change another: then each cluster that has one enforces some level. */
  readonly isEverywhere: boolean;
  /** What the API server's configuration says where no label does. */
  readonly defaults: readonly EnforcedLevel[];
}

/** The namespaces in view that decide whether the pods of an object are let in. */
export function admittingNamespaces(
  manifest: Manifest,
  { workspace }: Pick<Context, 'workspace'>,
): readonly AdmittingNamespace[] {
  if (manifest.pods.length === 0) return [];
  return certainNamespacesOf(manifest, workspace).flatMap((name) => {
    const inView = workspace.namespaces(name);
    if (inView.length === 0) return [];
    const enforced = inView.flatMap(({ enforce }) => enforce ?? []);
    const defaults = workspace.podSecurity().flatMap(({ enforce }) => enforce ?? []);
    const isEverywhere = inView.every(
      ({ enforce, place }) => enforce !== undefined || workspace.roleOf(place.uri).isPartial,
    );
    return [{ name, enforced, isEverywhere, defaults }];
  });
}

/** Why Pod Security admission does not look at something. */
export interface Exemption {
  readonly kind: 'namespace' | 'runtimeClass' | 'username';
  readonly exempt: PlacedName;
  /** False where it only may be so. */
  readonly isCertain: boolean;
}

/** The controllers that make pods in place of their owner, as the users they are to the API server. */
const CONTROLLERS: Readonly<Record<string, string>> = {
  CronJob: 'job-controller',
  DaemonSet: 'daemon-set-controller',
  Deployment: 'replicaset-controller',
  Job: 'job-controller',
  ReplicaSet: 'replicaset-controller',
  ReplicationController: 'replication-controller',
  StatefulSet: 'statefulset-controller',
};

/** What exempts, or may exempt, the pods of an object in a namespace from Pod Security admission. */
export function exemptionsOf(
  manifest: Manifest,
  namespace: string,
  { workspace }: Pick<Context, 'workspace'>,
): readonly Exemption[] {
  const controller = Object.hasOwn(CONTROLLERS, manifest.kind) ? CONTROLLERS[manifest.kind] : undefined;
  const user = `system:serviceaccount:kube-system:${controller}`;
  const classes = manifest.pods.map(({ spec }) => spec.string('runtimeClassName'));
  return workspace
    .podSecurity()
    .flatMap(({ namespaces, runtimeClasses, usernames }): readonly Exemption[] => [
      ...certain(
        'namespace',
        namespaces.filter(({ name }) => name === namespace),
      ),
      ...certain(
        'username',
        usernames.filter(({ name }) => name === user),
      ),
      ...runtimeClasses
        .filter(({ name }) => classes.some((own) => mayBe(own, name)))
        .map((exempt) => ({
          kind: 'runtimeClass' as const,
          exempt,
          isCertain: classes.every((own) => isKnown(own, exempt.name)),
        })),
    ]);
}

function certain(kind: Exemption['kind'], names: readonly PlacedName[]): readonly Exemption[] {
  return names.map((exempt) => ({ kind, exempt, isCertain: true }));
}
