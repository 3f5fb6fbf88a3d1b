import { ErrorCodes, ResponseError } from 'vscode-languageserver';

/** Tells the log what failed, and how. */
export type Report = (what: string, error: unknown) => void;

/** A request handler whose failures are told to the log and answered as errors. What it throws as an answer stays one. */
export type Guard = <Arguments extends readonly unknown[], Result>(
  method: string,
  handler: (...given: Arguments) => Promise<Result>,
) => (...given: Arguments) => Promise<Result>;

/** The guard that tells failures to `report`. */
export function guardWith(report: Report): Guard {
  return (method, handler) =>
    async (...given) => {
      try {
        return await handler(...given);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        report(method, error);
        throw new ResponseError(ErrorCodes.InternalError, `${method} failed: ${messageOf(error)}`);
      }
    };
}

/** What failed and where, for the log. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Settles after so many milliseconds; with 0 when the messages that wait have been handled. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
