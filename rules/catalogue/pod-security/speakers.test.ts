import { describe, expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import type { ProfileName } from '../../engine/rule';
import { rules } from '../../index';
import { sourceOf } from '../../yaml/source';

describe('one rule speaks for', () => {
  test.each([
    [
      'ALL that is dropped in small letters',
      'capabilities: {drop: [all]}',
      'capabilities.drop.0',
      ['capability-name-malformed, also capabilities-drop-all: Capability all is not spelled ALL'],
    ],
    [
      'a harmless capability in small letters',
      'capabilities: {drop: [ALL], add: [chown]}',
      'capabilities.add.0',
      [
        'capability-not-in-baseline, also capability-name-malformed, capability-not-in-restricted: Capability chown is not spelled CHOWN',
      ],
    ],
    [
      'a dangerous capability under its kernel name',
      'capabilities: {drop: [ALL], add: [CAP_BPF]}',
      'capabilities.add.0',
      [
        'capability-not-in-baseline, also capability-dangerous, capability-name-malformed, capability-not-in-restricted: Capability CAP_BPF lets the container load BPF programs into the kernel',
      ],
    ],
    [
      'NET_RAW that is taken back',
      'capabilities: {drop: [ALL], add: [NET_RAW]}',
      'capabilities.add.0',
      [
        'capability-not-in-baseline, also capability-net-raw, capability-not-in-restricted: Capability NET_RAW is not allowed by Pod Security Baseline',
      ],
    ],
    [
      'capabilities that are kept',
      'capabilities: {drop: [MKNOD]}',
      'capabilities.drop',
      ['capabilities-drop-all: Container keeps capabilities: ALL is not among those it drops'],
    ],
    [
      'a user that is ruled out',
      'runAsNonRoot: true, runAsUser: 0',
      'runAsUser',
      [
        'run-as-non-root-conflict, also run-as-user-root: Container never starts: runAsUser is 0, and runAsNonRoot is true',
      ],
    ],
    [
      'a seccomp profile that names no file',
      'seccompProfile: {type: Localhost}',
      'seccompProfile',
      ['seccomp-localhost-profile-missing: Seccomp profile of type Localhost names no file'],
    ],
    [
      'a seccomp profile out of its folder',
      'seccompProfile: {type: Localhost, localhostProfile: /a}',
      'seccompProfile',
      [
        "seccomp-localhost-profile-missing, also seccomp-profile-localhost: Seccomp profile /a is not a path below the kubelet's folder",
      ],
    ],
    [
      'an unmasked /proc',
      'procMount: Unmasked',
      'procMount',
      [
        'proc-mount-not-default, also host-users-conflict: API server refuses procMount: Unmasked without hostUsers: false',
      ],
    ],
  ])('%s', (_, context, path, expected) => {
    expect(spokenAbout(`spec.containers.0.securityContext.${path}`, podOf(context))).toEqual(expected);
  });

  test('a field of Linux in a Windows pod', () => {
    expect(
      spokenAbout(
        'spec.containers.0.securityContext.privileged',
        podOf('privileged: true', 'os: {name: windows}'),
      ),
    ).toEqual([
      'windows-pod-linux-security-field, also privileged-container: API server refuses privileged in a Windows pod',
    ]);
  });
});

test('dropping NET_RAW is asked for where dropping ALL is not', () => {
  const path = 'spec.containers.0.securityContext.capabilities.drop';
  expect(spokenAbout(path, podOf('capabilities: {drop: [MKNOD]}'), 'all', ['capabilities-drop-all'])).toEqual(
    ['capability-net-raw: Container can forge packets: it does not drop NET_RAW'],
  );
});

function podOf(context: string, more = 'restartPolicy: Always'): string {
  const container = `{name: app, image: 'registry.example/app:2.0', securityContext: {${context}}}`;
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  ${more}\n  containers: [${container}]\n`;
}

/** What is said about a path or below it, by which rules. */
function spokenAbout(
  path: string,
  text: string,
  profile: ProfileName = 'all',
  off: readonly string[] = [],
): readonly string[] {
  const severities = Object.fromEntries(off.map((id) => [id, 'off' as const]));
  const { problems } = lint(sourceOf('x.yaml', text), rules, { ...defaultOptions, profile, severities });
  return problems
    .filter(({ place }) => `${place.path.join('.')}.`.startsWith(`${path}.`))
    .map(
      ({ rule, also, message }) =>
        `${[rule, also.join(', ')].filter((text) => text !== '').join(', also ')}: ${message}`,
    );
}
