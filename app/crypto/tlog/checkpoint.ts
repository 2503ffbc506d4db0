/** The text of a checkpoint (C2SP tlog-checkpoint): what the log's key and its witnesses sign. */
import { CodedError } from "#app/domain/shared/coded-error";
import { hashFromBase64, toBase64, wholeNumber } from "./base64";

export function checkpointText(checkpoint: {
  /** name of the log */
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
}): string {
  const { origin, size, rootHash } = checkpoint;
  return `${origin}\n${size}\n${toBase64(rootHash)}\n`;
}

/** @throws CodedError CHECKPOINT_NOT_VALID */
export function parseCheckpoint(text: string): {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
  /** lines after the third, of which we write none */
  readonly extensions: readonly string[];
} {
  const [origin, sizeText, rootText, ...rest] = text.split("\n");
  const size = wholeNumber(sizeText ?? "");
  const rootHash = hashFromBase64(rootText ?? "");
  const extensions = rest.slice(0, -1);
  if (
    !origin ||
    size === null ||
    rootHash === null ||
    rest.at(-1) !== "" ||
    extensions.includes("")
  )
    throw new CodedError("CHECKPOINT_NOT_VALID");
  return { origin, size, rootHash, extensions };
}
