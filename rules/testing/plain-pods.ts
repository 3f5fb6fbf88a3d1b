import type { Json, JsonObject } from './pod-security-truth/truth-case';

/** A pod of an object, as plain data. */
export interface PlainPod {
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/** The pods in plain data, wherever they are: every `spec` with a list of containers. */
export function plainPodsIn(data: Json | undefined): readonly PlainPod[] {
  if (Array.isArray(data)) return (data as readonly Json[]).flatMap(plainPodsIn);
  if (!isObject(data)) return [];
  const { spec, metadata } = data;
  const own =
    isObject(spec) && Array.isArray(spec.containers) ? [{ metadata: objectOf(metadata), spec }] : [];
  return [...own, ...Object.values(data).flatMap(plainPodsIn)];
}

/** The value, where it is a mapping; else an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The mappings in a list; none where it is no list. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
