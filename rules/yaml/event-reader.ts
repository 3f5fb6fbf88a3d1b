import { EVENT_ID, type Event, parseEvents } from 'js-yaml';
import { DEPTH_LIMIT } from './depth';
import { EventBuilder } from './event-builder';
import { NotCertain } from './event-checks';
import type { Node } from './node';
import type { Span } from './span';
import { withoutStackTraces } from './stack-traces';
import type { Uncertainty } from './uncertainty';

/**
 * The root of a document that is well-formed beyond doubt, or undefined where only the tolerant reader can tell. Takes a
 * small part of its time. `document` is its text, masked where it is a template; `slice` is where it stands in the source.
 */
export function readEvents(document: string, slice: Span, uncertainty: Uncertainty): Node | undefined {
  return withoutStackTraces(() => read(document, slice, uncertainty));
}

function read(document: string, slice: Span, uncertainty: Uncertainty): Node | undefined {
  if (isDoubtful(document)) return undefined;
  const isRefused = document.includes('\0');
  const events = (isRefused ? undefined : eventsOf(document)) ?? eventsOf(printable(document));
  if (events === undefined) return undefined;
  try {
    return new EventBuilder(document, events, slice, uncertainty).build();
  } catch (error) {
    // A small stack may end before the limit is reached.
    if (error instanceof NotCertain || error instanceof RangeError) return undefined;
    throw error;
  }
}

function eventsOf(document: string | undefined): readonly Event[] | undefined {
  if (document === undefined) return undefined;
  try {
    const events = parseEvents(document, { maxDepth: DEPTH_LIMIT });
    const [first] = events;
    if (first?.type !== EVENT_ID.DOCUMENT || first.directives.length > 0) return undefined;
    // This parser takes a marker for one also where spaces stand in front of it.
    const isMarked = first.explicitStart === document.startsWith('---');
    return isMarked && events.findIndex(isSecond) < 0 ? events : undefined;
  } catch {
    // Whatever it is, an error in the text or one of the parser's own, the other reader has an answer to it.
    return undefined;
  }
}

/**
 * The same with another character for each that YAML does not allow in a text, which the tolerant reader takes for letters;
 * undefined where there are none. Events only tell where things stand.
 */
function printable(document: string): string | undefined {
  return document.search(UNPRINTABLE) < 0 ? undefined : document.replaceAll(UNPRINTABLE, '\ufffd');
}

const UNPRINTABLE = /[^\P{Cc}\t\n\r\x85]|[\p{Cs}\ufffe\uffff]/gu;

function isSecond(event: Event, index: number): boolean {
  return index > 0 && event.type === EVENT_ID.DOCUMENT;
}

/** A carriage return alone, a byte order mark inside: the two readers take them for different things. */
function isDoubtful(document: string): boolean {
  return document.includes('\ufeff') || (document.includes('\r') && /\r(?!\n)/.test(document));
}
