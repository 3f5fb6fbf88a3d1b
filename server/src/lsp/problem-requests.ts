import { fingerprintOf } from '../../../rules/engine/fingerprint';
import type { Problem } from '../../../rules/engine/problem';
import type { ProblemRequest, Step } from './action-data';
import type { Analysis, PlacedProblem } from './analysis';

/** What an action about a problem says about itself, to be made into an edit later. */
export function requestFor(analysis: Analysis, problem: Problem, step: Step): ProblemRequest {
  return {
    uri: analysis.source.uri,
    version: analysis.version,
    position: analysis.problems.findIndex((placed) => placed.problem === problem),
    fingerprint: fingerprintOf(problem),
    step,
  };
}

/** The problem that a request is about in the document as it stands; undefined where it is gone. */
export function problemOf(analysis: Analysis, request: ProblemRequest): Problem | undefined {
  const { problems } = analysis;
  const isSameOne = ({ problem }: PlacedProblem) => fingerprintOf(problem) === request.fingerprint;
  const atPosition = analysis.version === request.version ? problems[request.position] : undefined;
  return (atPosition !== undefined && isSameOne(atPosition) ? atPosition : problems.find(isSameOne))?.problem;
}
