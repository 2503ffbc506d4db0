import type { Browser } from "playwright-core";
import { zipSync, strToU8 } from "fflate";
import { packPixels, pngOf } from "#app/browser/staff/redact/flat-pictures";

/** Small files of each kind, made here: what is in them is known to the byte. */
export const MARK = "ZHANGSAN-4711";

/** A red picture, wider than high. */
export async function aPng(): Promise<Uint8Array> {
  const width = 320;
  const height = 200;
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at] = 200;
    rgba[at + 1] = ((at / 4) % width) & 0xff;
    rgba[at + 2] = 60;
    rgba[at + 3] = 255;
  }
  return pngOf(await packPixels({ width, height, rgba: rgba.buffer }));
}

/**
 * Two pages: words in Helvetica and in a Chinese font that is not embedded (so that fonts and character maps of the release are
 * needed), a link out, a script that runs on opening.
 */
export function aPdf(): Uint8Array {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
    "<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R /Resources 6 0 R /Annots [9 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 10 0 R /Resources 6 0 R >>",
    stream(
      `BT /F1 24 Tf 20 150 Td (${MARK}) Tj ET BT /F2 24 Tf 20 90 Td <63024F4F4F4F96627684> Tj ET`,
    ),
    "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F2 7 0 R >> >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [8 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 11 0 R >>",
    "<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] /A << /S /URI /URI (https://evil.example/) >> >>",
    stream("BT /F1 24 Tf 20 150 Td (second page) Tj ET"),
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets)
    text += `${String(offset).padStart(10, "0")} 00000 n \n`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return strToU8(text, true);
}
function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** One second of a tone, 8,000 samples of 16 bits. */
export function aWav(): Uint8Array {
  const samples = 8_000;
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8_000, 24);
  bytes.writeUInt32LE(16_000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at++)
    bytes.writeInt16LE(Math.round(Math.sin(at / 3) * 9_000), 44 + at * 2);
  return new Uint8Array(bytes);
}

/** A second of a moving square, recorded by the browser itself. */
export async function aWebm(browser: Browser): Promise<Uint8Array> {
  const page = await browser.newPage();
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 160;
    canvas.height = 120;
    const context = canvas.getContext("2d")!;
    const recorder = new MediaRecorder(canvas.captureStream(15), {
      mimeType: "video/webm;codecs=vp8",
    });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((done) => (recorder.onstop = done));
    recorder.start();
    for (let frame = 0; frame < 15; frame++) {
      context.fillStyle = frame % 2 ? "#0a0" : "#00a";
      context.fillRect(frame * 8, 20, 40, 40);
      await new Promise((done) => setTimeout(done, 60));
    }
    recorder.stop();
    await stopped;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  await page.close();
  return new Uint8Array(bytes);
}

/** An Office file as far as its first bytes and its parts go. */
export function aDocx(): Uint8Array {
  return zipSync({
    "[Content_Types].xml": strToU8("<Types/>"),
    "word/document.xml": strToU8(`<w:document>${MARK}</w:document>`),
  });
}

/** 挂名住院 in GB 18030, and a name in ASCII. */
export function aChineseText(): Uint8Array {
  return new Uint8Array([
    0xb9,
    0xd2,
    0xc3,
    0xfb,
    0xd7,
    0xa1,
    0xd4,
    0xba,
    0x0d,
    0x0a,
    ...strToU8(`${MARK} was there\r\n`),
  ]);
}
