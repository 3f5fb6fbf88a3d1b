import { readDocuments } from '../yaml/read';
import { sourceOf } from '../yaml/source';
import { MapView } from '../yaml/view';

/** The mappings of a YAML list that is written in a string, such as an entry of a ConfigMap. Their places are not the file's. */
export function mapsInText(text: string): readonly MapView[] {
  const [document] = readDocuments(sourceOf('embedded.yaml', `items:\n${text}`));
  return document === undefined ? [] : MapView.of(document, false).maps('items');
}
