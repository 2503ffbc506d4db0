import { readBounded } from "./read-bounded.server";
import type { AddCheckpoint } from "#app/services/log/ask-witnesses.server";

const ANSWER_MS = 15_000;
/** a size, or a few signature lines */
const MOST_BYTES = 64_000;

/** Calls a witness over HTTP. Follows nowhere else: it is the operator who says where checkpoints go. */
export const addCheckpointOverHttp: AddCheckpoint = async (url, body) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body,
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return {
    status: response.status,
    contentType: response.headers.get("Content-Type") ?? "",
    text: new TextDecoder("utf-8", { fatal: true }).decode(
      await readBounded(response, MOST_BYTES),
    ),
  };
};
