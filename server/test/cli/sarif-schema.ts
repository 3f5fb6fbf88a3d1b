type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1 };
const count: Schema = { type: 'integer', minimum: 1 };
const message = object({ text });
const level: Schema = { enum: ['none', 'note', 'warning', 'error'] };
const page: Schema = { type: 'string', pattern: '^https://[!-~]+$' };

const artifact: Schema = {
  anyOf: [
    object({
      uri: { type: 'string', pattern: "^(?!/|\\.\\./)[\\w.~!$&'()*+,;=@%/-]+$" },
      uriBaseId: { const: 'SRCROOT' },
    }),
    object({ uri: { type: 'string', pattern: '^file:///[!-~]+$' } }),
  ],
};
const region = object({ startLine: count, startColumn: count, endLine: count, endColumn: count });
const physicalLocation = object({ artifactLocation: artifact, region });
const logicalLocation = object({
  name: text,
  fullyQualifiedName: text,
  kind: { enum: ['resource', 'property', 'element'] },
});

const fix = object({
  description: message,
  artifactChanges: list(
    object({
      artifactLocation: artifact,
      replacements: list(object({ deletedRegion: region }, { insertedContent: message })),
    }),
  ),
  properties: object({ safety: { enum: ['safe', 'unsafe'] } }),
});

const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: list(object({ physicalLocation, logicalLocations: list(logicalLocation) })),
    partialFingerprints: object({ 'kubeHarden/v1': { type: 'string', pattern: '^[0-9a-f]{16}$' } }),
  },
  {
    fixes: list(fix),
    relatedLocations: list(object({ id: { type: 'integer', minimum: 0 }, physicalLocation, message })),
    properties: object({ also: list(text) }),
  },
);

const rule = object(
  {
    id: { type: 'string', pattern: '^[a-z0-9-]+$' },
    name: { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$' },
    shortDescription: message,
    fullDescription: message,
    help: object({ text, markdown: text }),
    helpUri: page,
    defaultConfiguration: object({ level }),
    properties: object({
      tags: { ...list(text), maxItems: 10 },
      precision: { enum: ['very-high', 'high', 'medium', 'low'] },
      'security-severity': { type: 'string', pattern: '^(?:10|[0-9])\\.[0-9]$' },
      standards: { type: 'object' },
      fix: { enum: ['safe', 'unsafe', 'assist', 'none'] },
    }),
  },
  { deprecatedIds: list(text) },
);

const driver = object({
  name: text,
  informationUri: page,
  semanticVersion: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+' },
  version: text,
  rules: { ...list(rule), minItems: 0 },
});

const notification = object({
  descriptor: object({ id: text }),
  level,
  message,
  locations: list(object({ physicalLocation: object({ artifactLocation: artifact }, { region }) })),
});

const run = object({
  tool: object({ driver }),
  results: { type: 'array', items: result },
  invocations: list(
    object({
      executionSuccessful: { type: 'boolean' },
      toolExecutionNotifications: { type: 'array', items: notification },
    }),
  ),
  columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
  originalUriBaseIds: object({
    SRCROOT: object({ uri: { type: 'string', pattern: '^file:///([!-~]*/)?$' } }),
  }),
});

/**
 * What SARIF 2.1.0 demands of what our logs use. It is closed: a property that is not named here is a mistake, so that a
 * misspelt one cannot pass for an extension.
 */
export const sarifSchema = object({
  $schema: {
    const: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  },
  version: { const: '2.1.0' },
  runs: { ...list(run), maxItems: 1 },
});

function object(
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  const properties = { ...required, ...optional };
  return { type: 'object', required: Object.keys(required), properties, additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: 'array', minItems: 1, uniqueItems: true, items };
}
