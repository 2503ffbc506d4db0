import { createHash } from "node:crypto";
import { unzipSync, strFromU8 } from "fflate";
import { expect, it } from "vitest";
import { zipStream } from "./zip-stream";

const bytes = new Uint8Array(300_000).map((_, at) => (at * 7) % 251);

it("holds what was put in, and sums that sha256sum can check", async () => {
  const zip = zipStream();
  const whole = new Response(zip.stream).arrayBuffer();
  await zip.add("tip.txt", "挂名住院");
  await zip.add("files/01-病历.bin", new Blob([bytes]).stream());
  await zip.add("files/02-empty", new Blob([]).stream());
  await zip.end();
  const files = unzipSync(new Uint8Array(await whole));
  expect(strFromU8(files["tip.txt"]!)).toBe("挂名住院");
  expect(files["files/01-病历.bin"]).toEqual(bytes);
  expect(files["files/02-empty"]).toHaveLength(0);
  const lines = strFromU8(files["manifest.txt"]!).trimEnd().split("\n");
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const [sum, path] = line.split("  ") as [string, string];
    expect(createHash("sha256").update(files[path]!).digest("hex")).toBe(sum);
  }
});

it("stops when a file ends in a fault, and makes no whole archive of it", async () => {
  const zip = zipStream();
  const whole = new Response(zip.stream).arrayBuffer();
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(10)),
    pull: (controller) => controller.error(new Error("not whole")),
  });
  const fault = await zip
    .add("files/01", broken)
    .catch((error: unknown) => error);
  expect(fault).toEqual(new Error("not whole"));
  zip.abort(fault);
  await expect(whole).rejects.toThrow("not whole");
});
