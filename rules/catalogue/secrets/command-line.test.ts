import { expect, test } from 'vitest';
import { credentialsOn } from './command-line';

function found(...items: (string | undefined)[]): readonly string[] {
  return credentialsOn(items).map(({ index, credential, name = '' }) =>
    `${index} ${credential} ${name}`.trimEnd(),
  );
}

test('an option with its value in one argument, or in the next', () => {
  expect(found('app', '--db-password=hunter2')).toEqual(['1 a literal credential --db-password']);
  expect(found('app', '-password', 'hunter2')).toEqual(['2 a literal credential -password']);
  expect(found('java', '-Dapp.datasource.password=hunter2', '-jar', 'app.jar')).toEqual([
    '1 a literal credential -Dapp.datasource.password',
  ]);
  expect(found('app', '--set=db.password=hunter2')).toEqual(['1 a literal credential db.password']);
  expect(found('app', '--db-password', undefined, 'hunter2')).toEqual([]);
});

test('a script has its words looked at, each command for itself', () => {
  expect(found('sh', '-c', 'export DB_PASSWORD="hunter2"; exec app')).toEqual([
    '2 a literal credential DB_PASSWORD',
  ]);
  expect(found('sh', '-c', "app \\\n  --token 'hunter2'\n")).toEqual(['2 a literal credential --token']);
  expect(found('sh', '-c', 'app --token\nhunter2')).toEqual([]);
  expect(found('sh', '-c', 'app # --token=hunter2')).toEqual([]);
  expect(found('sh -c', '--token', 'hunter2 now')).toEqual([]);
});

test('what gives itself away needs no option', () => {
  expect(found('app', 'postgres://shop:hunter2@db')).toEqual(['1 a URL with a password']);
  expect(found('sh', '-c', 'curl -u x https://a:hunter2@b --password=hunter2')).toEqual([
    '2 a URL with a password',
  ]);
});

test('the password of a MySQL client is joined to -p', () => {
  expect(found('mysqladmin', '-uroot', '-phunter2', 'ping')).toEqual(['2 a literal credential -p']);
  expect(found('sh', '-c', 'sleep 1; /usr/bin/mysql -phunter2')).toEqual(['2 a literal credential -p']);
  expect(found('sh', '-c', 'mariadb-admin -phunter2')).toEqual(['2 a literal credential -p']);
  for (const script of [
    'mysql -u root; ssh -pgateway host',
    'mkdir -pv dir',
    'mysql -p "$X"',
    'mysql -p$X',
  ]) {
    expect([script, ...found('sh', '-c', script)]).toEqual([script]);
  }
});

test.each([
  '--password=',
  '--password=""',
  '--password=$DB_PASSWORD',
  '--password="$DB_PASSWORD"',
  '--password=prefix-$DB_PASSWORD',
  '--password=`cat /run/secrets/db`',
  '--password=<password>',
  '--password-file=/run/secrets/db',
  '--token-ttl=24h',
  '--enable-token=true',
  '--print-token serve',
  '--no-password mydb',
  '--token --verbose',
  '--image-pull-secret=registry',
  'https://login.registry.example/?token=abc',
  'password hunter2',
])('%s is none', (text) => {
  expect(found('app', ...text.split(' '))).toEqual([]);
  expect(found('sh', '-c', `app ${text}`)).toEqual([]);
});

test('the word that holds it is told as it is written', () => {
  const [leak] = credentialsOn(['sh', '-c', "app -v\n  --token 'hunter2'"]);
  expect(leak?.text).toBe("'hunter2'");
  const [url] = credentialsOn(['sh', '-c', 'app -v\napp postgres://shop:hunter2@db']);
  expect(url?.text).toBe('://shop:hunter2@');
});

// What looks back over the whole script again and again does not end within the test's own time limit.
test('a long script ends, too', () => {
  for (const text of ['"', "'", '\\"', 'a=', '-p', ' # ', '$(', 'x '])
    expect(() => found('sh', `a ${text.repeat(50_000)}`)).not.toThrow();
});
