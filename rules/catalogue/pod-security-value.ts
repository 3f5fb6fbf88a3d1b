import { closest } from '../engine/did-you-mean';
import { levels, minorOf } from '../kubernetes/pod-security-labels';
import type { Field } from '../yaml/field';

/** A level or a version of Pod Security admission that it does not take. */
export interface WrongValue {
  readonly message: string;
  /** What was most likely meant. */
  readonly meant?: string;
}

/** What is wrong about a level, or about a version of the policies; undefined where nothing certainly is. */
export function wrongPodSecurityValue(field: Field<string>, isVersion: boolean): WrongValue | undefined {
  if (field.state !== 'known') return undefined;
  const { value } = field;
  if (isVersion ? isVersionName(value) : levels.includes(value)) return undefined;
  const meant = isVersion ? meantVersion(value) : closest(value, levels);
  return {
    message: isVersion
      ? `Version ${value} is neither latest nor of the form v1.29`
      : `Level ${value} is none of privileged, baseline and restricted`,
    ...(meant === undefined ? {} : { meant }),
  };
}

function isVersionName(text: string): boolean {
  return text === 'latest' || minorOf(text) !== undefined;
}

function meantVersion(text: string): string | undefined {
  const version = `v1.${/^[vV]?1\.(\d+)(?:\.\d+)?$/.exec(text)?.[1]}`;
  return isVersionName(version) ? version : closest(text, ['latest']);
}
