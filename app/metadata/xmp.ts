import type { MetadataLabel } from "#app/domain/codes/metadata";
import type { Found } from "./found";

/** Properties of XMP (ISO 16684-1, Adobe XMP part 2, Exif in XMP) by name, with the prefixes everybody writes. */
const labels: Readonly<Record<string, MetadataLabel>> = {
  "dc:creator": "AUTHOR",
  "dc:contributor": "AUTHOR",
  "dc:publisher": "AUTHOR",
  "dc:rights": "COPYRIGHT",
  "dc:title": "TITLE",
  "dc:description": "DESCRIPTION",
  "dc:subject": "KEYWORDS",
  "pdf:Keywords": "KEYWORDS",
  "pdf:Producer": "SOFTWARE",
  "xmp:CreatorTool": "SOFTWARE",
  "xmp:CreateDate": "CREATED_AT",
  "xmp:ModifyDate": "CHANGED_AT",
  "xmp:MetadataDate": "CHANGED_AT",
  "xmp:Thumbnails": "THUMBNAIL",
  "xmpMM:DocumentID": "DOCUMENT_ID",
  "xmpMM:OriginalDocumentID": "DOCUMENT_ID",
  "xmpMM:InstanceID": "DOCUMENT_ID",
  "xmpMM:History": "EDIT_STEPS",
  "xmpMM:DerivedFrom": "EDIT_STEPS",
  "photoshop:DateCreated": "TAKEN_AT",
  "photoshop:City": "PLACE_NAME",
  "photoshop:State": "PLACE_NAME",
  "photoshop:Country": "PLACE_NAME",
  "photoshop:Credit": "AUTHOR",
  "photoshop:CaptionWriter": "LAST_EDITOR",
  "photoshop:History": "EDIT_STEPS",
  "Iptc4xmpCore:Location": "PLACE_NAME",
  "Iptc4xmpExt:LocationCreated": "PLACE_NAME",
  "exif:GPSLatitude": "GPS_POSITION",
  "exif:GPSLongitude": "GPS_POSITION",
  "exif:DateTimeOriginal": "TAKEN_AT",
  "exif:UserComment": "COMMENT",
  "tiff:Make": "DEVICE_MAKE",
  "tiff:Model": "DEVICE_MODEL",
  "tiff:Software": "SOFTWARE",
  "tiff:Artist": "AUTHOR",
  "aux:SerialNumber": "SERIAL_NUMBER",
  "aux:LensSerialNumber": "SERIAL_NUMBER",
  "aux:Lens": "LENS",
  "aux:OwnerName": "OWNER",
  "exifEX:BodySerialNumber": "SERIAL_NUMBER",
  "exifEX:CameraOwnerName": "OWNER",
  "GCamera:MicroVideo": "FURTHER_PICTURE",
  "GCamera:MotionPhoto": "FURTHER_PICTURE",
};
const MOST_CHARACTERS = 1_000_000;

/** Reads a packet of XMP by name, without a parser that entities or depth could hurt; the packet goes as a whole anyway. */
export function readXmp(packet: string, found: Found): void {
  const before = found.size;
  const text = packet.slice(0, MOST_CHARACTERS);
  for (const [name, label] of Object.entries(labels)) {
    const value = xmlValue(text, name);
    if (value !== null) found.add(label, value);
  }
  if (found.size === before && /<\w/.test(text))
    found.add("METADATA_BLOCK", "XMP");
}

const MOST_VALUE = 4_000;

/** Text of the first element or attribute of that name, tags left out; null when there is none or it is empty. */
export function xmlValue(xml: string, name: string): string | null {
  const attribute = xml.indexOf(` ${name}="`);
  if (attribute >= 0) {
    const start = attribute + name.length + 3;
    const end = xml.indexOf('"', start);
    if (end >= start)
      return unescaped(xml.slice(start, Math.min(end, start + MOST_VALUE)));
  }
  let element = xml.indexOf(`<${name}`);
  while (element >= 0 && !/[\s>/]/.test(xml[element + name.length + 1] ?? "x"))
    element = xml.indexOf(`<${name}`, element + 1);
  if (element < 0) return null;
  const open = xml.indexOf(">", element);
  if (open < 0 || xml[open - 1] === "/") return null;
  const close = xml.indexOf(`</${name}`, open);
  if (close < 0) return null;
  const inner = xml.slice(open + 1, Math.min(close, open + 1 + MOST_VALUE));
  const text = unescaped(inner.replace(/<[^<>]*>/g, " "));
  // values in attributes of nested elements: steps of an edit history
  return text === "" && inner.includes("=") ? " " : text || null;
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};

export function unescaped(text: string): string {
  return text
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi,
      (
        whole,
        hex: string | undefined,
        decimal: string | undefined,
        name: string | undefined,
      ) => {
        if (name) return entities[name] ?? whole;
        const code = hex ? parseInt(hex, 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : "";
      },
    )
    .trim();
}
