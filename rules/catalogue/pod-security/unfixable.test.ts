import { describe, expect, test } from 'vitest';
import type { AnyRule } from '../../engine/rule';
import { optionsOf, problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import allowPrivilegeEscalation from './allow-privilege-escalation';
import appArmorProfileMissing from './app-armor-profile-missing';
import capabilitiesDropAll from './capabilities-drop-all';
import hostUsersConflict from './host-users-conflict';
import privilegeEscalationConflict from './privilege-escalation-conflict';
import seccompProfileMissing from './seccomp-profile-missing';
import windowsRunAsContainerAdministrator from './windows-run-as-container-administrator';

const MISSING: readonly AnyRule[] = [allowPrivilegeEscalation, capabilitiesDropAll, seccompProfileMissing];

describe.each(MISSING.map((rule) => [rule.meta.id, rule] as const))('%s', (_, rule) => {
  test('offers a fix where nothing stands against it', () => {
    expect(fixesOf(rule, podOf('{}'))).not.toEqual([]);
  });

  test('reports on a Windows pod under an old policy but fixes nothing, since the API server would refuse it', () => {
    expect(fixesOf(rule, podOf('{}', 'os: {name: windows}'), '1.24')).toEqual([]);
  });

  test('reports on a pod for Windows nodes but fixes nothing', () => {
    expect(fixesOf(rule, podOf('{}', 'nodeSelector: {kubernetes.io/os: windows}'))).toEqual([]);
  });
});

test.each([
  ['a privileged container', 'privileged: true'],
  ['a container that may be privileged', 'privileged: {{ .Values.privileged }}'],
  ['a container with SYS_ADMIN', 'capabilities: {add: [SYS_ADMIN]}'],
  ['a container with CAP_SYS_ADMIN', 'capabilities: {add: [CAP_SYS_ADMIN]}'],
  ['a container whose capabilities a chart chooses', 'capabilities: {add: {{ .Values.add }}}'],
])(
  'privilege escalation of %s is not fixed, since the API server or the kernel would not have it',
  (_, context) => {
    expect(fixesOf(allowPrivilegeEscalation, podOf(`{${context}}`))).toEqual([]);
  },
);

test('a missing seccomp profile is not fixed before 1.19, when the field did not exist', () => {
  expect(fixesOf(seccompProfileMissing, podOf('{}'), '1.18')).toEqual([]);
});

test('a missing AppArmor profile is not fixed before 1.30, when the field did not exist', () => {
  expect(fixesOf(appArmorProfileMissing, podOf('{}'), '1.29')).toEqual([]);
  expect(fixesOf(appArmorProfileMissing, podOf('{}'), '1.30')).not.toEqual([]);
});

test('privileged stays where mounts of the container need it', () => {
  const text = podOf('{privileged: true, allowPrivilegeEscalation: false}');
  const mount = '    volumeMounts: [{name: a, mountPath: /a, mountPropagation: Bidirectional}]\n';
  expect(fixesOf(privilegeEscalationConflict, text)).not.toEqual([]);
  expect(fixesOf(privilegeEscalationConflict, `${text}  ${mount}`)).toEqual([]);
});

test('an administrator of Windows stays one where its container is a process of the node', () => {
  const options = (more: string) =>
    podOf(`{windowsOptions: {runAsUserName: ContainerAdministrator, hostProcess: ${more}}}`);
  expect(fixesOf(windowsRunAsContainerAdministrator, options('false'))).not.toEqual([]);
  expect(fixesOf(windowsRunAsContainerAdministrator, options('true'))).toEqual([]);
});

test('an unmasked /proc gets a user namespace only where the pod shares no namespace of its node', () => {
  const text = (more: string) => podOf('{procMount: Unmasked}', more);
  expect(fixesOf(hostUsersConflict, text('hostPID: false'))).toHaveLength(2);
  expect(fixesOf(hostUsersConflict, text('hostPID: true'))).toHaveLength(1);
});

function podOf(securityContext: string, more = 'restartPolicy: Always'): string {
  return dedent(`
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      ${more}
      containers:
        - name: app
          image: registry.example/app:2.0
          securityContext: ${securityContext}
  `);
}

/** The fixes of the one problem that the rule has with the text. */
function fixesOf(rule: AnyRule, text: string, kubernetesVersion = 'latest') {
  const problems = problemsOf(text, rule, optionsOf({ kubernetesVersion }));
  expect(problems).toHaveLength(1);
  return problems.flatMap(({ fixes }) => fixes);
}
