import type { LintOptions } from './problem';

/** What holds where the user says nothing. */
export const defaultOptions: LintOptions = {
  profile: 'recommended',
  severities: {},
  only: [],
  ruleOptions: {},
  kubernetesVersion: 'latest',
  isPartial: false,
  closedWorld: false,
  allow: {},
  safeFixes: [],
  heedsIgnores: true,
  baselines: [],
};
