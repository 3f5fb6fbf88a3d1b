/** Numbers that look random and are the same in each run. */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 to less than 1. */
  next() {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    // The lowest bits of such a generator repeat soon.
    return (this.#state >>> 4) / 2 ** 28;
  }

  /**
   * A whole number below a limit.
   * @param {number} limit
   */
  below(limit) {
    return Math.floor(this.next() * limit);
  }

  /** @param {number} share */
  isTrue(share) {
    return this.next() < share;
  }

  /**
   * @template Item
   * @param {readonly Item[]} items
   */
  pick(items) {
    return /** @type {Item} */ (items[this.below(items.length)]);
  }

  /**
   * A size whose logarithm is spread evenly, so that small ones are common.
   * @param {number} from
   * @param {number} to
   */
  size(from, to) {
    return Math.round(from * (to / from) ** this.next());
  }

  /** @param {number} count */
  words(count) {
    return Array.from({ length: count }, () => this.pick(words)).join(' ');
  }

  name() {
    return `${this.pick(words)}-${this.pick(words)}-${this.below(1000)}`;
  }
}

const words = (
  'access amount answer apply backend balance batch before bucket build cache carrier change check client cluster collect ' +
  'config count current default deliver drain endpoint entry event expected field first format gateway given health host ' +
  'image index interval item known label latest limit list load match member metric mode name number object option order ' +
  'owner payment period policy pool port primary queue range ready record region replica report request resource result ' +
  'route schedule secret selected server service session shard signal single source state status storage stream target ' +
  'template time token traffic update usage value version volume window worker zone'
).split(' ');
