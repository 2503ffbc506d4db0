import { readUint32, toHex } from "#app/crypto/encoding";
import { FILE_BEGINNING_BYTES } from "#app/crypto/sealed-sizes";
import { BEGINNINGS_A_PAGE } from "#app/domain/tip/limits";
import { fetchSealed } from "./tip-http";

const ID_BYTES = 16;
const LENGTH_BYTES = 4;
const RECORD_BYTES = ID_BYTES + LENGTH_BYTES + FILE_BEGINNING_BYTES;

/**
 * The first bytes of four files, in which their names lie sealed, as `beginningsAnswer` packs them.
 * @param fileAt which file must be among them, counted from the newest as 0
 */
export async function readBeginnings(
  inboxId: string,
  { fileAt }: { readonly fileAt: number },
): Promise<
  readonly { readonly fileId: string; readonly beginning: Uint8Array }[]
> {
  const answer = await fetchSealed("/tip/inbox/beginnings", {
    inboxId,
    page: Math.floor(fileAt / BEGINNINGS_A_PAGE),
  });
  const records = [];
  for (
    let start = 0;
    start + RECORD_BYTES <= answer.length;
    start += RECORD_BYTES
  ) {
    const id = answer.subarray(start, start + ID_BYTES);
    if (id.every((byte) => byte === 0)) continue;
    const from = start + ID_BYTES + LENGTH_BYTES;
    const length = readUint32(answer, start + ID_BYTES);
    records.push({
      fileId: toHex(id).replace(
        /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
        "$1-$2-$3-$4-$5",
      ),
      beginning: answer.subarray(
        from,
        from + Math.min(length, FILE_BEGINNING_BYTES),
      ),
    });
  }
  return records;
}
