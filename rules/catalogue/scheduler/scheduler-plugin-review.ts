import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

/** The plugins that the scheduler of Kubernetes has, or once had. */
const OWN_PLUGINS: ReadonlySet<string> = new Set([
  'AzureDiskLimits',
  'CinderLimits',
  'DefaultBinder',
  'DefaultPreemption',
  'DynamicResources',
  'EBSLimits',
  'GCEPDLimits',
  'GangScheduling',
  'ImageLocality',
  'InterPodAffinity',
  'NodeAffinity',
  'NodeDeclaredFeatures',
  'NodeName',
  'NodePorts',
  'NodePreferAvoidPods',
  'NodeResourcesBalancedAllocation',
  'NodeResourcesFit',
  'NodeResourcesLeastAllocated',
  'NodeResourcesMostAllocated',
  'NodeUnschedulable',
  'NodeVolumeLimits',
  'PodTopologySpread',
  'PrioritySort',
  'SchedulingGates',
  'SelectorSpread',
  'ServiceAffinity',
  'TaintToleration',
  'VolumeBinding',
  'VolumeRestrictions',
  'VolumeZone',
]);

export default defineRule({
  meta: {
    id: 'scheduler-plugin-review',
    chapter: 'scheduler',
    scope: 'KubeSchedulerConfiguration',
    title: 'Scheduler plugin of another origin',
    summary: 'plugins that are not part of Kubernetes and decide which pod is scheduled where',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: 'Whether a plugin does what it should is seen in its code, not in the configuration.',
    standards: { cwe: ['CWE-829'] },
    why: `
      Plugins of the queue, of the filters and of the permits run inside the scheduler and see every pod. One that
      is wrong, or that an attacker wrote, brings pods to nodes that they must not share, holds pods back for ever
      or lets none through.

      Plugins at \`multiPoint\` are reported too: they take part in each of these steps that they know.
    `,
    whenNotToFix: `
      When somebody has read the plugin's code and the image of the scheduler comes from where that was built.
    `,
    examples: [
      {
        title: 'Plugins that Kubernetes does not have',
        manifest: `
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          profiles:
            - plugins:
                queueSort:
                  enabled:
                    - name: Coscheduling
          #                 ^^^^^^^^^^^^ Plugin Coscheduling at queueSort is not part of Kubernetes
                multiPoint:
                  enabled:
                    - name: CapacityScheduling
          #                 ^^^^^^^^^^^^^^^^^^ Plugin CapacityScheduling at multiPoint is not part of Kubernetes
        `,
      },
      {
        title: 'Plugins of Kubernetes, plugins that only score, and plugins that are turned off',
        manifest: `
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          profiles:
            - plugins:
                filter:
                  enabled:
                    - name: NodeResourcesFit
                    - name: "{{ .Values.plugin }}"
                  disabled:
                    - name: Coscheduling
                score:
                  enabled:
                    - name: Coscheduling
        `,
      },
    ],
  },

  *check(configuration) {
    for (const profile of configuration.root.maps('profiles')) {
      for (const point of ['queueSort', 'filter', 'permit', 'multiPoint']) {
        for (const plugin of profile.map('plugins').map(point).maps('enabled')) {
          const at = plugin.string('name');
          const name = knownValue(at);
          if (name === undefined || OWN_PLUGINS.has(name)) continue;
          yield { at, message: `Plugin ${name} at ${point} is not part of Kubernetes` };
        }
      }
    }
  },
});
