/** The URI of a folder that is named without a last slash: where nothing but the file system is named, it needs one. */
export function folderUri(folder: string): string {
  return /^[\w+.-]+:\/\/[^/]*$/.test(folder) ? `${folder}/` : folder;
}
