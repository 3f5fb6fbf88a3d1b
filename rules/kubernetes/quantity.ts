const FORM = /^([-+]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:([KMGTPE]i)|[eE]([-+]?\d+)|([numkMGTPE]?))$/;

const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
};

/** The finest part of one that is kept, as a power of ten. */
const NANO = 9;
/** The API machinery cuts larger quantities down to this. */
const LARGEST = ((1n << 63n) - 1n) * 10n ** BigInt(NANO);
/** Longest text that is read; nobody writes a longer number. */
const LENGTH_LIMIT = 200;
/** Powers of ten above this make any number too large, and below its negative too small. */
const EXPONENT_LIMIT = 400;

/**
 * The number that a quantity such as `1.5Gi`, `500m` or `1e3` stands for, in billionths, so that quantities compare exactly;
 * undefined for what is no quantity. As in the API machinery, finer parts are rounded away from zero and what is too large
 * counts as the largest there is.
 */
export function parseQuantity(text: string): bigint | undefined {
  const match = text.length > LENGTH_LIMIT ? null : FORM.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', point = '', binary, exponent, decimal = ''] = match;
  const digits = fraction + point;
  const power = exponent === undefined ? (DECIMAL[decimal] ?? 0) : Number(exponent);
  const number = BigInt(whole + digits) * (BINARY[binary ?? ''] ?? 1n);
  const scaled = timesPowerOfTen(number, power + NANO - digits.length);
  const size = scaled > LARGEST ? LARGEST : scaled;
  return sign === '-' ? -size : size;
}

/** Rounds up. */
function timesPowerOfTen(number: bigint, exponent: number): bigint {
  const power = 10n ** BigInt(Math.min(Math.abs(exponent), EXPONENT_LIMIT));
  return exponent >= 0 ? number * power : (number + power - 1n) / power;
}
