import { defineRule } from '../../engine/rule';
import { fixesOf } from '../option-check';

/** Gates that open something when they are on, and what that is. */
const RISKY_ON: ReadonlyMap<string, string> = new Map([
  ['AllAlpha', 'every feature that is still being tried out is on'],
  ['GitRepoVolumeDriver', 'gitRepo volumes run git as root on the node'],
  ['KMSv1', 'keys come from the first version of the KMS protocol'],
]);

/** Gates that protect, and what happens without. */
const RISKY_OFF: ReadonlyMap<string, string> = new Map([
  ['AppArmor', 'AppArmor profiles of containers are ignored'],
  ['AuthorizeNodeWithSelectors', 'a node may read the pods of all others'],
  ['KubeletEnsureSecretPulledImages', 'pods run private images that others have pulled'],
  ['KubeletFineGrainedAuthz', 'reading a pod list takes the right to run commands in pods'],
  ['PodSecurity', 'Pod Security admission is off'],
  ['SeccompDefault', 'containers without a seccomp profile may use every system call'],
  ['ValidatingAdmissionPolicy', 'admission policies are not enforced'],
]);

export default defineRule({
  meta: {
    id: 'component-feature-gate-risky',
    chapter: 'api-server',
    scope: 'component',
    title: 'Feature gate that weakens a component',
    summary: 'feature gates of a component that open an attack or turn a protection off',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-4'], owasp: { '2025': ['K01', 'K07'] }, cwe: ['CWE-1188'] },
    why: `
      Feature gates turn on what is not finished, and turn off what has become the rule. \`AllAlpha\` brings code that few
      have tried and nobody promises to mend; \`KMSv1\` and \`GitRepoVolumeDriver\` bring back what was taken out of use
      because it was unsafe. Gates of protections such as \`KubeletFineGrainedAuthz\` are there to give old clients time;
      while one is off, the attack it ended works again.

      The gate for the kubelet's serving certificate has rules of its own.
    `,
    whenNotToFix: `
      On a cluster where you try a feature out, and while a client is being moved that cannot work with a protection.
    `,
    examples: [
      {
        title: 'Gates of the API server',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              feature-gates: KMSv1=true,UserNamespacesSupport=true,AuthorizeNodeWithSelectors=false
          #                  ^^^^^^^^^^ Feature gate KMSv1=true: keys come from the first version of the KMS protocol
          #                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Feature gate AuthorizeNodeWithSelectors=false: a node may read the pods of all others
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              feature-gates: UserNamespacesSupport=true
        `,
      },
      {
        title: 'The only gate of the scheduler, and one among those of a kubelet',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: feature-gates
                value: AllAlpha=true
          #            ^^^^^^^^^^^^^ Feature gate AllAlpha=true: every feature that is still being tried out is on
              - name: v
                value: "2"
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          featureGates:
            KubeletFineGrainedAuthz: false
          #                          ^^^^^ Feature gate KubeletFineGrainedAuthz=false: reading a pod list takes the right to run commands in pods
            UserNamespacesSupport: true
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: v
                value: "2"
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          featureGates:
            UserNamespacesSupport: true
        `,
      },
      {
        title: 'The same gates the other way round, and one that is only beta',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, "--feature-gates=AllAlpha=false,PodSecurity=true,AllBeta=true"]
        `,
      },
    ],
  },
  *check(component) {
    const gates = component.option('feature-gates');
    const fixes = fixesOf(
      'Leave it at its default',
      'unsafe',
      gates.removeItems((gate) => riskOf(gate) !== undefined),
    );
    for (const gate of gates.items) {
      const risk = gate.state === 'known' ? riskOf(gate.value) : undefined;
      if (gate.state !== 'known' || risk === undefined) continue;
      yield { at: gate, message: `Feature gate ${gate.value}: ${risk}`, fixes };
    }
  },
});

/** What a gate such as `AllAlpha=true` brings about; undefined where that is nothing bad. */
function riskOf(gate: string): string | undefined {
  const [name = '', value = ''] = gate.split('=').map((part) => part.trim());
  if (/^(?:1|t|true)$/i.test(value)) return RISKY_ON.get(name);
  return /^(?:0|f|false)$/i.test(value) ? RISKY_OFF.get(name) : undefined;
}
