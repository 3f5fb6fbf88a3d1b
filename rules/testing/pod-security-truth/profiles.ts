import {
  allowed,
  forbiddenByBoth,
  forbiddenByRestricted,
  type Json,
  type JsonObject,
  type TruthCase,
} from './truth-case';

const seccomp = (profile: JsonObject | null | undefined): JsonObject => ({
  securityContext: { seccompProfile: profile },
});
const runtimeDefault = seccomp({ type: 'RuntimeDefault' });
const localhost = seccomp({ type: 'Localhost', localhostProfile: 'it.json' });
const unconfined = seccomp({ type: 'Unconfined' });
const unset = seccomp(undefined);

/** Profiles that are set but to nothing that is allowed. `undefined` gives an object without a type. */
const BAD_TYPES: readonly (Json | undefined)[] = [
  'Unconfined',
  'runtimeDefault',
  'runtime/default',
  '',
  null,
  undefined,
];

const seccompFields: readonly TruthCase[] = [
  ...BAD_TYPES.flatMap((type) => [
    badSeccomp(`whose seccomp profile has the type ${quoted(type)}`, seccomp(bad(type)), {}),
    badSeccomp(`whose container has a seccomp profile of type ${quoted(type)}`, {}, seccomp(bad(type))),
  ]),
  badSeccomp('that is unconfined though its container is not', unconfined, runtimeDefault),
  badSeccomp('that is unconfined though its container has a profile of its own', unconfined, localhost),
  badSeccomp('whose container is unconfined where the pod says nothing', unset, unconfined),
  badSeccomp('whose container opts out of a profile on the node', localhost, unconfined),
  badSeccomp('that is unconfined at both levels', unconfined, unconfined),
  allowed({ name: 'with a seccomp profile on the node', pod: localhost }),
  allowed({ name: 'whose container has a seccomp profile on the node', container: localhost }),
  allowed({ name: 'whose container alone has a seccomp profile', pod: unset, container: runtimeDefault }),
  allowed({ name: 'whose container alone has a profile on the node', pod: unset, container: localhost }),
  allowed({
    name: 'with a null profile but one at its container',
    pod: seccomp(null),
    container: runtimeDefault,
  }),
  allowed({ name: 'whose container has a null profile', pod: runtimeDefault, container: seccomp(null) }),
  noSeccomp('without a seccomp profile', unset, {}),
  noSeccomp('whose seccomp profile is null', seccomp(null), {}),
  noSeccomp('whose seccomp profiles are null at both levels', seccomp(null), seccomp(null)),
  noSeccomp('whose seccomp profile is null at its container alone', unset, seccomp(null)),
];

function badSeccomp(name: string, pod: JsonObject, container: JsonObject): TruthCase {
  return {
    name,
    pod,
    container,
    baseline: { seccompProfile_baseline: 'from 1.19' },
    restricted: { seccompProfile_restricted: 'from 1.19' },
  };
}

function noSeccomp(name: string, pod: JsonObject, container: JsonObject): TruthCase {
  return forbiddenByRestricted({ name, pod, container }, { seccompProfile_restricted: 'from 1.19' });
}

const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io';

const seccompAnnotations: readonly TruthCase[] = [
  ...['unconfined', 'RuntimeDefault', 'Localhost', 'localhost', 'runtime/default ', ''].flatMap((value) => [
    badAnnotation(`with the seccomp annotation "${value}"`, { [SECCOMP_OF_POD]: value }),
    badAnnotation(`whose container has the seccomp annotation "${value}"`, {
      [`${SECCOMP_OF_CONTAINER}/app`]: value,
    }),
  ]),
  ...['runtime/default', 'docker/default', 'localhost/it.json', 'localhost/'].flatMap((value) => [
    allowed({ name: `with the seccomp annotation "${value}"`, annotations: { [SECCOMP_OF_POD]: value } }),
    allowed({
      name: `whose container has the seccomp annotation "${value}"`,
      annotations: { [`${SECCOMP_OF_CONTAINER}/app`]: value },
    }),
  ]),
  badAnnotation('that annotates an unconfined container and a confined pod', {
    [SECCOMP_OF_POD]: 'runtime/default',
    [`${SECCOMP_OF_CONTAINER}/app`]: 'unconfined',
  }),
  badAnnotation('that annotates a confined container and an unconfined pod', {
    [SECCOMP_OF_POD]: 'unconfined',
    [`${SECCOMP_OF_CONTAINER}/app`]: 'runtime/default',
  }),
  allowed({
    name: 'with a seccomp annotation for a container it does not have',
    annotations: { [`${SECCOMP_OF_CONTAINER}/nobody`]: 'unconfined' },
  }),
  forbiddenByRestricted(
    {
      name: 'whose seccomp annotation stands for the field',
      annotations: { [SECCOMP_OF_POD]: 'runtime/default' },
      pod: unset,
    },
    { seccompProfile_restricted: 'from 1.19' },
  ),
  {
    name: 'that is unconfined by annotation and by field',
    annotations: { [SECCOMP_OF_POD]: 'unconfined' },
    pod: unconfined,
    baseline: { seccompProfile_baseline: 'always' },
    restricted: { seccompProfile_baseline: 'to 1.18', seccompProfile_restricted: 'from 1.19' },
  },
];

function badAnnotation(name: string, annotations: JsonObject): TruthCase {
  return forbiddenByBoth({ name, annotations }, { seccompProfile_baseline: 'to 1.18' });
}

const appArmor = (profile: JsonObject | null): JsonObject => ({
  securityContext: { appArmorProfile: profile },
});
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io';

const appArmorFields: readonly TruthCase[] = [
  ...BAD_TYPES.flatMap((type) => [
    forbiddenByBoth(
      { name: `whose AppArmor profile has the type ${quoted(type)}`, pod: appArmor(bad(type)) },
      { appArmorProfile: 'always' },
    ),
    forbiddenByBoth(
      {
        name: `whose container has an AppArmor profile of type ${quoted(type)}`,
        container: appArmor(bad(type)),
      },
      { appArmorProfile: 'always' },
    ),
  ]),
  forbiddenByBoth(
    {
      name: 'without AppArmor though its container has a profile',
      pod: appArmor({ type: 'Unconfined' }),
      container: appArmor({ type: 'RuntimeDefault' }),
    },
    { appArmorProfile: 'always' },
  ),
  forbiddenByBoth(
    {
      name: 'whose container opts out of AppArmor',
      pod: appArmor({ type: 'RuntimeDefault' }),
      container: appArmor({ type: 'Unconfined' }),
    },
    { appArmorProfile: 'always' },
  ),
  ...[{ type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'it' }, null].flatMap((profile) => [
    allowed({ name: `with the AppArmor profile ${JSON.stringify(profile)}`, pod: appArmor(profile) }),
    allowed({
      name: `whose container has the AppArmor profile ${JSON.stringify(profile)}`,
      container: appArmor(profile),
    }),
  ]),
];

const appArmorAnnotations: readonly TruthCase[] = [
  ...['unconfined', 'docker/default', 'RuntimeDefault', 'localhost', 'runtime/default '].map((value) =>
    forbiddenByBoth(
      { name: `with the AppArmor annotation "${value}"`, annotations: { [`${APP_ARMOR}/app`]: value } },
      { appArmorProfile: 'always' },
    ),
  ),
  ...['runtime/default', 'localhost/it', 'localhost/', ''].map((value) =>
    allowed({
      name: `with the AppArmor annotation "${value}"`,
      annotations: { [`${APP_ARMOR}/app`]: value },
    }),
  ),
  forbiddenByBoth(
    {
      name: 'with an AppArmor annotation for a container it does not have',
      annotations: { [`${APP_ARMOR}/nobody`]: 'unconfined' },
    },
    { appArmorProfile: 'always' },
  ),
  forbiddenByBoth(
    {
      name: 'whose second AppArmor annotation is not allowed',
      annotations: { [`${APP_ARMOR}/app`]: 'runtime/default', [`${APP_ARMOR}/other`]: 'unconfined' },
    },
    { appArmorProfile: 'always' },
  ),
  forbiddenByBoth(
    {
      name: 'whose AppArmor annotation contradicts its field',
      annotations: { [`${APP_ARMOR}/app`]: 'unconfined' },
      pod: appArmor({ type: 'RuntimeDefault' }),
    },
    { appArmorProfile: 'always' },
  ),
  allowed({
    name: 'with annotations that are none of AppArmor',
    annotations: {
      'apparmor.security.beta.kubernetes.io/app': 'unconfined',
      [APP_ARMOR]: 'unconfined',
      'container.apparmor.example/app': 'unconfined',
    },
  }),
];

function bad(type: Json | undefined): JsonObject {
  return type === undefined ? {} : { type };
}

function quoted(type: Json | undefined): string {
  return type === undefined ? 'of nothing' : JSON.stringify(type);
}

/** The checks of seccomp and AppArmor, by field and by annotation. */
export const profiles: readonly TruthCase[] = [
  ...seccompFields,
  ...seccompAnnotations,
  ...appArmorFields,
  ...appArmorAnnotations,
  allowed({ name: 'without annotations', annotations: {} }),
  allowed({ name: 'with an annotation of its own', annotations: { 'example.com/seccomp': 'unconfined' } }),
];
