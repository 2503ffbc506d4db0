import {
  latin1,
  MalformedFile,
  startsWith,
  u32,
  utf16,
  type Bytes,
} from "./bytes";

/** Profiles that come with standards and big programs and tell nothing about one device. */
const ordinary =
  /^(sRGB( IEC61966-2[.-]1)?( black scaled)?|sRGB2014|sRGB built-in|GIMP built-in sRGB|Display P3( Gamut.*)?|Adobe RGB \(1998\)|AdobeRGB|ProPhoto RGB|ROMM RGB.*|ITU-R BT\.?\s?(709|2020).*|Rec\.? ?(709|2020).*|uRGB|c2|c2ci|sGry|Dot Gain \d+%|Gray Gamma [\d.]+|Generic (RGB|Gray|CMYK).*|U\.S\. Web Coated \(SWOP\) v2|Coated FOGRA\d+.*|Japan Color 2001 Coated)$/;

/** Name of a colour profile (ICC.1:2022, tag "desc"); "" when it has none that can be read. */
export function profileName(profile: Bytes): string {
  try {
    const count = Math.min(u32(profile, 128), 200);
    for (let index = 0; index < count; index += 1) {
      const at = 132 + 12 * index;
      if (!startsWith(profile, "desc", at)) continue;
      const start = u32(profile, at + 4);
      const tag = profile.subarray(start, start + u32(profile, at + 8));
      if (startsWith(tag, "mluc")) {
        const length = Math.min(u32(tag, 20), 400);
        const from = u32(tag, 24);
        return utf16(tag.subarray(from, from + length), false).replace(
          /\0/g,
          "",
        );
      }
      return latin1(tag, 12, 12 + Math.min(u32(tag, 8), 200)).replace(
        /\0[^]*$/,
        "",
      );
    }
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
  }
  return "";
}

/** A profile measured for one screen or camera names it; those of the standards may stay, so that colours do. */
export function isOrdinaryProfile(profile: Bytes): boolean {
  return (
    profile.length >= 132 &&
    profile.length < 1_000_000 &&
    ordinary.test(profileName(profile))
  );
}
