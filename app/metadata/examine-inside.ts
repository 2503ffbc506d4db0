import { BeyondLimit, MalformedFile } from "./bytes";
import { formatOf } from "./format";
import type { Found } from "./found";
import { examineHeif } from "./heif";
import type { MetadataLimits } from "./inspection";
import { examineJpeg } from "./jpeg";
import { examineMovie } from "./mp4";
import { examinePng } from "./png";
import { examineWebp } from "./webp";

/** A picture or film, alone or inside a document; null when it is of another kind. @throws MalformedFile | BeyondLimit */
export async function examineMedia(
  file: Blob,
  found: Found,
  limits: MetadataLimits,
): Promise<BlobPart[] | null> {
  const format = await formatOf(file);
  switch (format) {
    case "JPEG":
      return examineJpeg(file, found);
    case "PNG":
      return examinePng(file, found);
    case "WEBP":
      return examineWebp(file, found);
    case "HEIC":
      return examineHeif(file, found, limits);
    case "MP4":
    case "MOV":
      return examineMovie(file, found, limits);
    case "PDF":
    case "ZIP":
    case "OLE":
    case "OTHER":
      return null;
  }
}

/** One inside a document: null also when it is damaged, and then it stays in the document as it is. */
export async function examineInside(
  file: Blob,
  found: Found,
  limits: MetadataLimits,
): Promise<BlobPart[] | null> {
  try {
    return await examineMedia(file, found, limits);
  } catch (error) {
    if (!(error instanceof MalformedFile) && !(error instanceof BeyondLimit))
      throw error;
    found.add("METADATA_BLOCK", "", false);
    return null;
  }
}
