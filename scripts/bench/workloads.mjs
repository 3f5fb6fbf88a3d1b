/** @typedef {import('./random.mjs').Random} Random */

const kinds = [
  'Deployment',
  'Deployment',
  'Deployment',
  'Pod',
  'Pod',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
];
const apis = { Pod: 'v1', Job: 'batch/v1', CronJob: 'batch/v1' };

/**
 * An object that carries a pod, hardened by chance, of about so many characters.
 * @param {Random} random
 * @param {number} size
 */
export function workload(random, size) {
  const kind = random.pick(kinds);
  const name = random.name();
  const head = [
    `apiVersion: ${apis[kind] ?? 'apps/v1'}`,
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    `  namespace: ${random.pick(['shop', 'bank', 'default', 'monitoring'])}`,
    '  labels:',
    `    app.kubernetes.io/name: ${name}`,
    'spec:',
  ];
  const spec = podSpec(random, size - 250, name);
  if (kind === 'Pod') return text([...head, ...indented(spec, 2)]);
  const template = [
    'template:',
    '  metadata:',
    '    labels:',
    `      app: ${name}`,
    '  spec:',
    ...indented(spec, 4),
  ];
  if (kind === 'Job') return text([...head, ...indented(template, 2)]);
  if (kind === 'CronJob') {
    const job = ['schedule: "0 3 * * *"', 'jobTemplate:', '  spec:', ...indented(template, 4)];
    return text([...head, ...indented(job, 2)]);
  }
  const selector = [`replicas: ${random.below(5)}`, 'selector:', '  matchLabels:', `    app: ${name}`];
  return text([...head, ...indented([...selector, ...template], 2)]);
}

/**
 * Containers until the size is reached, then what all of them share. What is small leaves most out, as people do.
 * @param {Random} random
 * @param {number} size
 * @param {string} name
 */
function podSpec(random, size, name) {
  const lines = [];
  const hasVolumes = size > 500;
  if (random.isTrue(0.5)) lines.push(`serviceAccountName: ${name}`);
  if (random.isTrue(0.1)) lines.push('hostNetwork: true');
  if (random.isTrue(0.2)) lines.push('automountServiceAccountToken: false');
  if (random.isTrue(0.3)) lines.push('securityContext:', '  runAsNonRoot: true', '  fsGroup: 2000');
  lines.push('containers:');
  const room = size - (hasVolumes ? 120 : 0);
  let length = 0;
  do {
    const one = indented(container(random, room - length, hasVolumes), 2);
    lines.push(...one);
    length += one.join('\n').length;
  } while (length < room * 0.8);
  if (!hasVolumes) return lines;
  lines.push('volumes:', '  - name: data', '    emptyDir: {}', '  - name: config', '    configMap:');
  lines.push(`      name: ${name}-config`);
  if (random.isTrue(0.1)) lines.push('  - name: host', '    hostPath:', '      path: /var/log');
  return lines;
}

/**
 * @param {Random} random
 * @param {number} size
 * @param {boolean} hasVolumes
 */
function container(random, size, hasVolumes) {
  const tag = random.pick(['1.4.2', '2.0', 'latest', `0.${random.below(40)}.1`]);
  const lines = [`- name: ${random.name()}`, `  image: registry.example/${random.name()}:${tag}`];
  const room = () => size - lines.join('\n').length;
  for (const part of parts(random)) if (room() > part.join('\n').length) lines.push(...part);
  if (hasVolumes) lines.push('  volumeMounts:', '    - name: data', '      mountPath: /data');
  // Long manifests are long by their variables, and by having more containers.
  const variables = Math.min(20, Math.floor(room() / 70));
  if (variables > 0) lines.push('  env:');
  for (let count = 0; count < variables; count++) {
    lines.push(`    - name: ${random.words(2).toUpperCase().replace(' ', '_')}`);
    lines.push(`      value: "${random.words(3)}"`);
  }
  return lines;
}

/**
 * What a container may have besides its image, what is most common first.
 * @param {Random} random
 * @returns {readonly (readonly string[])[]}
 */
function parts(random) {
  const nobody = random.isTrue(0.6);
  const limits = ['    limits:', '      cpu: 500m', '      memory: 256Mi'];
  const requests = ['    requests:', '      cpu: 100m', '      memory: 128Mi'];
  const probes = ['liveness', 'readiness'].map((probe) => ({
    share: 0.6,
    part: [`  ${probe}Probe:`, '    httpGet:', '      path: /ready', '      port: 8080'],
  }));
  const all = [
    {
      share: 1,
      part: ['  ports:', `    - containerPort: ${8000 + random.below(1000)} # ${random.words(3)}`],
    },
    { share: 0.4, part: ['  imagePullPolicy: IfNotPresent'] },
    { share: 0.5, part: ['  args:', `    - --config=/etc/${random.name()}.yaml`, '    - "--verbose"'] },
    { share: 0.6, part: ['  resources:', ...limits, ...requests] },
    {
      share: 0.5,
      part: [
        '  securityContext:',
        `    allowPrivilegeEscalation: ${!nobody}`,
        `    readOnlyRootFilesystem: ${nobody}`,
        '    capabilities:',
        '      drop: ["ALL"]',
      ],
    },
    ...probes,
  ];
  return all.flatMap(({ share, part }) => (random.isTrue(share) ? [part] : []));
}

/**
 * @param {readonly string[]} lines
 * @param {number} by
 */
export function indented(lines, by) {
  const indent = ' '.repeat(by);
  return lines.map((line) => indent + line);
}

/** @param {readonly string[]} lines */
function text(lines) {
  return `${lines.join('\n')}\n`;
}
