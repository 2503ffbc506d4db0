/** Names the bytes of this program (package version and hash); put in by the build (bin/public-modules.mjs). */
export const release: string =
  typeof YANLU_RELEASE === "string" ? YANLU_RELEASE : "development";
