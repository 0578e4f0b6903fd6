/** How long a downloaded object stays in memory after the click, in ms: long enough for a browser that asks where to save. */
const KEPT_FOR = 60_000;

/** Hands a file to the browser's downloads. */
export function download(name: string, content: BlobPart | Blob, type = 'application/octet-stream'): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
}
