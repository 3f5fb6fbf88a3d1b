/**
 * The cipher suites that a server of a cluster may offer: those of TLS 1.3, and those of TLS 1.2 with a fresh key for each
 * connection and authenticated encryption. By the names that the components' options take.
 */
export const STRONG_CIPHER_SUITES: readonly string[] = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  ...['ECDSA', 'RSA'].flatMap((key) => [
    `TLS_ECDHE_${key}_WITH_AES_128_GCM_SHA256`,
    `TLS_ECDHE_${key}_WITH_AES_256_GCM_SHA384`,
    `TLS_ECDHE_${key}_WITH_CHACHA20_POLY1305_SHA256`,
  ]),
];

/** The earlier names of two of them, which the components still take. */
const EARLIER_NAMES: readonly string[] = [
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
];

/** Whether a cipher suite is one that a server may offer. */
export function isStrongCipherSuite(name: string): boolean {
  return STRONG_CIPHER_SUITES.includes(name) || EARLIER_NAMES.includes(name);
}
