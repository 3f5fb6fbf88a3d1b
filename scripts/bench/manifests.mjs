import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The texts of the YAML files below a folder; without one, made-up ones. */
export function manifests(folder) {
  return folder === undefined ? generated() : read(folder);
}

function read(from) {
  return readdirSync(from, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath ?? entry.path, entry.name), 'utf8'));
}

function generated() {
  return Array.from({ length: 200 }, (_, n) =>
    [
      'apiVersion: apps/v1',
      'kind: Deployment',
      `metadata: {name: app-${n}}`,
      'spec:',
      '  selector: {matchLabels: {app: a}}',
      '  template:',
      '    spec:',
      ...(n % 3 === 0 ? ['      hostNetwork: true'] : []),
      '      containers:',
      ...Array.from({ length: (n % 4) + 1 }, (_each, c) => [
        `        - name: c${c} # the ${c}th`,
        `          image: registry.example/app:${n % 5 === 0 ? 'latest' : `1.${n}`}`,
        '          env:',
        '            - {name: MODE, value: fast}',
        '          securityContext:',
        `            privileged: ${n % 7 === 0}`,
      ]).flat(),
      '---',
      'apiVersion: v1',
      'kind: Service',
      `metadata: {name: app-${n}}`,
      'spec: {ports: [{port: 80}]}',
      '',
    ].join('\n'),
  );
}
