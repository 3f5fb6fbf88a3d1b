import type { FileList } from '../workspace/files';
import { NodeFiles } from '../workspace/node-files';

/** The files of this machine for a run that looks through each folder once, whoever asks for it. */
export class RunFiles extends NodeFiles {
  private readonly lists = new Map<string, Promise<FileList>>();

  override list(folder: string): Promise<FileList> {
    const list = this.lists.get(folder) ?? super.list(folder);
    this.lists.set(folder, list);
    return list;
  }
}
