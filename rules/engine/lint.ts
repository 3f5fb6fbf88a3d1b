import { type Manifest, type Manifests, type ObjectIdentity, readManifests } from '../kubernetes/manifest';
import type { YamlDocument } from '../yaml/document';
import type { Located } from '../yaml/field';
import type { Source } from '../yaml/source';
import type { AcceptedFinding } from './baseline';
import { objectName, placeName } from './finding-name';
import { type Failure, finderOf, type RawFinding } from './findings';
import { noIgnores, readIgnores } from './ignore';
import { isFieldPatched } from './patched-fields';
import { placeOf } from './place';
import { precedenceOf } from './precedence';
import type { LintOptions, LintResult, Problem, Skipped } from './problem';
import type { AnyRule, Fix } from './rule';
import { emptyWorkspace, NO_ROLE, type WorkspaceView } from './workspace';

/** Longest text that is read, in UTF-16 units. */
export const LENGTH_LIMIT = 10 * 1024 * 1024;

/** Says everything the rules have to say about one source, in the order of its text, as far as they see other files. */
export type Linter = (source: Source, workspace?: WorkspaceView) => LintResult;

/** What `linterOf` gives, for one source. */
export function lint(
  source: Source,
  rules: readonly AnyRule[],
  options: LintOptions,
  workspace: WorkspaceView = emptyWorkspace,
): LintResult {
  return linterOf(rules, options)(source, workspace);
}

/**
 * A linter for many sources. It never throws on what a user wrote, nor on a rule's fault: a rule that throws costs its own
 * findings about that object and is listed in `failures`.
 */
export function linterOf(rules: readonly AnyRule[], options: LintOptions): Linter {
  const judge = judgeOf(rules, options);
  return (source, workspace = emptyWorkspace) => {
    if (source.text.length > LENGTH_LIMIT) return tooLarge();
    const isPartial = options.isPartial || workspace.roleOf(source.uri).isPartial;
    return judge(source, readManifests(source, isPartial), workspace);
  };
}

/**
 * Says everything the rules have to say about a source that has been read. `mayIgnore` is false where the source is known to
 * have no ignore comments.
 */
export type Judge = (
  source: Source,
  read: Manifests,
  workspace?: WorkspaceView,
  mayIgnore?: boolean,
) => LintResult;

/** The part of a linter that comes behind reading. */
export function judgeOf(rules: readonly AnyRule[], options: LintOptions): Judge {
  const find = finderOf(rules, options);
  const settle = precedenceOf(rules);
  const earlier = new Map(rules.map(({ meta }) => [meta.id, meta.formerly ?? []]));
  const namesOf = (ids: readonly string[]) => ids.flatMap((id) => [id, ...(earlier.get(id) ?? [])]);
  return (source, { documents, total, manifests }, workspace = emptyWorkspace, mayIgnore = true) => {
    const failures: Failure[] = [];
    const problems: Problem[] = [];
    const ignores = options.heedsIgnores && mayIgnore ? readIgnores(source, documents) : noIgnores;
    const { patchedFields } = manifests.length === 0 ? NO_ROLE : workspace.roleOf(source.uri);
    const patched = patchedFields === undefined ? undefined : new Set(patchedFields);
    const accept = acceptanceIn(source, options);
    const accepted: AcceptedFinding[] = [];
    for (const manifest of manifests) {
      for (const { finding, also } of settle(find(manifest, workspace, failures))) {
        const { at, rule } = finding;
        const isIgnored = ignores !== noIgnores && ignores.covers(namesOf([rule.meta.id, ...also]), at);
        if (isIgnored) continue;
        // Wherever the object is applied, a patch says something else there.
        if (patched !== undefined && isFieldPatched(patched, manifest.identity, at)) continue;
        const one = accept?.(manifest, at, namesOf([rule.meta.id, ...also]));
        if (one !== undefined) {
          accepted.push(one);
          continue;
        }
        problems.push(problemOf(finding, also, manifest.identity, options));
      }
    }
    problems.sort((a, b) => a.place.span.start - b.place.span.start || a.place.span.end - b.place.span.end);
    const skipped = unread(documents);
    const result = { problems, skipped, documents: total, objects: manifests.length, failures };
    return accepted.length === 0 ? result : { ...result, accepted };
  };
}

/** Says what baselines accept of a source; undefined where they accept nothing. */
function acceptanceIn({ uri }: Source, { baselines, heedsIgnores }: LintOptions) {
  const acceptances = heedsIgnores ? baselines.flatMap((baseline) => baseline.of(uri) ?? []) : [];
  if (acceptances.length === 0) return undefined;
  return (manifest: Manifest, at: Located, names: readonly string[]): AcceptedFinding | undefined => {
    const object = objectName(manifest.identity);
    const path = placeName(manifest, at);
    const rules = acceptances.flatMap((accept) => accept(object, path, names));
    return rules.length === 0 ? undefined : { object, path, rules: [...new Set(rules)] };
  };
}

/** One entry for each document that could not be read whole. */
function unread(documents: readonly YamlDocument[]): readonly Skipped[] {
  return documents
    .flatMap((document) => document.problems.slice(0, 1))
    .map(({ message, span }) => ({ code: 'syntax', message, span }));
}

/** What is said of a text that is too long. */
export function tooLarge(): LintResult {
  const message = 'The file has more than 10 million characters';
  return {
    problems: [],
    skipped: [{ code: 'too-large', message }],
    documents: 0,
    objects: 0,
    failures: [],
  };
}

function problemOf(
  finding: RawFinding,
  also: readonly string[],
  object: ObjectIdentity,
  { safeFixes }: LintOptions,
): Problem {
  const rule = finding.rule.meta;
  return {
    rule: rule.id,
    also,
    severity: finding.severity,
    message: finding.message,
    place: placeOf(finding.at),
    object,
    standards: rule.standards,
    fixes: safeFixes.includes(rule.id) ? (finding.fixes?.map(promoted) ?? []) : (finding.fixes ?? []),
    assist: finding.assist,
    related: (finding.related ?? []).map(({ at, message }) => ({ message, place: placeOf(at) })),
  };
}

function promoted(fix: Fix): Fix {
  return { ...fix, safety: 'safe' };
}
