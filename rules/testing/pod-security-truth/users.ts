import { allowed, forbiddenByRestricted, type Json, type JsonObject, type TruthCase } from './truth-case';

const nonRoot = (value: Json | undefined): JsonObject => ({ securityContext: { runAsNonRoot: value } });
const user = (value: Json | undefined): JsonObject => ({ securityContext: { runAsUser: value } });

/** runAsNonRoot of the pod, of its container, and whether Restricted forbids the two together. */
const NON_ROOT: readonly (readonly [Json | undefined, Json | undefined, 'allowed' | 'forbidden'])[] = [
  [true, true, 'allowed'],
  [true, false, 'forbidden'],
  [true, null, 'allowed'],
  [true, undefined, 'allowed'],
  [false, true, 'forbidden'],
  [false, false, 'forbidden'],
  [false, null, 'forbidden'],
  [false, undefined, 'forbidden'],
  [null, true, 'allowed'],
  [null, false, 'forbidden'],
  [null, null, 'forbidden'],
  [null, undefined, 'forbidden'],
  [undefined, true, 'allowed'],
  [undefined, false, 'forbidden'],
  [undefined, null, 'forbidden'],
  [undefined, undefined, 'forbidden'],
];

const nonRootUsers: readonly TruthCase[] = NON_ROOT.flatMap(([ofPod, ofContainer, verdict]) => {
  const name = `with runAsNonRoot ${ofPod} and a container with ${ofContainer}`;
  const pod = { name, pod: nonRoot(ofPod), container: nonRoot(ofContainer) };
  const isolated = {
    ...pod,
    name: `${name}, in a user namespace`,
    pod: { hostUsers: false, ...nonRoot(ofPod) },
  };
  const shared = {
    ...pod,
    name: `${name}, among the users of its node`,
    pod: { hostUsers: true, ...nonRoot(ofPod) },
  };
  const undecided = {
    ...pod,
    name: `${name}, with hostUsers null`,
    pod: { hostUsers: null, ...nonRoot(ofPod) },
  };
  if (verdict === 'allowed') return [allowed(pod), allowed(isolated), allowed(shared)];
  return [
    forbiddenByRestricted(pod, { runAsNonRoot: 'always' }),
    forbiddenByRestricted(isolated, { runAsNonRoot: 'to 1.34' }),
    forbiddenByRestricted(shared, { runAsNonRoot: 'always' }),
    forbiddenByRestricted(undecided, { runAsNonRoot: 'always' }),
  ];
});

/** runAsUser of the pod, of its container, and whether Restricted forbids the two together. */
const USERS: readonly (readonly [Json | undefined, Json | undefined, 'allowed' | 'forbidden'])[] = [
  [0, undefined, 'forbidden'],
  [0, null, 'forbidden'],
  [0, 0, 'forbidden'],
  [0, 1000, 'forbidden'],
  [1000, 0, 'forbidden'],
  [null, 0, 'forbidden'],
  [undefined, 0, 'forbidden'],
  [1000, undefined, 'allowed'],
  [1000, null, 'allowed'],
  [1000, 1, 'allowed'],
  [null, null, 'allowed'],
  [undefined, 65534, 'allowed'],
];

const userIds: readonly TruthCase[] = USERS.flatMap(([ofPod, ofContainer, verdict]) => {
  const name = `with runAsUser ${ofPod} and a container with ${ofContainer}`;
  const pod = { name, pod: user(ofPod), container: user(ofContainer) };
  const isolated = {
    ...pod,
    name: `${name}, in a user namespace`,
    pod: { hostUsers: false, ...user(ofPod) },
  };
  const shared = {
    ...pod,
    name: `${name}, among the users of its node`,
    pod: { hostUsers: true, ...user(ofPod) },
  };
  if (verdict === 'allowed') return [allowed(pod), allowed(isolated), allowed(shared)];
  return [
    forbiddenByRestricted(pod, { runAsUser: 'from 1.23' }),
    forbiddenByRestricted(isolated, { runAsUser: 'from 1.23 to 1.34' }),
    forbiddenByRestricted(shared, { runAsUser: 'from 1.23' }),
  ];
});

/** A pod that says nothing for its own security: what Restricted asks for is missing. */
const bare: JsonObject = { securityContext: undefined };

/** The checks of a pod's users, and what a user namespace changes about them and about no other. */
export const users: readonly TruthCase[] = [
  ...nonRootUsers,
  ...userIds,
  allowed({
    name: 'with the group and supplemental groups of root',
    pod: { securityContext: { runAsGroup: 0, fsGroup: 0, supplementalGroups: [0] } },
    container: { securityContext: { runAsGroup: 0 } },
  }),
  allowed({ name: 'in a user namespace of its own', pod: { hostUsers: false } }),
  allowed({ name: 'that says no more than it must' }),
  allowed({
    name: 'whose other containers are null',
    pod: { initContainers: null, ephemeralContainers: [] },
  }),
  ...[undefined, null, {}].map((value) =>
    forbiddenByRestricted(
      {
        name: `with the securityContext ${JSON.stringify(value)} everywhere`,
        pod: { securityContext: value },
        container: { securityContext: value },
      },
      {
        runAsNonRoot: 'always',
        allowPrivilegeEscalation: 'from 1.8',
        seccompProfile_restricted: 'from 1.19',
        capabilities_restricted: 'from 1.22',
      },
    ),
  ),
  forbiddenByRestricted(
    {
      name: 'that says nothing in a user namespace of its own',
      pod: { hostUsers: false, ...bare },
      container: bare,
    },
    {
      runAsNonRoot: 'to 1.34',
      allowPrivilegeEscalation: 'from 1.8',
      seccompProfile_restricted: 'from 1.19',
      capabilities_restricted: 'from 1.22',
    },
  ),
];
