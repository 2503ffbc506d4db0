import { describe, expect, it } from "vitest";
import { fileKind, MAX_TEXT_PREVIEW_BYTES } from "./file-kind";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("what a decrypted file is shown as", () => {
  it("goes by the bytes", () => {
    expect(fileKind(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toEqual({
      show: "IMAGE",
      type: "image/jpeg",
    });
    expect(fileKind(utf8("%PDF-1.7\n…")).show).toBe("PDF");
    expect(
      fileKind(
        new Uint8Array([...utf8("RIFF"), 0, 0, 0, 0, ...utf8("WEBPVP8 ")]),
      ),
    ).toEqual({ show: "IMAGE", type: "image/webp" });
  });

  it("shows markup as text and never as a page or a picture", () => {
    const html = "<html><script>alert(1)</script></html>";
    expect(fileKind(utf8(html))).toEqual({
      show: "TEXT",
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
      text: "挂名",
    });
  });

  it("shows nothing of programs, archives and Office files", () => {
    expect(fileKind(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])).show).toBe(
      "NOTHING",
    );
    expect(fileKind(new Uint8Array([0x4d, 0x5a, 0x90, 0, 3])).show).toBe(
      "NOTHING",
    );
  });

  it("cuts a long text without an error in the middle of a character", () => {
    const long = utf8("言".repeat(MAX_TEXT_PREVIEW_BYTES));
    const kind = fileKind(long);
    expect(kind).toMatchObject({ show: "TEXT", cut: true });
  });
});
