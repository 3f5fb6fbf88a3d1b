import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Fix, Location, LogicalLocation, Notification, Region, Result } from 'sarif';
import { fingerprintOf } from '../../../rules/engine/fingerprint';
import type { AnyRule, RuleMeta } from '../../../rules/engine/rule';
import type { ObjectIdentity } from '../../../rules/kubernetes/manifest';
import type { Path } from '../../../rules/yaml/field';
import { rangeOf } from '../positions';
import {
  type FileReport,
  type Format,
  inReport,
  placeIn,
  type ReportedFix,
  type ReportedProblem,
  type SkippedReport,
} from './report';
import { descriptorOf, levelOf } from './sarif-rule';

/** SARIF 2.1.0 for code scanning: one run, a result a line. Rules come at the end, where it is known which have spoken. */
export class SarifFormat implements Format {
  readonly shownFixes = 'all';
  private readonly metas: ReadonlyMap<string, RuleMeta>;
  /** Index in the log by rule id, in the order in which rules first speak. */
  private readonly indices = new Map<string, number>();

  /** `version` is our own. */
  constructor(
    rules: readonly AnyRule[],
    private readonly version: string,
  ) {
    this.metas = new Map(rules.map(({ meta }) => [meta.id, meta]));
  }

  file(report: FileReport): string {
    return report.problems
      .map((problem) => this.next() + JSON.stringify(resultOf(problem, this.indexOf(problem.rule), report)))
      .join('');
  }

  end(skipped: readonly SkippedReport[]): string {
    const rules = [...this.indices.keys()].flatMap((id) => this.metas.get(id) ?? []).map(descriptorOf);
    const driver = {
      name: 'Kube Harden',
      informationUri: 'https://github.com/kube-harden/kube-harden',
      semanticVersion: this.version,
      version: this.version,
      rules,
    };
    const invocation = {
      executionSuccessful: !skipped.some(isFailure),
      toolExecutionNotifications: skipped.map(notificationOf),
    };
    const start = this.indices.size === 0 ? HEAD : '';
    const rest = {
      tool: { driver },
      invocations: [invocation],
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { [BASE]: { uri: pathToFileURL(`${process.cwd()}/`).href } },
    };
    return `${start}\n],${JSON.stringify(rest).slice(1, -1)}}]}\n`;
  }

  /** What stands before a result. */
  private next(): string {
    return this.indices.size === 0 ? `${HEAD}\n` : ',\n';
  }

  private indexOf(rule: string): number {
    const index = this.indices.get(rule) ?? this.indices.size;
    this.indices.set(rule, index);
    return index;
  }
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HEAD = `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"results":[`;

/** Stands for the working folder, from which paths are relative. */
const BASE = 'SRCROOT';

function resultOf(problem: ReportedProblem, ruleIndex: number, report: FileReport): Result {
  const { rule, severity, message, place, object, fixes, related, also } = problem;
  return {
    ruleId: rule,
    ruleIndex,
    level: levelOf(severity),
    message: { text: message },
    locations: [
      {
        ...locationAt(placeIn(report, place)),
        logicalLocations: logicalLocationsOf(object, place.path),
      },
    ],
    partialFingerprints: { 'kubeHarden/v1': fingerprintOf(problem) },
    ...fixesOf(fixes, report),
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((one, id) => ({
            id,
            ...locationAt(placeIn(report, one.place)),
            message: { text: one.message },
          })),
        }),
    ...(also.length === 0 ? {} : { properties: { also } }),
  };
}

function locationAt({ file, range }: ReturnType<typeof placeIn>): Location {
  return { physicalLocation: { artifactLocation: artifactOf(file), region: regionOf(range) } };
}

/** Lines and columns from 1; the end column is the one behind the last character. */
function regionOf({ start, end }: ReturnType<typeof rangeOf>): Region {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Relative to the working folder where it is in there, else absolute. */
function artifactOf(file: string): ArtifactLocation {
  const isInside = !/^(?:\.\.(?:\/|$)|\/|[a-z]:)/i.test(file);
  if (!isInside) return { uri: pathToFileURL(resolve(file)).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

/** The object, and the place in it as a JSON pointer behind it. */
function logicalLocationsOf({ namespace, kind, name }: ObjectIdentity, path: Path): LogicalLocation[] {
  const object = [namespace, kind, name].filter((part) => part !== undefined).join('/');
  const resource = { name: name ?? kind, fullyQualifiedName: object, kind: 'resource' };
  const last = path.at(-1);
  if (last === undefined) return [resource];
  const pointer = path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const kindOfPlace = typeof last === 'number' ? 'element' : 'property';
  return [resource, { name: String(last), fullyQualifiedName: `${object}#${pointer}`, kind: kindOfPlace }];
}

/** SARIF has no words for a new file: a fix that makes one is left to the other formats. */
function fixesOf(all: readonly ReportedFix[], report: FileReport): Pick<Result, 'fixes'> {
  const fixes = all.filter(({ edits }) => edits.every(({ isNewFile }) => isNewFile !== true));
  return fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, report)) };
}

function fixOf({ title, safety, edits }: ReportedFix, report: FileReport): Fix {
  const uris = [...new Set(edits.map(({ uri }) => uri))];
  return {
    description: { text: title },
    artifactChanges: uris.map((uri) => {
      const { file, positions } = inReport(report, uri);
      const own = edits.filter((edit) => edit.uri === uri);
      return {
        artifactLocation: artifactOf(file),
        replacements: own.map(({ span, text }) => ({
          deletedRegion: regionOf(rangeOf(positions, span)),
          ...(text === '' ? {} : { insertedContent: { text } }),
        })),
      };
    }),
    properties: { safety },
  };
}

/** Whether the run has not done what it was asked to do: what the user named cannot be read. */
function isFailure({ code, isTold }: SkippedReport): boolean {
  return code === 'unreadable' && isTold;
}

function notificationOf(skipped: SkippedReport): Notification {
  const { file, code, message, position, isTold } = skipped;
  const region = position === undefined ? {} : { region: regionOf({ start: position, end: position }) };
  return {
    descriptor: { id: code },
    level: isTold ? 'error' : 'warning',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(file), ...region } }],
  };
}
