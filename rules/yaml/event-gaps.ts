import { NotCertain } from './event-checks';
import { endOfLine } from './text-line';

/** What a node is to the one it stands in. */
export type Role = 'root' | 'key' | 'value' | 'item' | 'flow-item';

const HASH = 0x23;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;

/** Moves forward over what stands between nodes. It is known to be well-formed: an event follows each of them. */
export class Gaps {
  /** Behind the last thing that was read. */
  cursor = 0;

  constructor(private readonly text: string) {}

  /** Moves behind the colon or dash in front of a node; false where a key has no colon. */
  skipIndicator(role: Role): boolean {
    const offset = this.behindSpace(this.cursor);
    const code = this.text.charCodeAt(offset);
    if (role === 'value' && code !== COLON) return false;
    if (role !== 'value' && !(role === 'item' && code === DASH)) throw new NotCertain();
    this.cursor = offset + 1;
    return true;
  }

  /** Moves behind the bracket that closes a flow collection. */
  skipBracket(): void {
    let offset = this.behindSpace(this.cursor);
    while (this.text.charCodeAt(offset) === COMMA) offset = this.behindSpace(offset + 1);
    if (!/[\]}]/.test(this.text.charAt(offset))) throw new NotCertain();
    this.cursor = offset + 1;
  }

  /** The first offset behind white space, line breaks and comments. */
  behindSpace(from: number): number {
    for (let offset = from; ; offset++) {
      const code = this.text.charCodeAt(offset);
      if (code === HASH) offset = endOfLine(this.text, offset);
      else if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return offset;
    }
  }
}
