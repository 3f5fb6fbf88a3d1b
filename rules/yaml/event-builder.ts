import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { NotCertain, type Properties } from './event-checks';
import { EventLayout } from './event-layout';
import type {
  AliasNode,
  Entry,
  Item,
  MappingNode,
  Node,
  ScalarNode,
  ScalarStyle,
  SequenceNode,
} from './node';
import type { Span } from './span';
import { dashBefore, type Uncertainty } from './uncertainty';

const STYLES: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single-quoted',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double-quoted',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

/** The event of the one node that is a document: behind the event of the document itself. */
const ROOT = 1;

/** Makes our nodes of the events of one document, the same that `NodeBuilder` makes of the `yaml` package's nodes. */
export class EventBuilder {
  private readonly layout: EventLayout;
  private readonly anchors = new Map<string, Node>();

  /** `text` is the document's alone, as the events were made of it. Throws `NotCertain` as `EventLayout` does. */
  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    private readonly slice: Span,
    private readonly uncertainty: Uncertainty,
  ) {
    this.layout = new EventLayout(text, events, ROOT);
  }

  build(): Node {
    this.uncertainty.surround(this.spanOf(ROOT));
    return this.node(ROOT, this.slice);
  }

  private node(index: number, region: Span): Node {
    const event = this.events[index];
    switch (event?.type) {
      case EVENT_ID.MAPPING:
        return this.anchored(event, this.mapping(index, event, region));
      case EVENT_ID.SEQUENCE:
        return this.anchored(event, this.sequence(index, event, region));
      case EVENT_ID.SCALAR:
        return this.anchored(event, this.scalar(index, event));
      case EVENT_ID.ALIAS:
        return this.alias(index, event);
      default:
        throw new NotCertain();
    }
  }

  private anchored<T extends Node>(event: Properties, node: T): T {
    if (event.anchorStart >= 0) this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  private mapping(index: number, event: MappingEvent, region: Span): MappingNode {
    const entries: Entry[] = [];
    let isUnreadable = false;
    for (let at = index + 1; !this.isEnd(at); ) {
      const next = this.layout.next(at + 1);
      const key = this.key(at);
      if (key === undefined) isUnreadable = true;
      else {
        const { uncertainty } = this;
        const valueRegion = { start: key.span.end, end: this.isEnd(next) ? region.end : this.startOf(next) };
        const value = uncertainty.filled(this.node(at + 1, valueRegion), key, valueRegion);
        entries.push({ key, value, isCertain: uncertainty.isCertain(key.span.start) });
      }
      at = next;
    }
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    const first = entries[0];
    const last = entries.at(-1);
    const start = first?.key.span.start ?? region.start;
    const span = isFlow || last === undefined ? this.spanOf(index) : { start, end: last.value.span.end };
    const isOpen = isUnreadable || this.uncertainty.isOpen(region, isFlow ? undefined : start);
    const node: MappingNode = { kind: 'mapping', style: isFlow ? 'flow' : 'block', entries, isOpen, span };
    return this.withProperties(event, node);
  }

  /** A key is a scalar without a template in it; anything else hides what the entry is called. */
  private key(index: number): ScalarNode | undefined {
    const event = this.events[index];
    if (event?.type !== EVENT_ID.SCALAR) throw new NotCertain();
    const node = this.anchored(event, this.scalar(index, event));
    return node.isPlaceholder && this.uncertainty.touchesHole(node.span) ? undefined : node;
  }

  private sequence(index: number, event: SequenceEvent, region: Span): SequenceNode {
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    const items: Item[] = [];
    for (let at = index + 1; !this.isEnd(at); at = this.layout.next(at)) {
      const next = this.layout.next(at);
      const start = this.startOf(at);
      const itemRegion = { start, end: this.isEnd(next) ? region.end : this.startOf(next) };
      const { slice } = this;
      const dash = isFlow ? start : slice.start + dashBefore(this.text, start - slice.start, 0);
      const value = this.node(at, itemRegion);
      items.push({ value, start: dash, isCertain: this.uncertainty.isCertain(dash) });
    }
    const start = items[0]?.start ?? region.start;
    const last = items.at(-1);
    const span = isFlow || last === undefined ? this.spanOf(index) : { start, end: last.value.span.end };
    const isOpen = this.uncertainty.isOpen(region, isFlow ? undefined : start);
    const node: SequenceNode = { kind: 'sequence', style: isFlow ? 'flow' : 'block', items, isOpen, span };
    return this.withProperties(event, node);
  }

  private scalar(index: number, event: ScalarEvent): ScalarNode {
    const span = this.spanOf(index);
    const text = getScalarValue(this.text, event);
    const isPlaceholder = this.uncertainty.isPlaceholder(span, text);
    const node: ScalarNode = {
      kind: 'scalar',
      style: STYLES[event.style] ?? 'plain',
      span,
      text,
      isPlaceholder,
    };
    return this.withProperties(event, node);
  }

  private alias(index: number, event: AliasEvent): AliasNode {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    return { kind: 'alias', name, target: this.anchors.get(name), span: this.spanOf(index) };
  }

  private withProperties<T extends Node>(event: Properties, node: T): T {
    const { anchorStart, anchorEnd, tagStart, tagEnd } = event;
    if (anchorStart < 0 && tagStart < 0) return node;
    if (anchorStart >= 0) Object.assign(node, { anchor: this.text.slice(anchorStart, anchorEnd) });
    if (tagStart >= 0) Object.assign(node, { tag: tagOf(this.text.slice(tagStart, tagEnd)) });
    return node;
  }

  private isEnd(index: number): boolean {
    return this.events[index]?.type === EVENT_ID.POP;
  }

  private startOf(index: number): number {
    return this.slice.start + this.layout.start(index);
  }

  private spanOf(index: number): Span {
    return { start: this.startOf(index), end: this.slice.start + this.layout.end(index) };
  }
}

function tagOf(written: string): string {
  return written.startsWith('!!') ? `tag:yaml.org,2002:${written.slice(2)}` : written;
}
