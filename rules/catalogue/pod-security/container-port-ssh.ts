import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'container-port-ssh',
    chapter: 'pod-security',
    scope: 'container',
    title: 'SSH server in a container',
    summary: 'containers that serve port 22, the port of SSH',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Removing the port from the list does not stop the server; that is started in the image.
    `,
    standards: {
      owasp: { '2025': ['K01'] },
      attack: ['T1021.004'],
    },
    whereWritten: ['containerPort'],
    why: `
      An SSH server is a second way into the container that knows nothing of the cluster: its keys and
      passwords are not in RBAC, its sessions not in the audit log. Who has one of its keys stays in
      after losing access to the API.
    `,
    whenNotToFix: `
      Git servers, SFTP servers and jump hosts exist to serve SSH.
    `,
    examples: [
      {
        title: 'A container with an SSH server',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shell
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                ports:
                  - containerPort: 8080
                  - name: ssh
                    containerPort: 22
          #                        ^^ Container serves port 22, the port of SSH
              - name: tools
                image: registry.example/tools:1.0
                ports:
                  - {containerPort: 22, protocol: TCP}
          #                         ^^ Container serves port 22, the port of SSH
        `,
      },
      {
        title: 'Port 22 of UDP, which is none of SSH',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shell
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                ports:
                  - containerPort: 2222
                    name: ssh
                  - containerPort: 22
                    protocol: UDP
        `,
      },
    ],
  },

  *check({ ports }) {
    for (const port of ports) {
      if (port.knownInteger('containerPort') !== 22) continue;
      const protocol = port.string('protocol');
      const isTcp = protocol.state === 'absent' || isKnown(protocol, 'TCP');
      if (!isTcp) continue;
      yield { at: port.integer('containerPort'), message: 'Container serves port 22, the port of SSH' };
    }
  },
});
