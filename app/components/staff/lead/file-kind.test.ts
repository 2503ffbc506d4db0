import { describe, expect, it } from "vitest";
import { fileKind, isRedactable, MAX_TEXT_PREVIEW_BYTES } from "./file-kind";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === "string" ? [...utf8(part)] : part,
    ),
  );

describe("what a decrypted file is shown as", () => {
  it.each([
    ["JPEG", bytes([0xff, 0xd8, 0xff, 0xe0]), "IMAGE", "image/jpeg"],
    ["WebP", bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 "), "IMAGE", "image/webp"],
    ["PDF", utf8("%PDF-1.7\n…"), "PDF", "application/pdf"],
    ["WAV", bytes("RIFF", [0, 0, 0, 0], "WAVEfmt "), "AUDIO", "audio/wav"],
    ["MP3 with a tag", bytes("ID3", [4, 0, 0]), "AUDIO", "audio/mpeg"],
    ["MP3", bytes([0xff, 0xfb, 0x90, 0x64]), "AUDIO", "audio/mpeg"],
    ["AAC", bytes([0xff, 0xf1, 0x50, 0x80]), "AUDIO", "audio/mpeg"],
    ["Ogg", bytes("OggS", [0, 2]), "AUDIO", "audio/ogg"],
    ["M4A", bytes([0, 0, 0, 28], "ftypM4A "), "AUDIO", "audio/mp4"],
    ["MP4", bytes([0, 0, 0, 28], "ftypisom"), "VIDEO", "video/mp4"],
    ["MOV", bytes([0, 0, 0, 20], "ftypqt  "), "VIDEO", "video/mp4"],
    ["WebM", bytes([0x1a, 0x45, 0xdf, 0xa3]), "VIDEO", "video/webm"],
    ["HEIC", bytes([0, 0, 0, 24], "ftypheic"), "IMAGE", "image/heic"],
  ])("goes by the bytes: %s", (_, content, show, type) => {
    expect(fileKind(content)).toEqual({ show, type });
  });

  it("shows markup as text and never as a page or a picture", () => {
    const html = "<html><script>alert(1)</script></html>";
    expect(fileKind(utf8(html))).toEqual({
      show: "TEXT",
      encoding: "utf-8",
      text: html,
      cut: false,
    });
    expect(
      fileKind(utf8("<svg xmlns='http://www.w3.org/2000/svg'/>")).show,
    ).toBe("TEXT");
  });

  it("reads Chinese text in both encodings", () => {
    expect(fileKind(utf8("挂名住院"))).toMatchObject({ text: "挂名住院" });
    // 挂名 in GB 18030
    expect(fileKind(new Uint8Array([0xb9, 0xd2, 0xc3, 0xfb]))).toMatchObject({
      show: "TEXT",
      encoding: "gb18030",
      text: "挂名",
    });
  });

  it.each([
    ["an archive or Office file", bytes("PK", [3, 4, 0, 0])],
    ["a Windows program", bytes("MZ", [0x90, 0, 3])],
    ["a TIFF picture", bytes("II", [42, 0, 8, 0, 0, 0])],
    ["UTF-16 text", bytes([0xff, 0xfe, 0x61, 0])],
    ["an AMR recording", bytes("#!AMR\n", [0x3c, 0, 1])],
  ])("shows nothing of %s", (_, content) => {
    expect(fileKind(content).show).toBe("NOTHING");
  });

  it("cuts a long text without an error in the middle of a character", () => {
    const long = utf8("言".repeat(MAX_TEXT_PREVIEW_BYTES));
    const kind = fileKind(long);
    expect(kind).toMatchObject({ show: "TEXT", cut: true });
  });

  it("redacts what can be drawn or written out", () => {
    expect(isRedactable(fileKind(utf8("%PDF-1.7")))).toBe(true);
    expect(isRedactable(fileKind(utf8("文字")))).toBe(true);
    expect(isRedactable(fileKind(bytes("OggS")))).toBe(false);
    expect(isRedactable(fileKind(bytes("PK", [3, 4])))).toBe(false);
  });
});
