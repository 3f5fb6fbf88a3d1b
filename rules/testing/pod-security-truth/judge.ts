import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import type { Problem } from '../../engine/problem';
import type { RuleMeta } from '../../engine/rule';
import { rules } from '../../index';
import { NEWEST_MINOR } from '../../kubernetes/version';
import { type Source, sourceOf } from '../../yaml/source';
import { OVERRIDDEN } from './admission';
import { carrierShapes, containerShapes, pod, type Shape, yamlOf } from './manifest';
import { checksAt, type JsonObject, type Level, type TruthCase, turningPoints } from './truth-case';

/** The levels that forbid anything. */
export const LEVELS: readonly Level[] = ['baseline', 'restricted'];
/** Every policy version, by its minor. */
export const EVERY_MINOR = Array.from({ length: NEWEST_MINOR + 1 }, (_, minor) => minor);

const checkOf = new Map(rules.map(({ meta }) => [meta.id, (meta as RuleMeta).standards.pss?.check]));

export type Extent = 'sample' | 'whole';

/** One question to a profile. */
interface Sample {
  readonly truth: TruthCase;
  readonly level: Level;
  readonly minor: number;
  /** What the object is called: by kind, or by the place of the case's container in a Pod. */
  readonly shape: string;
  /** The object's name, which tells it from the others of a source. */
  readonly name: string;
}

/**
 * Where the profiles say anything but what a table does, by case. `whole` asks about each Pod in all versions and about
 * every other shape in all that tell, which takes half a minute; `sample` asks about enough of them.
 */
export function judgeAll(
  cases: readonly TruthCase[],
  extent: Extent,
): ReadonlyMap<TruthCase, readonly string[]> {
  const found = new Map<TruthCase, string[]>();
  const samples = cases.flatMap((truth, index) =>
    LEVELS.flatMap((level) => samplesOf(truth, level, index, extent)),
  );
  const texts = new Map<string, string>();
  for (const asked of groupBy(samples, ({ level, minor }) => `${level} ${minor}`).values()) {
    const documents = asked.map((sample) => {
      const text = texts.get(sample.name) ?? yamlOf(objectOf(sample.truth, sample.shape, sample.name));
      texts.set(sample.name, text);
      return text;
    });
    for (const { truth, message } of judge(asked, sourceOf('all.yaml', documents.join('---\n')))) {
      found.set(truth, [...(found.get(truth) ?? []), message]);
    }
  }
  return found;
}

/**
 * A lone Pod is asked about in the versions around each turn of its verdict and in one that changes from case to case,
 * so that all versions are met; the other shapes take turns in those.
 */
function samplesOf(truth: TruthCase, level: Level, index: number, extent: Extent): readonly Sample[] {
  const own = (index * 7 + LEVELS.indexOf(level) * 19) % EVERY_MINOR.length;
  const telling = [...new Set([...turningPoints(truth[level]), own])];
  const others = Object.keys(shapesOf(truth)).filter((shape) => shape !== 'Pod');
  const sample = (shape: string, minor: number) => ({
    truth,
    level,
    minor,
    shape,
    name: `${index} ${shape}`,
  });
  return [
    ...(extent === 'whole' ? EVERY_MINOR : telling).map((minor) => sample('Pod', minor)),
    ...telling.flatMap((minor, turn) =>
      others
        .filter((_, other) => extent === 'whole' || other === (index + turn) % others.length)
        .map((shape) => sample(shape, minor)),
    ),
  ];
}

function objectOf(truth: TruthCase, shape: string, name: string): JsonObject {
  const write = shapesOf(truth)[shape];
  if (write === undefined) throw new Error(`no such shape: ${shape}`);
  return write(truth, name);
}

function shapesOf(truth: TruthCase): Readonly<Record<string, Shape>> {
  return { Pod: pod, ...(truth.container === undefined ? {} : containerShapes), ...carrierShapes };
}

/** Asks all samples of one level and version at once. */
function judge(
  samples: readonly Sample[],
  source: Source,
): readonly { readonly truth: TruthCase; readonly message: string }[] {
  const [{ level, minor } = { level: 'baseline' as const, minor: 0 }] = samples;
  const problems = groupBy(
    problemsIn(source, level, `1.${minor}`, samples.length),
    ({ object }) => object.name,
  );
  return samples.flatMap(({ truth, shape, name }) => {
    const reported = problems.get(name) ?? [];
    const expected = checksAt(truth[level], minor);
    if (agree(expected, reported)) return [];
    const facts = listed(reported.map(factOf));
    return [{ truth, message: `${level} 1.${minor}, ${shape}: expected ${listed(expected)}, got ${facts}` }];
  });
}

/** What a level's profile reports. Throws where it did not read `count` objects or a rule failed. */
export function problemsIn(source: Source, level: Level, version: string, count: number): readonly Problem[] {
  const profile = `pss-${level}` as const;
  const result = lint(source, rules, { ...defaultOptions, profile, kubernetesVersion: version });
  const { failures, skipped, objects, problems } = result;
  if (failures[0] !== undefined) throw failures[0].error;
  if (skipped.length > 0 || objects !== count) throw new Error(`${objects} of ${count} objects were read`);
  return problems;
}

/** The items by what `keyOf` gives for them. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Whether each expected check is reported, by a rule of it or of the check it overrides, and nothing else is. */
export function agree(expected: readonly string[], reported: readonly Problem[]): boolean {
  const checks = reported.flatMap(checksOf);
  const speaks = (check: string, reportedCheck: string | undefined) =>
    reportedCheck === check || reportedCheck === OVERRIDDEN[check];
  return (
    expected.every((check) => checks.some((reportedCheck) => speaks(check, reportedCheck))) &&
    checks.every((reportedCheck) => expected.some((check) => speaks(check, reportedCheck)))
  );
}

/** The checks that a problem's rules belong to. */
export function checksOf({ rule, also }: Problem): readonly (string | undefined)[] {
  return [rule, ...also].map((id) => checkOf.get(id));
}

/** A problem in short, for messages. */
export function factOf({ rule, also, message }: Problem): string {
  return `${[rule, ...also].join('+')} "${message}"`;
}

function listed(items: readonly string[]): string {
  return items.length === 0 ? 'nothing' : items.join(', ');
}
