/**
 * A neutral name for a cleaned file: "IMG_20260301_1530.jpg" tells when, "张三-病历.pdf" tells who. Only the extension stays,
 * in lower case and when it is an ordinary one.
 */
export function cleanedName(name: string): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase();
  return extension === undefined ? "file" : `file.${extension}`;
}
