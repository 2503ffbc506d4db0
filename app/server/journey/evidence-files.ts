import { journeyWords } from "#app/content/journey";
import { fill } from "#app/content/words";
import { utf8Bytes } from "#app/crypto/encoding";
import type { SampleTip } from "./sample-tip";

export type EvidenceFile = {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
};

/** One white pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==";

const kinds: Readonly<
  Record<
    string,
    {
      readonly words: string;
      readonly extension: string;
      readonly type: string;
    }
  >
> = {
  PHOTO: {
    words: journeyWords.files.photo,
    extension: "png",
    type: "image/png",
  },
  BILL: {
    words: journeyWords.files.bill,
    extension: "pdf",
    type: "application/pdf",
  },
  FEE_LIST: {
    words: journeyWords.files.feeList,
    extension: "csv",
    type: "text/csv",
  },
  CHAT: {
    words: journeyWords.files.chat,
    extension: "txt",
    type: "text/plain",
  },
};

/** Small real files for the kinds of evidence a record names; each file of each tip has bytes and a name of its own. */
export function evidenceFiles(sample: SampleTip): readonly EvidenceFile[] {
  return sample.evidence.flatMap((kind) => {
    const known = kinds[kind];
    if (!known) return [];
    const { words, extension, type } = known;
    return [
      {
        name: `${words} ${sample.id}.${extension}`,
        type,
        bytes: contentOf(extension, `${sample.id} ${kind}`),
      },
    ];
  });
}

function contentOf(extension: string, mark: string): Uint8Array {
  if (extension === "png") {
    const image = Uint8Array.from(atob(PNG), (letter) => letter.charCodeAt(0));
    // after the image's end: viewers stop there, the mark makes the file unlike any other
    return new Uint8Array([...image, ...utf8Bytes(mark)]);
  }
  if (extension === "pdf")
    return utf8Bytes(
      // says who made it, as most do: a browser asks what to do with that
      `%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n2 0 obj<</Producer(${mark})>>endobj\ntrailer<</Root 1 0 R/Info 2 0 R>>\n%%EOF\n`,
    );
  return utf8Bytes(fill(journeyWords.files.content, { mark }));
}
