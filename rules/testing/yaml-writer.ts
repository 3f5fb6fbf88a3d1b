import type { FileTree, ListTree, MapTree, TextTree, Tree } from './hostile-yaml';
import {
  childrenOf,
  inline,
  isFlow,
  isTextBlock,
  jsonText,
  listStepOf,
  partsOf,
  quotedKey,
  stepOf,
  textBlock,
  textLines,
} from './yaml-spelling';

/** Writes trees as the numbers in them say. Every comment is another one. */
export class YamlWriter {
  private comments = 0;
  private names = 0;
  private anchors: string[] = [];
  private maps: string[] = [];

  constructor(private readonly isJson: boolean) {}

  write({ documents, hasMark, isWindows, hasEnd }: FileTree): string {
    const lines = documents.flatMap(({ root, marker, tail }, index) => {
      this.anchors = [];
      this.maps = [];
      if (this.isJson) return jsonText(root, marker).split('\n');
      const body = this.framed(this.root(root), marker);
      return [...this.head(marker, index > 0), ...body, ...this.above(tail, 0)];
    });
    const text = `${hasMark ? '\ufeff' : ''}${lines.join('\n')}${hasEnd ? '\n' : ''}`;
    return isWindows ? text.replaceAll('\n', '\r\n') : text;
  }

  private head(marker: number, isNext: boolean): string[] {
    const end = isNext && marker % 3 === 0 ? [marker % 2 === 0 ? '...' : `... ${this.comment()}`] : [];
    if (marker < 2 && (!isNext || end.length > 0)) return [...end, '%YAML 1.2', '---'];
    if (marker < 5) return [...end, `--- ${this.comment()}`];
    if (marker > 11 && !isNext) return marker === 12 ? [this.comment(), ''] : [];
    return [...end, '---'];
  }

  private root(tree: MapTree): string[] {
    return tree.style % 16 === 0 ? this.flow(tree, 0) : this.entries(tree, 0);
  }

  /** The lines of an entry with what a template puts around them. */
  protected around(
    lines: readonly string[],
    _column: number,
    _seed: number,
    _isFirst: boolean,
  ): readonly string[] {
    return lines;
  }

  /** What a template puts in place of a text. */
  protected expression(_tree: TextTree): string | undefined {
    return undefined;
  }

  /** The lines of a document with what a template puts around them. */
  protected framed(lines: readonly string[], _seed: number): readonly string[] {
    return lines;
  }

  /** The lines of a mapping's entries, whose keys stand in a column. */
  private entries(tree: MapTree, column: number): string[] {
    const pad = ' '.repeat(column);
    const merged = tree.merge ? this.maps.at(-1) : undefined;
    const merge = merged === undefined ? [] : [`${pad}<<: *${merged}`];
    const lines = tree.entries.flatMap(({ above, behind, key, keyStyle, value }, index) => {
      const name = quotedKey(key, keyStyle);
      const isExplicit = tree.merge && keyStyle > 55 && value.kind === 'text';
      const head = isExplicit
        ? `${pad}? ${name}\n${pad}:`
        : `${pad}${name}${keyStyle % 16 === 9 ? ' ' : ''}:`;
      const noise = index === 0 && merge.length === 0 ? [] : this.above(above, column);
      const written = this.value(head, value, column, behind, true);
      return [...noise, ...this.around(written, column, keyStyle, index === 0)];
    });
    return [...merge, ...lines];
  }

  private items(tree: ListTree, column: number): string[] {
    return tree.items.flatMap(({ above, behind, gap, value }, index) => {
      const dash = `${' '.repeat(column)}-`;
      const noise = index === 0 ? [] : this.above(above, column);
      const width = gap < 5 ? 1 : gap - 3;
      const isBlock = value.kind === 'map' || value.kind === 'list';
      if (isBlock && gap !== 4 && !value.anchor && !isFlow(value) && childrenOf(value) > 0) {
        const inner = column + 1 + width;
        const lines = value.kind === 'map' ? this.entries(value, inner) : this.items(value, inner);
        const [first = '', ...rest] = lines;
        return [...noise, `${dash}${first.slice(column + 1)}`, ...rest];
      }
      return [...noise, ...this.value(dash, value, column, behind, false)];
    });
  }

  /** The lines of a key or dash and what stands behind it. */
  private value(head: string, tree: Tree, column: number, behind: number, isKey: boolean): string[] {
    if (tree.kind === 'alias') {
      const name = this.anchors[tree.to % Math.max(this.anchors.length, 1)];
      return [`${head}${name === undefined ? ' none' : ` *${name}`}${this.behind(behind)}`];
    }
    if (tree.kind !== 'text' && (isFlow(tree) || childrenOf(tree) === 0)) {
      const lines = this.flow(tree, column);
      const [first = '', ...rest] = lines.with(-1, `${lines.at(-1)}${this.behind(behind)}`);
      return [`${head} ${first}`, ...rest];
    }
    const { name, done } = this.anchor(tree);
    const start = name === '' ? head : `${head} ${name}`;
    const lines =
      tree.kind === 'text'
        ? this.text(start, tree, column, behind)
        : this.collection(start, tree, column, behind, isKey);
    done();
    return lines;
  }

  private collection(
    start: string,
    tree: MapTree | ListTree,
    column: number,
    behind: number,
    isKey: boolean,
  ) {
    const between = behind === 14 ? [`${' '.repeat(column + 3)}${this.comment()}`] : [];
    const first = `${start}${this.behind(behind)}`;
    if (tree.kind === 'map') return [first, ...between, ...this.entries(tree, column + stepOf(tree))];
    const inner = isKey ? column + listStepOf(tree) : column + stepOf(tree);
    return [first, ...between, ...this.items(tree, inner)];
  }

  private text(start: string, tree: TextTree, column: number, behind: number): string[] {
    const expression = this.expression(tree);
    if (expression !== undefined) return [`${start} ${expression}${this.behind(behind)}`];
    if (isTextBlock(tree)) return textBlock(start, tree, column, behind === 1 ? ` ${this.comment()}` : '');
    const [first = '', ...rest] = textLines(tree, column);
    return [start + first, ...rest].map((line, index) =>
      index === rest.length ? line + this.behind(behind) : line,
    );
  }

  /** The lines of a flow collection; the first goes behind what is there. */
  private flow(tree: Tree, column: number): string[] {
    if (tree.kind === 'alias') {
      const name = this.anchors[tree.to % Math.max(this.anchors.length, 1)];
      return [name === undefined ? 'none' : `*${name} `];
    }
    const { name, done } = this.anchor(tree);
    const [first = '', ...rest] =
      tree.kind === 'text' ? [inline(tree.text, tree.style, true)] : this.brackets(tree, column);
    done();
    return [name === '' ? first : `${name} ${first}`, ...rest];
  }

  private brackets(tree: MapTree | ListTree, column: number): string[] {
    const [open, close] = tree.kind === 'map' ? ['{', '}'] : ['[', ']'];
    if (childrenOf(tree) === 0) return [open + close];
    const isLines = tree.style % 32 >= 29;
    const pad = ' '.repeat(column + stepOf(tree));
    const parts = partsOf(tree).map(({ name, value, behind, above }) => {
      const [first = '', ...rest] = this.flow(value, column + stepOf(tree));
      return { lines: [name + first, ...rest], behind, above };
    });
    const comma = tree.style % 4 === 1 && tree.kind === 'list' ? ',' : '';
    if (isLines) {
      const lines = parts.flatMap(({ lines, behind, above }, index) => {
        const end = `${index < parts.length - 1 ? ',' : comma}${this.behind(behind)}`;
        return [
          ...this.above(above, column + 2),
          ...lines.map((line, at) => (at === 0 ? pad : '') + line + (at === lines.length - 1 ? end : '')),
        ];
      });
      return [open, ...lines, ' '.repeat(Math.max(column, 1)) + close];
    }
    const padding = tree.style % 8 > 5 ? ' ' : '';
    const separator = tree.style % 8 === 3 ? ',  ' : ', ';
    const all = parts.map(({ lines }) => lines.join('\n')).join(separator) + comma;
    return (open + padding + all + padding + close).split('\n');
  }

  private above(lines: readonly number[], column: number): string[] {
    const pads = [column, column + 2, 0, column];
    return lines.map((line) => {
      if (line >= 4) return '';
      return line === 3 ? ' '.repeat(column) : ' '.repeat(pads[line] ?? 0) + this.comment();
    });
  }

  private behind(behind: number): string {
    if (behind < 3) return ` ${this.comment()}`;
    if (behind === 3) return `\t${this.comment()}`;
    if (behind === 4) return '\t';
    return behind === 5 ? '  ' : '';
  }

  private comment(): string {
    return `# c${this.comments++}.`;
  }

  /** Gives the tree a name if it has one; `done` makes it known, once all that stands in it is written. */
  private anchor(tree: Exclude<Tree, { kind: 'alias' }>): { name: string; done: () => void } {
    if (!tree.anchor) return { name: '', done: () => {} };
    const name = `n${this.names++}`;
    const done = () => {
      this.anchors.push(name);
      if (tree.kind === 'map' && childrenOf(tree) > 0) this.maps.push(name);
    };
    return { name: `&${name}`, done };
  }
}
