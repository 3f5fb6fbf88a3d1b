/** Most patterns that the braces of one may stand for; beyond that they stand for themselves. */
const ALTERNATIVES = 200;

/**
 * Whether a path relative to a folder matches a pattern. `*` and `?` stay within a name, `**` spans folders, `[…]` is one of
 * these characters, `{a,b}` one of these texts. A pattern without a `/` matches at any depth; one that matches a folder
 * matches all that is in it. Takes time in proportion to both lengths, whatever the pattern is.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const names = path.split('/');
  return alternativesOf(pattern).some((one) => matchesFrom(partsOf(one), names));
}

/** The parts of a pattern between its slashes; a pattern of one part may stand anywhere. */
function partsOf(pattern: string): readonly string[] {
  const isAnchored = pattern.replace(/\/$/, '').includes('/');
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  return isAnchored || parts.length === 0 ? parts : ['**', ...parts];
}

/** Steps through the names with the set of parts that may come next, so that no choice is ever taken back. */
function matchesFrom(parts: readonly string[], names: readonly string[]): boolean {
  if (parts.length === 0) return false;
  let next = withSkipped(new Set([0]), parts);
  for (const name of names) {
    const following = new Set<number>();
    for (const index of next) {
      const part = parts[index];
      if (part === '**') following.add(index === parts.length - 1 ? parts.length : index);
      else if (part !== undefined && matchesName(part, name)) following.add(index + 1);
    }
    next = withSkipped(following, parts);
    // What is behind a folder that matches is in it.
    if (next.has(parts.length)) return true;
  }
  return false;
}

/** `**` may stand for nothing. */
function withSkipped(indexes: ReadonlySet<number>, parts: readonly string[]): ReadonlySet<number> {
  const all = new Set(indexes);
  for (const index of all) if (parts[index] === '**' && index < parts.length - 1) all.add(index + 1);
  return all;
}

type Token = '*' | ((character: string) => boolean);

/** One name against one part: only the last star ever has to take more. */
function matchesName(part: string, name: string): boolean {
  const tokens = tokensOf(part);
  const characters = [...name];
  let token = 0;
  let at = 0;
  let star: { readonly token: number; at: number } | undefined;
  while (at < characters.length) {
    const expected = tokens[token];
    if (expected === '*') {
      star = { token, at };
      token++;
    } else if (expected?.(characters[at] ?? '') === true) {
      token++;
      at++;
    } else if (star !== undefined) {
      star.at++;
      at = star.at;
      token = star.token + 1;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest === '*');
}

function tokensOf(part: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [text] of part.matchAll(/\\.|\[[!^]?\]?[^\]]*\]|\*+|./gsu)) {
    if (text.startsWith('*')) tokens.push('*');
    else if (text === '?') tokens.push(() => true);
    else if (text.startsWith('[') && text.length > 1) tokens.push(classOf(text));
    else tokens.push((character) => character === text.replace(/^\\(?=.)/s, ''));
  }
  return tokens;
}

function classOf(text: string): (character: string) => boolean {
  const isNegated = /^\[[!^]/.test(text);
  const members = [...text.slice(isNegated ? 2 : 1, -1).matchAll(/(.)-(.)|./gsu)];
  return (character) =>
    isNegated !==
    members.some(([one, from, to]) =>
      from === undefined || to === undefined ? character === one : from <= character && character <= to,
    );
}

/** The patterns that the braces of one stand for. */
function alternativesOf(pattern: string): readonly string[] {
  let patterns: readonly string[] = [pattern];
  for (;;) {
    const expanded = patterns.flatMap(expandedOnce);
    if (expanded.length === patterns.length) return patterns;
    if (expanded.length > ALTERNATIVES) return [pattern];
    patterns = expanded;
  }
}

/** Expands the innermost braces that stand first. */
function expandedOnce(pattern: string): readonly string[] {
  const braces = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (braces === null) return [pattern];
  const [before, behind] = [pattern.slice(0, braces.index), pattern.slice(braces.index + braces[0].length)];
  return (braces[1] ?? '').split(',').map((choice) => before + choice + behind);
}
