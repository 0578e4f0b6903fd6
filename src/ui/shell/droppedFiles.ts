/** Every file of a drop, in the order of their paths; those out of a folder carry their path as their name, because folders name classes. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files];
  const files = await Promise.all(entries.map(filesOf));
  return files.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    const path = entry.fullPath.replace(/^\//, '');
    return [
      path === file.name
        ? file
        : new File([file], path, { type: file.type, lastModified: file.lastModified }),
    ];
  }
  const children = await childrenOf((entry as FileSystemDirectoryEntry).createReader());
  const files = await Promise.all(children.toSorted((a, b) => a.name.localeCompare(b.name)).map(filesOf));
  return files.flat();
}

/** A reader gives a folder in portions, the last one empty. */
async function childrenOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const children: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return children;
    children.push(...portion);
  }
}
