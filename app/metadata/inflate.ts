import { deflateSync, Inflate, Unzlib } from "fflate";
import type { Bytes } from "./bytes";
import { joined } from "./bytes";

/** Small steps: DEFLATE grows at most 1,032 fold, so one step never yields more than 4 MB before the count is looked at. */
const STEP = 4_096;

/** What DEFLATE ("raw") or zlib data unpacks to; null when it is broken, cut off or longer than `most`. */
export function inflateBounded(
  data: Uint8Array,
  { most, raw }: { readonly most: number; readonly raw: boolean },
): Bytes | null {
  const out: Uint8Array[] = [];
  let length = 0;
  let done = false;
  const take = (chunk: Uint8Array, final: boolean) => {
    length += chunk.length;
    if (length <= most) out.push(chunk);
    done = final;
  };
  const stream = raw ? new Inflate(take) : new Unzlib(take);
  try {
    for (let at = 0; at < data.length && length <= most && !done; at += STEP)
      stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
  } catch {
    return null;
  }
  return done && length <= most ? joined(out) : null;
}

export function deflated(data: Uint8Array): Bytes {
  return deflateSync(data, { level: 9, mem: 8 });
}
