import type { Bytes } from "./bytes";

/** Bytes to put over a range of the file; `fill` stands for that many equal bytes. */
export type Patch =
  | { readonly at: number; readonly bytes: Bytes }
  | { readonly at: number; readonly fill: number; readonly length: number };

const FILL_CHUNK = 1024 * 1024;

/** The file with the patches over it, at the same length: every offset inside it still holds. Patches may overlap; the first stays. */
export function overwritten(file: Blob, patches: readonly Patch[]): BlobPart[] {
  const parts: BlobPart[] = [];
  let cursor = 0;
  const chunks = new Map<number, Bytes>();
  const put = (fill: number, length: number) => {
    let chunk = chunks.get(fill);
    if (!chunk || chunk.length < Math.min(length, FILL_CHUNK)) {
      chunk = new Uint8Array(Math.min(length, FILL_CHUNK)).fill(fill);
      chunks.set(fill, chunk);
    }
    for (let left = length; left > 0; left -= chunk.length)
      parts.push(chunk.subarray(0, Math.min(left, chunk.length)));
  };
  const inOrder = [...patches].sort((a, b) => a.at - b.at);
  for (const patch of inOrder) {
    const length = "bytes" in patch ? patch.bytes.length : patch.length;
    const end = Math.min(patch.at + length, file.size);
    if (end <= cursor) continue;
    if (patch.at > cursor) parts.push(file.slice(cursor, patch.at));
    const from = Math.max(cursor, patch.at);
    if ("bytes" in patch)
      parts.push(patch.bytes.subarray(from - patch.at, end - patch.at));
    else put(patch.fill, end - from);
    cursor = end;
  }
  if (cursor < file.size) parts.push(file.slice(cursor));
  return parts;
}

/** Gathers ranges that stay and bytes that are new; ranges that touch become one slice. */
export class Kept {
  readonly #file: Blob;
  readonly #parts: BlobPart[] = [];
  #from = 0;
  #to = 0;

  constructor(file: Blob) {
    this.#file = file;
  }

  range(start: number, end: number): void {
    if (start !== this.#to || this.#from === this.#to) {
      this.#flush();
      this.#from = start;
    }
    this.#to = end;
  }

  bytes(bytes: Bytes): void {
    this.#flush();
    this.#parts.push(bytes);
  }

  parts(): BlobPart[] {
    this.#flush();
    return this.#parts;
  }

  #flush(): void {
    if (this.#to > this.#from)
      this.#parts.push(this.#file.slice(this.#from, this.#to));
    this.#from = this.#to = 0;
  }
}
