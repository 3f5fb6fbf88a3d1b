import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { underlinedIn } from '../../yaml/text-block';
import { credentialsOn } from './command-line';

export default defineRule({
  meta: {
    id: 'credential-in-args',
    chapter: 'secrets',
    scope: 'container',
    title: 'Credential on a command line',
    summary:
      "passwords, tokens and keys in a container's `command` or `args`, or in the commands of its probes and hooks",
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Only the program's author knows where else it takes the credential from: a file, or a variable
      that \`$(NAME)\` in an argument stands for.
    `,
    standards: {
      nsa: ['NET-7'],
      tob: ['TOB-K8S-TM05'],
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-214', 'CWE-798'],
    },
    whereWritten: ['args', 'command'],
    why: `
      Whoever may read the workload, the repository it lies in or its history has the credential. So has
      every process of the node that may list the others: command lines are open to all in \`/proc\`, and
      end up in logs and monitoring.

      The rule knows options and assignments by the last words of their names, such as \`--db-password\`
      or \`API_TOKEN=\`, the \`-p\` of MySQL's clients, and values that can be nothing else, such as a URL
      with a password. It looks into shell scripts too.
    `,
    whenNotToFix: `
      A password that protects nothing, as of a database in a test's own namespace, may stay.
    `,
    examples: [
      {
        title: 'An option, a script with a client of MySQL, a URL with a password, and a probe',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            initContainers:
              - name: migrate
                image: registry.example/migrate:2.0
                command: [sh, -c]
                args:
                  - |
                    until mysql -h db -u root -phunter2 </migrate.sql; do sleep 1; done
          #                                   ^^^^^^^^^ Command line holds a literal credential: -p
              - name: queue
                image: registry.example/queue:2.0
                command: ["setup", "amqp://shop:rabbit@queue:5672"] # for now
          #                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Command line holds a URL with a password
            containers:
              - name: app
                image: registry.example/app:2.0
                args:
                  - --cache-password=hunter2
          #         ^^^^^^^^^^^^^^^^^^^^^^^^ Command line holds a literal credential: --cache-password
                  - --api-token
                  - 3f786850e387550f
          #         ^^^^^^^^^^^^^^^^ Command line holds a literal credential: --api-token
                livenessProbe:
                  exec:
                    command: [ping-cache, --password, hunter2]
          #                                           ^^^^^^^ Command line holds a literal credential: --password
        `,
      },
      {
        title: 'What is filled in later, and options that look alike',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                command: [sh, -c, 'exec app --cache-password="$CACHE_PASSWORD" --no-password']
                args:
                  - --db-password=$(DB_PASSWORD)
                  - --api-token={{ .Values.token }}
                  - --password=<password>
                  - --password-file=/run/secrets/db
                  - --token-ttl=24h
                  - --image-pull-secret=registry
                  - --listen=https://shop.registry.example:8443
        `,
      },
    ],
  },

  *check(container) {
    const others = container.handlers
      .filter((handler) => handler.kindOf('exec') === 'mapping')
      .map((handler) => handler.map('exec').list('command').strings());
    for (const items of [container.commandLine, ...others]) {
      if (items.length === 0) continue;
      for (const { index, credential, name, text } of credentialsOn(items.map(knownValue))) {
        const item = items[index];
        if (item === undefined) continue;
        const message = `Command line holds ${credential}${name === undefined ? '' : `: ${name}`}`;
        yield { at: underlinedIn(item, text), message };
      }
    }
  },
});
