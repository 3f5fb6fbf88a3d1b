/**
 * @typedef {object} Goal
 * @property {string} id The number of the goal in docs/performance.md.
 * @property {string} what What is compared with what.
 * @property {number} measured
 * @property {number} limit What `measured` may be at most.
 * @property {string} beside The absolute numbers.
 * @property {string} [cap] The absolute number that this kind of machine should stay below. It fails no check.
 */

/** @param {Goal} goal */
export function isMet({ measured, limit }) {
  return measured <= limit;
}

/**
 * Prints the goals as a table in Markdown.
 * @param {readonly Goal[]} goals
 */
export function printGoals(goals) {
  const rows = goals.map((goal) => [
    goal.id,
    goal.what,
    digits(goal.measured),
    `≤ ${digits(goal.limit)}`,
    isMet(goal) ? 'ok' : '**missed**',
    goal.beside,
    goal.cap ?? '–',
  ]);
  const head = ['#', 'goal', 'measured', 'limit', '', 'absolute', 'cap'];
  console.log(
    `\n${[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
  );
}

/** @param {number} value */
function digits(value) {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value < 0.1 ? 3 : 2);
}
