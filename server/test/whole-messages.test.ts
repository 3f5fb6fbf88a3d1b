import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { inOnePiece } from '../src/whole-messages';

/** A stream, and what reaches its other end, piece by piece. */
function streamInPieces() {
  const pieces: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      pieces.push(chunk.toString('utf8'));
      done();
    },
  });
  inOnePiece(stream);
  return { stream, pieces };
}

test('a header is sent with the body behind it, and whoever writes it need not wait', async () => {
  const { stream, pieces } = streamInPieces();
  const told: string[] = [];
  stream.write('Content-Length: 5\r\n\r\n', 'ascii', () => told.push('header'));
  expect(told).toEqual(['header']);
  expect(pieces).toEqual([]);
  await new Promise<void>((resolve) => stream.write(Buffer.from('"né"'), () => resolve()));
  expect(pieces).toEqual(['Content-Length: 5\r\n\r\n"né"']);
});

test('what is no message is sent as it is', () => {
  const { stream, pieces } = streamInPieces();
  stream.write('a line\n');
  stream.write(Buffer.from('bytes'));
  expect(pieces).toEqual(['a line\n', 'bytes']);
});
