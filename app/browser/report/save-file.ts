/**
 * Hands bytes to the browser to save. The URL lives for the click alone; downloads need no exception in the content policy.
 * @param name neutral: it stays in the browser's list of downloads
 */
export function saveFile(
  content: Blob | Uint8Array | string,
  name: string,
): void {
  const blob = new Blob([content as BlobPart], {
    type:
      typeof content === "string"
        ? "text/plain;charset=utf-8"
        : "application/octet-stream",
  });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // some browsers read it a moment after the click
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
