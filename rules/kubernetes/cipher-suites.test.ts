import { expect, test } from 'vitest';
import { isStrongCipherSuite } from './cipher-suites';

test.each([
  'TLS_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
])('%s is strong', (name) => {
  expect(isStrongCipherSuite(name)).toBe(true);
});

test.each([
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_RC4_128_SHA',
  'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
])('%s is not', (name) => {
  expect(isStrongCipherSuite(name)).toBe(false);
});
