import type { Writable } from 'node:stream';

/**
 * Makes a stream send each message of a connection in one piece. The connection writes the header of a message by itself and
 * waits for that, so that a client is woken twice, and the first time for nothing.
 */
export function inOnePiece(stream: Writable): void {
  const write = stream.write.bind(stream);
  let header = '';
  Reflect.set(stream, 'write', (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const told = rest.find((each) => typeof each === 'function');
    const done = (error?: Error | null) => void told?.(error);
    if (typeof chunk === 'string' && chunk.startsWith(HEADER)) {
      header = chunk;
      done();
      return true;
    }
    const body = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    const message = new Uint8Array(header.length + body.length);
    encoder.encodeInto(header, message);
    message.set(body, header.length);
    header = '';
    return write(message, done);
  });
}

const encoder = new TextEncoder();

/** How the header of a message starts. Its body follows: the connection writes one message after the other. */
const HEADER = 'Content-Length: ';
