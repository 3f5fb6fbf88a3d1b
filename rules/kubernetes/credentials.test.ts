import { describe, expect, test } from 'vitest';
import { credentialIn } from './credentials';

describe('the name of an entry', () => {
  test.each([
    'DB_PASSWORD',
    'POSTGRES_PASSWORD',
    'PASSWORD',
    'PGPASSWORD',
    'MYSQL_PWD',
    'DB_PASS',
    'SSH_PASSPHRASE',
    'JWT_SECRET',
    'CLIENT_SECRET',
    'clientSecret',
    'AWS_SECRET_ACCESS_KEY',
    'SECRET_KEY',
    'SECRET_KEY_BASE',
    '--requirepass',
    '--masterauth',
    'API_KEY',
    'STORAGE_ACCESS_KEY',
    'APIKEY',
    'api-key',
    'stripe.api.key',
    'PRIVATE_KEY',
    'GITHUB_TOKEN',
    'OAuthToken',
    'CREDENTIALS',
    'DB_PASSWORD_2',
    'DB_PASSWORD2',
  ])('%s asks for a credential', (name) => {
    expect(credentialIn(name, 'hunter2-of-old')).toBe('a literal credential');
  });

  test.each([
    'PASSIVE_PORTS',
    'COMPASS_URL',
    'BYPASS_X',
    'BYPASS',
    'COMPASS',
    'OAUTH_PROVIDER',
    'AUTH',
    'BASIC_AUTH',
    'PASSWORD_FILE',
    'SECRET_PATH',
    'SECRET_NAME',
    'TOKEN_ENABLED',
    'TOKEN_TTL',
    'PASSWORD_POLICY',
    'TOKEN_ISSUER',
    'AWS_ACCESS_KEY_ID',
    'MINIO_ACCESS_KEY',
    'S3_ACCESS_KEY',
    'PUBLIC_KEY',
    'SORT_KEY',
    'SECRETARY',
    'IMAGE_PULL_SECRET',
    'existingSecret',
    'TLS_SECRET',
    'TOKENIZER',
    '',
  ])('%s does not', (name) => {
    expect(credentialIn(name, 'hunter2-of-old')).toBeUndefined();
  });
});

describe('the value of a password', () => {
  test.each([
    'changeme',
    'change_me',
    'hunter2',
    'postgres',
    'password',
    'correct horse battery staple',
    'p@ss/w0rd',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCY0123456789',
    'c2VjcmV0IQ==',
    '12ab34cd',
    '5f4dcc3b5aa765d61d8327deb882cf99',
    'https://hooks.registry.example/?token=f00ba1',
  ])('%s is one', (value) => {
    expect(credentialIn('DB_PASSWORD', value)).toBe('a literal credential');
  });

  test.each([
    '',
    ' ',
    '<password>',
    'Bearer <token>',
    '${DB_PASSWORD}',
    '$(DB_PASSWORD)',
    '$DB_PASSWORD',
    '{{ .Values.password }}',
    '$sso:oidc.clientSecret',
    '%DB_PASSWORD%',
    '%s',
    '%(password)s',
    '@PASSWORD@',
    '__PASSWORD__',
    '{password}',
    '[your password]',
    '#{Password}#',
    '((db-password))',
    'put-it-here',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'REPLACE_ME',
    'INSERT_DISCOVERY_TOKEN',
    'SECRET',
    'yourpassword',
    'replace-me',
    'REPLACEME',
    'replace-with-your-own',
    'YOUR_PASSWORD',
    'your-password-here',
    'xxx',
    'xxxx',
    'XXXXXXXX',
    'sk-xxxxxxxx',
    '********',
    '…',
    'abc...',
    'TODO',
    'true',
    'False',
    'yes',
    'disabled',
    'required',
    'optional',
    'bearer',
    'HS256',
    'jwt,priv-key=/etc/etcd/jwt-token.pem,sign-method=RS256,ttl=10m',
    '42',
    '3.5',
    '86400',
    '1_000',
    '30s',
    '1h30m',
    '15 minutes',
    'https://login.registry.example/oauth2/token',
    'http://vault:8200',
    'jdbc:postgresql://db:5432/shop',
    '/run/secrets/db-password',
    './password.txt',
    '~/.pgpass',
    'secret/data/db#password',
    'C:\\secrets\\password.txt',
    'vault:secret/data/db#password',
    'arn:aws:secretsmanager:eu-west-1:1234:secret:db',
    'ENC[AES256_GCM,data:abc]',
  ])('%s is none', (value) => {
    expect(credentialIn('DB_PASSWORD', value)).toBeUndefined();
  });
});

describe('a value that gives itself away', () => {
  test.each([
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n-----END PRIVATE KEY-----'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQ'],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEvQIBADANBgkqhkiG9w0BAQ',
    ],
    ['a private key', `LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSU${'FhYm'.repeat(8)}`],
    ['a private key', `LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSQ${'FhYm'.repeat(8)}`],
    ['a private key', `LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZLS0tLS0KTUlJ${'FhYm'.repeat(8)}`],
    ['a JSON Web Token', `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}`],
    ['an AWS access key', `AKIA${'ABCD'.repeat(4)}`],
    ['a GitHub token', `ghp_${'a1'.repeat(18)}`],
    ['a GitHub token', `github_pat_${'a1'.repeat(18)}`],
    ['a GitLab token', `glpat-${'a1'.repeat(10)}`],
    ['a Slack token', `xoxb-${'123-'.repeat(5)}`],
    ['a Google API key', `AIza${'a1_-b'.repeat(7)}`],
    ['an Azure storage key', `${'ab'.repeat(43)}==`],
    ['an Azure storage key', `AccountName=shop;AccountKey=${'ab'.repeat(43)}==`],
    ['a URL with a password', 'postgres://shop:hunter2@db:5432/shop'],
    ['a URL with a password', 'redis://:hunter2@cache:6379'],
    ['a URL with a password', '--url=amqp://guest:guest@queue --verbose'],
  ])('%s', (credential, value) => {
    expect(credentialIn('ANYTHING', value)).toBe(credential);
    expect(credentialIn(undefined, value)).toBe(credential);
  });

  test.each([
    '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl',
    '-----BEGIN PUBLIC KEY-----\nMIIDdzCCAl',
    '-----BEGIN PRIVATE KEY-----\n<your key>\n-----END PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----',
    'grep -q "BEGIN RSA PRIVATE KEY-----" key.pem',
    'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURkekNDQWwrZ0F3SUJBZ0lFQWdBQXVUQU5CZ2txaGtpRzl3MEJBUVVG',
    'eyJhbGciOiJIUzI1NiJ9',
    'AKIA',
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'x'.repeat(36)}`,
    `xoxb-${'x'.repeat(20)}`,
    'postgres://shop@db:5432/shop',
    'postgres://shop:${DB_PASSWORD}@db:5432/shop',
    'postgres://shop:<password>@db:5432/shop',
    'postgres://shop:xxxx@db:5432/shop',
    'http://registry.example:8080/a@b',
    'https://registry.example/?at=12:30@noon',
    'user:password@registry.example',
  ])('%s is none', (value) => {
    expect(credentialIn('ANYTHING', value)).toBeUndefined();
    expect(credentialIn(undefined, value)).toBeUndefined();
  });
});

test('a connection string is a credential if it has a key in it', () => {
  const name = 'ORDERS_CONNECTION_STRING';
  expect(credentialIn(name, 'Server=db;User Id=shop;Password=hunter2;')).toBe(
    'a connection string with its key',
  );
  expect(credentialIn(name, 'cache:6380,password=hunter2,ssl=True')).toBe('a connection string with its key');
  expect(credentialIn(name, 'Server=db;Database=shop;Integrated Security=true')).toBeUndefined();
  expect(credentialIn(name, 'Server=db;User Id=shop;Password=<password>;')).toBeUndefined();
});

// What looks back over the whole text again and again does not end within the test's own time limit.
test('a long text ends, too', () => {
  const texts = ['a.', '1m', 'x:', '://a:', '/a', 'eyJ', '<', 'eyJaaaaaa.', 'password=', '-----BEGIN A '];
  for (const text of texts) {
    expect(() => credentialIn('DB_PASSWORD', text.repeat(200_000))).not.toThrow();
  }
});
