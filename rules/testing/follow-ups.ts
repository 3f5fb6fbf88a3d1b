/** Rules whose fix leads to the next, lesser step, and the rules that then speak. */
export const FOLLOW_UPS: Readonly<Record<string, readonly string[]>> = {
  'apiserver-anonymous-auth': ['apiserver-config-file-not-mounted'],
  'apiserver-audit-log-path': [
    'apiserver-audit-log-not-persisted',
    'apiserver-audit-log-maxage',
    'apiserver-audit-log-maxbackup',
    'apiserver-audit-log-maxsize',
  ],
  'apiserver-audit-policy-file': ['apiserver-config-file-not-mounted'],
  'apiserver-encryption-provider-config': ['apiserver-config-file-not-mounted'],
  'audit-policy-exec-not-logged': ['audit-policy-catch-all-missing'],
  'audit-policy-secret-access-not-logged': ['audit-policy-catch-all-missing'],
  'capabilities-drop-all': ['privileged-container-port'],
  'capability-not-in-baseline': ['privileged-container-port'],
  'credential-in-config-map': ['secret-manifest-with-data'],
  'credential-in-env-value': ['secret-as-env-var'],
  'encryption-identity-first': [
    'encryption-identity-fallback',
    'encryption-local-key',
    'encryption-provider-aescbc',
    'encryption-provider-aesgcm',
  ],
  'encryption-key-committed': ['encryption-local-key'],
  'encryption-key-sample': ['encryption-local-key'],
  'encryption-secrets-not-covered': ['encryption-identity-fallback'],
  'git-repo-volume': [
    'app-armor-profile-missing',
    'empty-dir-size-limit-missing',
    'ephemeral-storage-limit-missing',
    'run-as-group-missing',
    'run-as-user-missing',
    'se-linux-options-missing',
  ],
  'host-ipc': ['host-users-not-isolated'],
  'host-network': ['host-users-not-isolated'],
  'host-pid': ['host-users-not-isolated'],
  'host-port': ['host-users-not-isolated'],
  'image-tag-latest': ['image-not-pinned-by-digest', 'image-pull-policy-not-always'],
  'namespace-psa-enforce-missing': ['namespace-psa-enforce-baseline'],
  'namespace-psa-enforce-privileged': ['namespace-psa-enforce-baseline'],
  'privileged-container': ['allow-privilege-escalation'],
  'read-only-root-filesystem': ['empty-dir-size-limit-missing'],
  'run-as-non-root': ['run-as-user-missing'],
  'run-as-non-root-conflict': ['run-as-user-missing'],
  'run-as-user-missing': ['supplemental-groups-policy-merge'],
  'se-linux-options-not-allowed': ['se-linux-options-missing'],
  'seccomp-annotation-removed': ['seccomp-profile-localhost'],
  'seccomp-localhost-profile-missing': ['seccomp-profile-localhost'],
  'security-context-missing': ['run-as-user-missing'],
  'service-load-balancer-public': ['service-node-port'],
  'windows-pod-linux-security-field': ['run-as-non-root'],
};

/** Where a fix takes away the last thing that a pod says about its security, the advice to say something follows. */
export const ALWAYS_FOLLOWS: readonly string[] = ['security-context-missing'];

/** Rules whose fix makes the API read what it has passed over: then rules speak about what is written there. */
export const REPAIRS: readonly string[] = [
  'namespace-psa-label-invalid',
  'network-policy-unknown-field',
  'security-context-wrong-level',
  'security-field-unknown',
  'security-field-wrong-type',
];
