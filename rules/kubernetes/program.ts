import { type Field, knownValue } from '../yaml/field';
import type { Container } from './container';
import { parseImage } from './image';

/** Kubernetes' own programs that run as containers. */
const COMPONENTS = [
  'cloud-controller-manager',
  'etcd',
  'hyperkube',
  'kube-aggregator',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
];

/** The program of Kubernetes that a container runs, by its command or its image; undefined where it runs something else. */
export function programOf(container: Container): string | undefined {
  const [program] = container.view.list('command').strings();
  const names = [program === undefined ? undefined : knownValue(program), imageName(container)];
  const lasts = names.map((name) => name?.split('/').at(-1));
  // Images for one architecture have it behind their name.
  const bare = lasts.map((last) => last?.replace(/-(?:amd64|arm|arm64|ppc64le|s390x)$/, ''));
  return COMPONENTS.find((name) => bare.includes(name));
}

/** The last part of the name of a container's image; undefined where it is not known. */
export function imageName({ image }: Container): string | undefined {
  return image.state === 'known' ? parseImage(image.value)?.name.split('/').at(-1) : undefined;
}

/** A flag of a command line: the word that names it, and its value where it has one there or in the next word. */
export interface Flag {
  readonly name: string;
  readonly word: Field<string>;
  readonly value: string | undefined;
  /** The word that holds the value, where it is not the flag's own. */
  readonly valueWord: Field<string> | undefined;
}

/** The flags of a container's command line, such as `--v=8`, `-v 8` and `--anonymous`. A shell's scripts are not looked into. */
export function flagsOf(container: Container): readonly Flag[] {
  const words = container.commandLine;
  return words.flatMap((word, index): readonly Flag[] => {
    const match = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(knownValue(word) ?? '');
    if (match?.[1] === undefined) return [];
    const next = words[index + 1];
    const isValueNext = match[2] === undefined && next?.state === 'known' && !next.value.startsWith('-');
    return [
      {
        name: match[1],
        word,
        value: isValueNext ? next.value : match[2],
        valueWord: isValueNext ? next : undefined,
      },
    ];
  });
}
