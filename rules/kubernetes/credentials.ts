/** The head of a private key with the start of the key itself, which documentation leaves out. Line breaks may be escaped. */
const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr])*((?:[A-Z][A-Za-z-]+: |[A-Za-z0-9+/=]{16})[^-]{0,64})/;
/** The same in base64, which says the same as long as the head stands at the start. */
const ENCODED_PRIVATE_KEY =
  /\bLS0tLS1CRUdJTi(?:BQUklWQVRFIEtFWS|BSU0EgUFJJVkFURSBLRVkt|BFQyBQUklWQVRFIEtFWS|BPUEVOU1NIIFBSSVZBVEUgS0VZ|BFTkNSWVBURUQgUFJJVkFURSBLRVkt|BEU0EgUFJJVkFURSBLRVkt|BQR1AgUFJJVkFURSBLRVkg)[A-Za-z0-9+/=]{16}/;

/** The length of the shortest of these, one of Slack's. A URL with a password may be shorter. */
const SHORTEST_TOKEN = 15;

/**
 * What gives a credential away wherever it stands: what to call it, a text that is in all of them, which is quicker to look
 * for, and its pattern. A group in the pattern is the secret part.
 */
const FORMS: readonly (readonly [string, string, RegExp])[] = [
  ['a private key', '-----BEGIN ', PRIVATE_KEY],
  ['a private key', 'LS0tLS1CRUdJTi', ENCODED_PRIVATE_KEY],
  ['a JSON Web Token', 'eyJ', /\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]{6,}/],
  ['an AWS access key', 'IA', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a GitHub token', '_', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22})/],
  ['a GitLab token', 'glpat-', /\bglpat-[\w-]{20}/],
  ['a Slack token', 'xox', /\bxox[abpr]-[\w-]{10,}/],
  ['a Google API key', 'AIza', /\bAIza[\w-]{35}/],
  ['an Azure storage key', '==', /(?:\bAccountKey=|^)([A-Za-z0-9+/]{86}==)/],
  ['a URL with a password', '://', /:\/\/[^\s/?#:@]{0,256}:([^\s/@]{1,256})@/],
];

/** What is in every text with such a form, and in few others. */
const MAY_BE_FORM =
  /-----BEGIN |LS0tLS1CRUdJTi|eyJ|(?:AK|AS)IA|gh[pousr]_|github_pat_|glpat-|xox|AIza|==|:\/\//;

/** The last words of a name that asks for a credential. */
const NOUN =
  /(?:^| )(?:pass|requirepass|masterauth|pwd|secret|token|credentials?|[a-z]*(?:password|passwd|passphrase)s?|(?:api|access|private|secret) ?key|secret key base)$/;

/** What is in every name that asks for a credential, and in few others. */
const ASKING = /pass|masterauth|pwd|secret|token|credential|key|string/i;

/** Names that end in a noun, but ask for the name of a Secret. */
const REFERENCE = /(?:^| )(?:pull|tls|existing|ca|certs?|certificates?) secret$/;

/** Names of what is shown with a key of an object store, and is no secret itself. */
const IDENTIFIER = /(?:^| )(?:aws|minio|s3) access key$/;

/** What in a connection string is secret. */
const ASSIGNED = /(?:^|[;?&,\s])(?:password|pwd|accountkey|sharedaccess(?:key|signature))\s*=\s*([^;&,\s]+)/i;

/** Text that somebody or something is to replace before it is used. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^\s*$/,
  /<[^<>]*>/,
  /\$\{|\$\(|\{\{|\}\}/,
  /^(?:\$[\w.:/-]+|%\w+%|%(?:\(\w+\))?[sdvq]|@\w+@|__\w+__|\{[\w .-]+\}|\[[\w .-]+\]|#\{.*\}#?|\(\(.*\)\))$/,
  /^x{3,}$|x{4,}|\*{3,}|…|\.{3}/i,
  /^(?:replace[-_ ]?(?:me|this|with)|your[-_ ]?[a-z])|[-_ ]here$/i,
  // What vendors end the credentials of their documentation in.
  /EXAMPLE(?:KEY)?$/,
  /^(?:[A-Z]+(?:_[A-Z]+)+|SECRET|PASSWORD|TOKEN|KEY)$/,
  /^(?:todo|tbd|fixme|redacted)$/i,
];

/** Values that are no secret under any name. */
const PLAIN: readonly RegExp[] = [
  /^(?:true|false|yes|no|y|n|on|off|none|null|nil|undefined|enabled?|disabled?)$/i,
  /^(?:required|optional|always|never|auto|automatic|default|any|all|static|dynamic|random|strict)$/i,
  /^(?:basic|bearer|digest|jwt|oidc|oauth2?|ldap|saml|kerberos|vault|kubernetes|env|environment|file)$/i,
  /^(?:[hre]s(?:256|384|512)|sha-?(?:1|256|512)|md5|scram(?:-sha-(?:1|256|512))?|plain(?:text)?|m?tls)$/i,
  // How etcd is to make tokens.
  /^jwt(?:,[\w-]+=[^,]*)+$/i,
  /^[-+]?\d[\d_.,]*(?:e[-+]?\d+)?%?$/i,
  /^(?:\d+(?:\.\d+)?\s?(?:ns|us|µs|ms|s|m|h|d|w|y|(?:sec|second|min|minute|hour|day|week)s?)\s?)+$/i,
  // URLs; those with a password are known by their form.
  /^[a-z][a-z0-9+.:-]*:\/\/(?!.*[?&;](?:password|pwd|token|secret|sig)=)\S*$/i,
  // Absolute, relative and Windows paths; a base64 text with a slash has capitals or digits before it.
  /^(?:~|\.{1,2})?(?:\/[\w.@-]+)+\/?$/,
  /^[a-z][a-z_.-]*(?:\/[a-z][a-z0-9_.-]*)+(?:#\w+)?$/,
  /^[A-Za-z]:\\/,
  // References that something resolves, and text that is encrypted.
  /^(?:arn|vault|op|file|env|secretref|ref\+\w+):/i,
  /^ENC[[(]/,
];

/**
 * What credential an entry of this name with this value holds, as a noun with its article; undefined where it holds none
 * that can be told. Without a name only the value counts.
 */
export function credentialIn(name: string | undefined, value: string): string | undefined {
  const form = formIn(value);
  if (form !== undefined) return form.credential;
  if (name === undefined || !ASKING.test(name)) return undefined;
  const words = wordsOf(name);
  if (/(?:^| )connection ?string$/.test(words)) {
    return holds(ASSIGNED, value) ? 'a connection string with its key' : undefined;
  }
  return NOUN.test(words) && !REFERENCE.test(words) && !IDENTIFIER.test(words) && isLiteral(value)
    ? 'a literal credential'
    : undefined;
}

/** Whether a text may hold a credential, or a name that asks for one. Quick, and few texts do where it says so in vain. */
export function mayHoldCredential(text: string): boolean {
  return ASKING.test(text) || MAY_BE_FORM.test(text);
}

/** A credential that a text gives away by its form. */
export interface Form {
  /** What it is, as a noun with its article. */
  readonly credential: string;
  /** What shows it, one line of the text. */
  readonly text: string;
}

/** The credential that a text holds whatever it is for; undefined where there is none. */
export function formIn(text: string): Form | undefined {
  if (!MAY_BE_FORM.test(text) || (text.length < SHORTEST_TOKEN && !text.includes('://'))) return undefined;
  for (const [credential, mark, pattern] of FORMS) {
    const match = text.includes(mark) ? pattern.exec(text) : null;
    if (match !== null && !isPlaceholder(match[1] ?? match[0])) return { credential, text: lineOf(match[0]) };
  }
  return undefined;
}

/** The private key that a text of any length has in it. */
export function privateKeyIn(text: string): Form | undefined {
  const match = PRIVATE_KEY.exec(text);
  return match === null || isPlaceholder(match[1] ?? '')
    ? undefined
    : { credential: 'a private key', text: lineOf(match[0]) };
}

function lineOf(text: string): string {
  return text.split('\n', 1)[0]?.trimEnd() ?? '';
}

function holds(pattern: RegExp, value: string): boolean {
  const match = pattern.exec(value);
  return match !== null && !isPlaceholder(match[1] ?? match[0]);
}

/** The words of a name in lower case, without a number behind them: `db password` of `DB_PASSWORD_2` and `dbPassword`. */
function wordsOf(name: string): string {
  return name
    .replace(/[-_.\s]*\d+$/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Whether a value is neither empty nor a placeholder, nor a word, number, path or address that is no secret under any name. */
export function isLiteral(value: string): boolean {
  const text = value.trim();
  return !isPlaceholder(text) && !PLAIN.some((pattern) => pattern.test(text));
}

/** Whether somebody or something is to replace a value before it is used. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDERS.some((pattern) => pattern.test(value));
}
