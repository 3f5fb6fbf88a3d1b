/** Whether only the machine itself reaches what listens at a host: a loopback address, or `localhost`. */
export function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){1,3}|\[?(?:0{0,4}:){2,7}0{0,3}1\]?|localhost)$/i.test(host);
}

/** Whether a host stands for every address of the machine. */
export function isEveryAddress(host: string): boolean {
  return /^(?:0\.0\.0\.0|\[?(?:0{0,4}:){2,7}0{0,4}\]?|)$/.test(host);
}

/** The host of a URL, an IPv6 address with its brackets; undefined for a text that is no URL with a host's place. */
export function hostOf(url: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)?.[1];
}

/** The host of an address to listen at, which may have a port behind it. */
export function withoutPort(address: string): string {
  return /^(\[[^\]]*\]|[^:]*):\d*$/.exec(address)?.[1] ?? address;
}

/** Whether what is sent to a URL goes over the network in plain text. */
export function isPlaintext(url: string): boolean {
  return /^http:/i.test(url) && !isLoopback(hostOf(url) ?? '');
}
