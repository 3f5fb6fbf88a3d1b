import type { Finding } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import { isKnown, mayBe } from '../../yaml/field';
import { isUnset, textOf } from '../api-server/file-options';
import { expectBoolean, fixesOf } from '../option-check';

/** The options of etcd that say the same about its clients and about its other members. */
export const CLIENTS = {
  certificateAuthentication: 'client-cert-auth',
  authority: 'trusted-ca-file',
  autoTls: 'auto-tls',
  certificate: ['cert-file', 'key-file'],
} as const;

/** See `CLIENTS`. */
export const PEERS = {
  certificateAuthentication: 'peer-client-cert-auth',
  authority: 'peer-trusted-ca-file',
  autoTls: 'peer-auto-tls',
  certificate: ['peer-cert-file', 'peer-key-file'],
} as const;

export type Callers = typeof CLIENTS | typeof PEERS;

/** The finding about an etcd that does not ask its callers, called `name`, for certificates. */
export function* expectCertificateAuthentication(
  etcd: Component,
  { certificateAuthentication: flag, authority }: Callers,
  name: string,
): Iterable<Finding> {
  const state = etcd.option(flag).isGiven ? 'false' : 'not set';
  // An authority for the certificates of callers makes etcd ask for them too.
  const isAsked = !isUnset(etcd.option(authority));
  const message = isAsked
    ? `etcd asks ${name} for certificates only because of --${authority}: --${flag} is ${state}`
    : `etcd answers ${name} without a certificate: --${flag} is ${state}`;
  const findings = expectBoolean(etcd, flag, {
    value: true,
    given: message,
    missing: message,
    fix: `Ask ${name} for certificates`,
    safety: 'unsafe',
  });
  for (const finding of findings) yield isAsked ? { ...finding, severity: 'info' } : finding;
}

/** The finding about an etcd that is told to make its own certificates, which nobody can check. */
export function* expectNoAutoTls(etcd: Component, callers: Callers, message: string): Iterable<Finding> {
  const option = etcd.option(callers.autoTls);
  if (!isKnown(option.boolean, true)) return;
  // Beside a certificate the flag has no effect. Without one etcd would be left without TLS.
  if (hasCertificate(etcd, callers)) {
    const fixes = fixesOf(`Remove --${option.name}`, 'unsafe', option.remove());
    yield { at: option, message, severity: 'info', fixes };
  } else {
    yield { at: option, message };
  }
}

/** Whether etcd certainly is given a certificate and its key for these callers. */
export function hasCertificate(etcd: Component, { certificate }: Callers): boolean {
  return certificate.every((flag) => textOf(etcd.option(flag)) !== undefined);
}

/** Whether etcd may make its own certificates for these callers. */
export function mayHaveAutoTls(etcd: Component, { autoTls }: Callers): boolean {
  return mayBe(etcd.option(autoTls).boolean, true);
}
