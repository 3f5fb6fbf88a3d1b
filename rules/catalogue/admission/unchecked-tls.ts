/** What a word of a command line, a script or not, starts with, and where what belongs to it ends. */
const BEFORE = /(?:^|[\s;|&('"])/;
const FLAG = new RegExp(
  `${BEFORE.source}(--(?:kubelet-insecure-tls|insecure-skip-tls-verify|tls-skip-verify|tls-insecure))(?:=["']?(?:true|1))?(?=$|[\\s;|&)'"])`,
);
const VARIABLE = new RegExp(
  `${BEFORE.source}(NODE_TLS_REJECT_UNAUTHORIZED(?==["']?0(?:$|[\\s;'"]))|GIT_SSL_NO_VERIFY(?==["']?(?:1|true)(?:$|[\\s;'"])))`,
);

/** A call of curl in a script, up to what ends a command. A backslash goes on in the next line. */
const CURL = new RegExp(`${BEFORE.source}curl((?:\\\\\\n|[^;|&\\n])*)`, 'g');
/** Curl's switch, alone or among others that take no value. */
const CURL_FLAG =
  /(?:^|\s)(?:-[#0-46afgiIjJlLnNOpqRsSvZ]*k[#0-46afgiIjJklLnNOpqRsSvZ]*[A-Za-z]?|--insecure)(?=\s|$|["'])/;
const LOOPBACK = /^["']?(?:https:\/\/)?(?:localhost|127(?:\.\d+){3}|\[::1\])(?=[:/"'\s]|$)/;

/**
 * The setting by which a word of a command line keeps the program from checking certificates, as it is called in messages;
 * undefined where none does. A word may be a whole script. Calls of curl that stay in the pod do not count.
 */
export function uncheckedTlsIn(words: readonly string[], index: number): string | undefined {
  const word = words[index] ?? '';
  const named = FLAG.exec(word)?.[1] ?? VARIABLE.exec(word)?.[1];
  if (named !== undefined) return named;
  if (word.includes('curl') && [...word.matchAll(CURL)].some(([, rest = '']) => isUncheckedCurl(rest)))
    return 'curl -k';
  const isCurl = /(?:^|\/)curl$/.test(words[0] ?? '');
  const isSwitch = isCurl && index > 0 && CURL_FLAG.test(word) && !/\s/.test(word);
  return isSwitch && isUncheckedCurl(words.slice(1).join(' ')) ? 'curl -k' : undefined;
}

function isUncheckedCurl(rest: string): boolean {
  if (!CURL_FLAG.test(rest)) return false;
  const addresses = rest.split(/\s+/).filter((word) => /^["']?(?:https?:\/\/|localhost|127\.)/.test(word));
  return addresses.length === 0 || addresses.some((address) => !LOOPBACK.test(address));
}
