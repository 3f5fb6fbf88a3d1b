import type { Writable } from 'node:stream';
import { reasonOf } from '../workspace/file-error';

/** Where a command reads and writes: a process's streams, as far as commands may know them. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  /** Results, and nothing else. */
  readonly output: Output;
  /** Everything else. */
  readonly errors: Output;
  /** False in continuous integration: nobody watches there. */
  readonly isWatched: boolean;
}

/** A stream to write text to. */
export class Output {
  private state: { readonly isOpen: boolean; readonly failure?: string } = { isOpen: true };

  constructor(
    private readonly stream: Writable & { readonly columns?: number },
    /** Whether the text is shown in colours. */
    readonly hasColors: boolean,
  ) {
    stream.on('error', (error) => this.close(error));
  }

  /** False once nothing gets through any more: what is written from then on is lost. */
  get isOpen(): boolean {
    return this.state.isOpen;
  }

  /** Why nothing gets through, where it is not that the reader has seen enough. */
  get failure(): string | undefined {
    return this.state.failure;
  }

  /** The width of the terminal; undefined where there is none. */
  get columns(): number | undefined {
    return this.stream.columns;
  }

  /** Resolves once the stream has taken the text, so that nothing piles up in memory or is lost at the end. */
  async write(text: string): Promise<void> {
    if (!this.isOpen || text === '') return;
    const error = await new Promise<Error | null | undefined>((resolve) => this.stream.write(text, resolve));
    if (error) this.close(error);
  }

  private close(error: Error): void {
    // The reader has gone: `kube-harden lint | head`.
    const isGone = 'code' in error && (error.code === 'EPIPE' || error.code === 'EOF');
    this.state = { isOpen: false, ...(isGone ? {} : { failure: reasonOf(error) }) };
  }
}

/** The streams of this process. */
export function processStreams(): Streams {
  const { stdout, stderr, env } = process;
  const isCi = isSet(env.CI) && env.CI !== 'false' && env.CI !== '0';
  const wantsColors = !isSet(env.NO_COLOR) && !isCi && env.TERM !== 'dumb';
  return {
    // Opened only by who reads it: that takes time.
    get input() {
      return process.stdin;
    },
    output: new Output(stdout, wantsColors && stdout.isTTY),
    errors: new Output(stderr, wantsColors && stderr.isTTY),
    isWatched: !isCi && stderr.isTTY && env.TERM !== 'dumb',
  };
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
