import { randomBytes } from "node:crypto";
import { Encrypter } from "age-encryption";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { sealFileStream } from "#app/crypto/sealed-file";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, turnOf, type Turn } from "./measure";

const MEGABYTE = 1_000_000;
const FILE_BYTES = 50 * MEGABYTE;
const CHUNK_BYTES = 64 * 1024;

export const bench: Bench = async () => {
  const recipient = await recipientOf(await newIdentity());
  const content = new Uint8Array(randomBytes(FILE_BYTES));
  const seal = async (): Promise<Turn> => {
    const began = performance.now();
    const { stream, done } = await sealFileStream(
      chunksOf(content),
      { name: "evidence.bin", type: "application/octet-stream" },
      [recipient],
    );
    await readAll(stream);
    const { plainBytes } = await done;
    if (plainBytes !== FILE_BYTES) throw new Error("not the whole was sealed");
    return turnOf(FILE_BYTES / MEGABYTE, performance.now() - began);
  };
  const encrypt = async (): Promise<Turn> => {
    const began = performance.now();
    const age = new Encrypter();
    age.addRecipient(recipient);
    const bytes = await readAll(await age.encrypt(chunksOf(content)));
    if (bytes <= FILE_BYTES) throw new Error("not the whole was encrypted");
    return turnOf(FILE_BYTES / MEGABYTE, performance.now() - began);
  };
  const { spread, ...rates } = await compare({
    ours: seal,
    limit: encrypt,
    turns: 2,
  });
  return [
    benchLine(
      {
        name: "seal.file",
        unit: "MB/s",
        ...rates,
        limitIs: "age-encryption's stream alone on the same bytes",
      },
      { bytes: FILE_BYTES, spread },
    ),
  ];
};

function chunksOf(content: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= content.length) return controller.close();
      // a copy: streams may keep what they were given
      controller.enqueue(content.slice(at, (at += CHUNK_BYTES)));
    },
  });
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<number> {
  const reader = stream.getReader();
  let bytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read())
    bytes += next.value.length;
  return bytes;
}
