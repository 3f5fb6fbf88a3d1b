import { editsOf } from '../engine/fix';
import { type Component, type ComponentName, componentsOf } from '../kubernetes/component';
import { readManifests } from '../kubernetes/manifest';
import type { Operation } from '../yaml/operation';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { dedent } from './marked';

/** The component of a name that a manifest configures. Throws where there is none. */
export function componentIn(text: string, name: ComponentName, uri = 'file:///a.yaml'): Component {
  const { manifests } = readManifests(sourceOf(uri, dedent(text)));
  const component = manifests.flatMap(componentsOf).find((each) => each.name === name);
  if (component === undefined) throw new Error(`there is no ${name}`);
  return component;
}

/** The value of an option, with what is underlined for it in brackets where that is something else. */
export function told(component: Component, flag: string): string {
  const { value, document, span } = component.option(flag);
  const text = value.state === 'known' ? value.value : value.state;
  const underlined = document.source.text.slice(span.start, span.end);
  return underlined === text ? text : `${text} [${underlined}]`;
}

/** The manifest after the operations, or why they are refused. */
export function changed(text: string, operations: readonly Operation[]): string {
  const result = editsOf({ operations });
  return 'refused' in result ? `refused: ${result.refused}` : applyEdits(dedent(text), result.edits);
}
