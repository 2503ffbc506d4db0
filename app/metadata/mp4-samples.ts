import { innerBoxes, type Box } from "./boxes";
import { u32, u64, type Bytes } from "./bytes";

const MOST_SAMPLES = 1_000_000;

/**
 * Where the samples of a track lie in the file, from its sample table (ISO/IEC 14496-12, 8.7).
 * @param media the boxes of its `mdia`
 * @returns null when the table is missing, damaged or too long
 */
export function readSamples(
  bytes: Bytes,
  media: readonly Box[],
): readonly { readonly at: number; readonly length: number }[] | null {
  const information = media.find(({ type }) => type === "minf");
  if (!information) return null;
  const table = innerBoxes(bytes, information.body, information.end).find(
    ({ type }) => type === "stbl",
  );
  if (!table) return null;
  const boxes = innerBoxes(bytes, table.body, table.end);
  const child = (type: string) => boxes.find((box) => box.type === type);
  const sizes = child("stsz");
  const runs = child("stsc");
  const offsets = child("stco") ?? child("co64");
  if (!sizes || !runs || !offsets) return null;

  const equalSize = u32(bytes, sizes.body + 4);
  const samples = u32(bytes, sizes.body + 8);
  const chunks = u32(bytes, offsets.body + 4);
  const runCount = u32(bytes, runs.body + 4);
  if (samples > MOST_SAMPLES || chunks > MOST_SAMPLES) return null;
  if (equalSize === 0 && sizes.body + 12 + 4 * samples > sizes.end) return null;
  if (runs.body + 8 + 12 * runCount > runs.end) return null;
  const wide = offsets.type === "co64" ? 8 : 4;
  if (offsets.body + 8 + wide * chunks > offsets.end) return null;

  const ranges: { at: number; length: number }[] = [];
  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < chunks && sample < samples; chunk += 1) {
    const runAt = (index: number) => runs.body + 8 + 12 * index;
    while (run + 1 < runCount && u32(bytes, runAt(run + 1)) <= chunk + 1)
      run += 1;
    const inChunk = runCount === 0 ? 0 : u32(bytes, runAt(run) + 4);
    const place = offsets.body + 8 + wide * chunk;
    const at = wide === 8 ? u64(bytes, place) : u32(bytes, place);
    let length = 0;
    const last = Math.min(sample + inChunk, samples);
    if (equalSize > 0) length = equalSize * (last - sample);
    else
      for (let index = sample; index < last; index += 1)
        length += u32(bytes, sizes.body + 12 + 4 * index);
    sample = last;
    ranges.push({ at, length });
  }
  return sample === samples ? ranges : null;
}
