import type { Config } from '../../../rules/engine/config';
import { optionsFor, type PlacedConfig, withConfig } from '../../../rules/engine/config-options';
import { defaultOptions } from '../../../rules/engine/options';
import type { LintOptions } from '../../../rules/engine/problem';
import { type ConfigFile, withBaselines } from '../workspace/config-files';
import { keyOf, type Settings } from './settings';

/** What holds for a file by the editor's settings and these configuration files and baselines, the outermost first. */
export function settingsUnder(
  editor: Settings,
  uri: string,
  configs: readonly PlacedConfig[],
  baselines: readonly ConfigFile[],
): Settings {
  const configured = configuredBy(editor, uri, configs);
  if (!editor.heedsBaselines || baselines.length === 0) return configured;
  const options = withBaselines(configured.options, baselines);
  return { ...configured, options, key: keyOf(configured.isEnabled, options) };
}

function configuredBy(editor: Settings, uri: string, configs: readonly PlacedConfig[]): Settings {
  if (editor.preference === 'editorOnly' || configs.length === 0) return editor;
  const isEditorFirst = editor.preference === 'editorFirst';
  const { options: ofFiles, isIncluded } = optionsFor(
    uri,
    configs,
    isEditorFirst ? defaultOptions : editor.options,
  );
  const options = isEditorFirst ? withConfig(ofFiles, changedIn(editor.options)) : ofFiles;
  const isEnabled = editor.isEnabled && isIncluded;
  return { ...editor, isEnabled, options, key: keyOf(isEnabled, options) };
}

/** What was set in the editor. Editors tell the defaults of what was not, so what equals them was not. */
function changedIn({ profile, kubernetesVersion, severities }: LintOptions): Config {
  return {
    ...(profile === defaultOptions.profile ? {} : { profile }),
    ...(kubernetesVersion === defaultOptions.kubernetesVersion ? {} : { kubernetesVersion }),
    rules: Object.fromEntries(Object.entries(severities).map(([rule, severity]) => [rule, { severity }])),
  };
}
