/** @typedef {import('./random.mjs').Random} Random */

/**
 * A template of a Helm chart of at least so many characters, as charts are written: whole files in a condition, names and
 * labels from helpers, lists from values.
 * @param {Random} random
 * @param {number} size
 */
export function template(random, size) {
  const chart = random.words(1);
  const isWorkload = random.isTrue(0.4) || size > 3000;
  const body = isWorkload ? deployment(random, chart, size) : service(random, chart);
  const lines = random.isTrue(0.6)
    ? [`{{- if .Values.${chart}.enabled }}`, ...body, '{{- end }}']
    : [`{{/* ${random.words(6)} */}}`, ...body];
  return `${lines.join('\n')}\n`;
}

/**
 * @param {string} chart
 * @param {string} api
 * @param {string} kind
 */
const head = (chart, api, kind) => [
  `apiVersion: ${api}`,
  `kind: ${kind}`,
  'metadata:',
  `  name: {{ include "${chart}.fullname" . }}`,
  '  namespace: {{ .Release.Namespace | quote }}',
  '  labels:',
  `    {{- include "${chart}.labels" . | nindent 4 }}`,
  '  {{- with .Values.annotations }}',
  '  annotations:',
  '    {{- toYaml . | nindent 4 }}',
  '  {{- end }}',
];

/**
 * @param {Random} random
 * @param {string} chart
 */
function service(random, chart) {
  return [
    ...head(chart, 'v1', 'Service'),
    'spec:',
    '  type: {{ .Values.service.type }}',
    '  ports:',
    `    - port: {{ .Values.service.port | default ${8000 + random.below(100)} }}`,
    '  selector:',
    `    {{- include "${chart}.selectorLabels" . | nindent 4 }}`,
  ];
}

/**
 * @param {Random} random
 * @param {string} chart
 * @param {number} size
 */
function deployment(random, chart, size) {
  const lines = [
    ...head(chart, 'apps/v1', 'Deployment'),
    'spec:',
    '  {{- if not .Values.autoscaling.enabled }}',
    '  replicas: {{ .Values.replicaCount }}',
    '  {{- end }}',
    '  selector:',
    '    matchLabels:',
    `      {{- include "${chart}.selectorLabels" . | nindent 6 }}`,
    '  template:',
    '    metadata:',
    '      labels:',
    `        {{- include "${chart}.selectorLabels" . | nindent 8 }}`,
    '    spec:',
    '      {{- with .Values.imagePullSecrets }}',
    '      imagePullSecrets:',
    '        {{- toYaml . | nindent 8 }}',
    '      {{- end }}',
    '      containers:',
  ];
  do lines.push(...container(random));
  while (lines.join('\n').length < size);
  return lines;
}

/** @param {Random} random */
function container(random) {
  const name = random.words(1);
  const lines = [
    `        - name: {{ .Chart.Name }}-${name}`,
    `          image: "{{ .Values.${name}.repository }}:{{ .Values.${name}.tag | default .Chart.AppVersion }}"`,
    '          securityContext:',
    '            {{- toYaml .Values.securityContext | nindent 12 }}',
    '          env:',
  ];
  const variables = random.below(12);
  for (let count = 0; count < variables; count++) {
    lines.push(`            - name: ${random.words(1).toUpperCase()}`);
    lines.push(`              value: {{ .Values.${name}.${random.words(1)} | quote }}`);
  }
  return [
    ...lines,
    `            {{- range $key, $value := .Values.${name}.env }}`,
    '            - name: {{ $key }}',
    '              value: {{ $value | quote }}',
    '            {{- end }}',
    '          {{- if .Values.resources }}',
    '          resources:',
    '            {{- toYaml .Values.resources | nindent 12 }}',
    '          {{- end }}',
  ];
}
