/**
 * An equal text of its own characters, to be kept: what was cut out of a text holds on to all of it. There is no other way to
 * have characters copied that works everywhere.
 */
export function ownText(text: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(text));
  return typeof copy === 'string' ? copy : text;
}
