import type { AnyRule } from '../../engine/rule';
import allowPrivilegeEscalation from '../pod-security/allow-privilege-escalation';
import appArmorProfileNotAllowed from '../pod-security/app-armor-profile-not-allowed';
import capabilitiesDropAll from '../pod-security/capabilities-drop-all';
import capabilityNotInBaseline from '../pod-security/capability-not-in-baseline';
import capabilityNotInRestricted from '../pod-security/capability-not-in-restricted';
import hostIpc from '../pod-security/host-ipc';
import hostNetwork from '../pod-security/host-network';
import hostPathVolume from '../pod-security/host-path-volume';
import hostPid from '../pod-security/host-pid';
import hostPort from '../pod-security/host-port';
import hostProbeHost from '../pod-security/host-probe-host';
import hostProcessContainer from '../pod-security/host-process-container';
import privilegedContainer from '../pod-security/privileged-container';
import procMountNotDefault from '../pod-security/proc-mount-not-default';
import runAsNonRoot from '../pod-security/run-as-non-root';
import runAsUserRoot from '../pod-security/run-as-user-root';
import seLinuxOptionsNotAllowed from '../pod-security/se-linux-options-not-allowed';
import seccompProfileMissing from '../pod-security/seccomp-profile-missing';
import seccompProfileNotAllowed from '../pod-security/seccomp-profile-not-allowed';
import sysctlNotAllowed from '../pod-security/sysctl-not-allowed';
import volumeTypeNotRestricted from '../pod-security/volume-type-not-restricted';

/** Every rule that states a control of the Pod Security Standards. Together they say what the admission controller would. */
export const podSecurityRules: readonly AnyRule[] = [
  allowPrivilegeEscalation,
  appArmorProfileNotAllowed,
  capabilitiesDropAll,
  capabilityNotInBaseline,
  capabilityNotInRestricted,
  hostIpc,
  hostNetwork,
  hostPathVolume,
  hostPid,
  hostPort,
  hostProbeHost,
  hostProcessContainer,
  privilegedContainer,
  procMountNotDefault,
  runAsNonRoot,
  runAsUserRoot,
  seLinuxOptionsNotAllowed,
  seccompProfileMissing,
  seccompProfileNotAllowed,
  sysctlNotAllowed,
  volumeTypeNotRestricted,
];
