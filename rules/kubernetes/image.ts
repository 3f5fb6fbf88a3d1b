import { ownText } from '../yaml/own-text';

/** An image reference in its parts; what is not written is undefined. */
export interface ImageReference {
  /** Registry and repository as written. */
  readonly name: string;
  /** Where the image comes from: `docker.io` where no registry is written. Lower case. */
  readonly registry: string;
  /** The name within the registry: `library/nginx` for `nginx`. */
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
}

const COMPONENT = /[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*/;
const HOST =
  /(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::\d+)?/;
const REFERENCE = new RegExp(
  `^((?:${HOST.source}/)?${COMPONENT.source}(?:/${COMPONENT.source})*)(?::([\\w][\\w.-]{0,127}))?(?:@([a-z0-9+._-]+:[0-9a-fA-F]{32,}))?$`,
);

/**
 * The parts of an image reference by the grammar of the distribution project; undefined for what is none yet: a name
 * that a build tool replaces (`ko://…`), a variable, a placeholder in capitals.
 */
export function parseImage(text: string): ImageReference | undefined {
  const known = parsed.get(text);
  if (known !== undefined) return known.reference;
  const own = ownText(text);
  const reference = parse(own);
  if (parsed.size >= PARSED_LIMIT) parsed.clear();
  parsed.set(own, { reference });
  return reference;
}

/** Every rule about images asks about the same ones. */
const parsed = new Map<string, { readonly reference: ImageReference | undefined }>();
const PARSED_LIMIT = 1000;

function parse(text: string): ImageReference | undefined {
  const match = REFERENCE.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { name: match[1], ...placeOf(match[1]), tag: match[2], digest: match[3] };
}

/** The first part of a name is a registry where it looks like a host; else the image is one of Docker Hub. */
function placeOf(name: string): Pick<ImageReference, 'registry' | 'repository'> {
  const [first = '', ...rest] = name.split('/');
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  const host = isHost ? first.toLowerCase() : 'docker.io';
  const registry = host === 'index.docker.io' ? 'docker.io' : host;
  const parts = isHost ? rest : [first, ...rest];
  const isOfficial = registry === 'docker.io' && parts.length === 1;
  return { registry, repository: [...(isOfficial ? ['library'] : []), ...parts].join('/') };
}
