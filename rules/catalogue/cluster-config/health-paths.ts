/** The paths that tell whether the API server is well, and nothing else. */
export const healthPaths: readonly string[] = ['/livez', '/readyz', '/healthz'];

/** Whether a path is one of them, or one below them that asks about a single check. */
export function isHealthPath(path: string): boolean {
  return healthPaths.some((health) => path === health || path.startsWith(`${health}/`));
}
