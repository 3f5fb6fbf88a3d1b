import type { Component, ComponentName } from '../../kubernetes/component';

const NAMES: Readonly<Partial<Record<ComponentName, string>>> = {
  'kube-controller-manager': 'Controller manager',
  'kube-scheduler': 'Scheduler',
};

/** What messages call a component that serves as the controller manager and the scheduler do; undefined for the others. */
export function componentNameOf({ name }: Component): string | undefined {
  return NAMES[name];
}
