import type { Finding } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import type { Option } from '../../kubernetes/option';
import type { Located } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { isUnset, leftOpen } from './file-options';

/** The list of plugins that are turned on. The older flag is the whole list where it is given, and excludes the newer. */
export function pluginsOf(apiserver: Component): Option {
  const [whole, added] = [
    apiserver.option('admission-control'),
    apiserver.option('enable-admission-plugins'),
  ];
  return added.isGiven || whole.value.state === 'absent' ? added : whole;
}

/** A place in the list of plugins, with the same path whichever flag has the list. */
export function inPluginList(apiserver: Component, { document, span }: Located): Located {
  return { document, span, path: apiserver.option('enable-admission-plugins').named.path };
}

/** The finding about an admission plugin that certainly is not turned on. `meaning` says what follows. */
export function* expectPlugin(apiserver: Component, plugin: string, meaning: string): Iterable<Finding> {
  const plugins = pluginsOf(apiserver);
  if (plugins.mayInclude(plugin)) return;
  yield {
    at: inPluginList(apiserver, plugins),
    message: `${meaning}: ${plugin} is not turned on`,
    fixes: fixesOf(`Turn ${plugin} on`, 'unsafe', plugins.addItem(plugin)),
  };
}

/** The same about a plugin that needs a configuration of its own, which a human must write. */
export function* suggestPlugin(apiserver: Component, plugin: string, meaning: string): Iterable<Finding> {
  const file = apiserver.option('admission-control-config-file');
  const named = isUnset(file) ? leftOpen(file.set('/etc/kubernetes/pki/admission.yaml')) : [];
  for (const { at, message } of expectPlugin(apiserver, plugin, meaning)) {
    const operations = [...pluginsOf(apiserver).addItem(plugin), ...named];
    const assist = { title: `Turn ${plugin} on`, operations };
    yield { at, message, ...(operations.length === 0 ? {} : { assist }) };
  }
}
