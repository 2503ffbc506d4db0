import type { MetadataLabel } from "#app/domain/codes/metadata";
import { innerBoxes } from "./boxes";
import { guessText, isAllZero, latin1, u16, u32, type Bytes } from "./bytes";
import type { Found } from "./found";
import { readXmp } from "./xmp";

/** Four-letter names of QuickTime user data, iTunes lists and 3GPP (TS 26.244). */
const labels: Readonly<Record<string, MetadataLabel>> = {
  "\xa9xyz": "GPS_POSITION",
  loci: "GPS_POSITION",
  "\xa9mak": "DEVICE_MAKE",
  manu: "DEVICE_MAKE",
  "\xa9mod": "DEVICE_MODEL",
  modl: "DEVICE_MODEL",
  "\xa9swr": "SOFTWARE",
  "\xa9too": "SOFTWARE",
  "\xa9enc": "SOFTWARE",
  "\xa9fmt": "SOFTWARE",
  "\xa9day": "CREATED_AT",
  "\xa9nam": "TITLE",
  titl: "TITLE",
  name: "TITLE",
  "\xa9des": "DESCRIPTION",
  dscp: "DESCRIPTION",
  desc: "DESCRIPTION",
  "\xa9cmt": "COMMENT",
  "\xa9inf": "COMMENT",
  "\xa9ART": "AUTHOR",
  "\xa9aut": "AUTHOR",
  auth: "AUTHOR",
  perf: "AUTHOR",
  "\xa9cpy": "COPYRIGHT",
  cprt: "COPYRIGHT",
  "\xa9key": "KEYWORDS",
  kywd: "KEYWORDS",
  CAME: "SERIAL_NUMBER",
  thmb: "THUMBNAIL",
  covr: "THUMBNAIL",
};

/** Keys of QuickTime metadata, by how they end. */
const keyEndings: readonly (readonly [string, MetadataLabel])[] = [
  ["location.ISO6709", "GPS_POSITION"],
  ["location.name", "PLACE_NAME"],
  ["location.body", "PLACE_NAME"],
  ["make", "DEVICE_MAKE"],
  ["model", "DEVICE_MODEL"],
  ["software", "SOFTWARE"],
  ["android.version", "SOFTWARE"],
  ["creationdate", "CREATED_AT"],
  ["content.identifier", "IMAGE_ID"],
  ["author", "AUTHOR"],
  ["artist", "AUTHOR"],
  ["copyright", "COPYRIGHT"],
  ["title", "TITLE"],
  ["displayname", "TITLE"],
  ["description", "DESCRIPTION"],
  ["comment", "COMMENT"],
  ["keywords", "KEYWORDS"],
];

/** What a dropped box of a movie said. `data` is its body. @throws MalformedFile when it cannot be read */
export function readTags(type: string, data: Bytes, found: Found): void {
  if (type === "udta") readList(data, 0, found);
  else if (type === "meta") readMeta(data, found);
  else if (type === "uuid") readXmp(guessText(data.subarray(16)), found);
  else if (type === "XMP_") readXmp(guessText(data), found);
}

function readList(data: Bytes, start: number, found: Found): void {
  for (const box of innerBoxes(data, start, data.length)) {
    const body = data.subarray(box.body, box.end);
    if (box.type === "meta") readMeta(body, found);
    else if (box.type === "XMP_") readXmp(guessText(body), found);
    else if (labels[box.type])
      found.add(labels[box.type]!, tagText(box.type, body));
    else if (!isAllZero(body) && box.type !== "free")
      found.add("METADATA_BLOCK", box.type.replace(/[^ -~]/g, "?"));
  }
}

/** QuickTime: length, language, text. 3GPP: version, language, text to NUL. */
function tagText(type: string, body: Bytes): string {
  if (type === "thmb" || type === "covr" || type === "CAME") return "";
  if (type === "loci") return place(body);
  if (
    type.startsWith("\xa9") &&
    body.length >= 4 &&
    u16(body, 0) + 4 <= body.length
  )
    return guessText(body.subarray(4, 4 + u16(body, 0)));
  const start = body.length > 6 && u32(body, 0) === 0 ? 6 : 0;
  return guessText(body.subarray(start)).replace(/\0[^]*$/, "");
}

/** Name, then longitude and latitude as 16.16 fixed point. */
function place(body: Bytes): string {
  const end = body.indexOf(0, 6);
  if (end < 0 || end + 10 > body.length) return "";
  const degrees = (at: number) => ((u32(body, at) | 0) / 65_536).toFixed(5);
  return `${guessText(body.subarray(6, end))} ${degrees(end + 6)}, ${degrees(end + 2)}`;
}

/** In MP4 a full box, in QuickTime a plain one. */
function readMeta(data: Bytes, found: Found): void {
  const start = data.length >= 8 && latin1(data, 4, 8) === "hdlr" ? 0 : 4;
  const boxes = innerBoxes(data, start, data.length);
  const keyBox = boxes.find(({ type }) => type === "keys");
  const keys = keyBox
    ? innerBoxes(data, keyBox.body + 8, keyBox.end).map(({ body, end }) =>
        guessText(data.subarray(body, end)),
      )
    : [];
  for (const list of boxes.filter(({ type }) => type === "ilst"))
    for (const item of innerBoxes(data, list.body, list.end)) {
      const index = u32(data, item.at + 4);
      const key = keys[index - 1];
      const inner = innerBoxes(data, item.body, item.end).find(
        ({ type }) => type === "data",
      );
      const value = inner ? dataText(data.subarray(inner.body, inner.end)) : "";
      const label =
        key !== undefined
          ? keyEndings.find(([ending]) => key.endsWith(ending))?.[1]
          : labels[item.type];
      if (label) found.add(label, value);
      else
        found.add(
          "CUSTOM_PROPERTY",
          `${key ?? item.type.replace(/[^ -~]/g, "?")}: ${value}`,
        );
    }
}

/** Type 1 is UTF-8, 2 UTF-16; pictures and numbers are not shown. */
function dataText(data: Bytes): string {
  if (data.length < 8) return "";
  return u32(data, 0) === 1 ? guessText(data.subarray(8)) : "";
}
