import type { Readable } from "node:stream";
import { DataStore, ERRORS, Upload } from "@tus/server";
import { CodedError } from "#app/domain/shared/coded-error";
import { endUpload } from "#app/services/tip/end-upload.server";
import { receiveUploadPart } from "#app/services/tip/receive-upload-part.server";
import { startUpload } from "#app/services/tip/start-upload.server";
import type { Deps } from "#app/services/ports";

/** What the tus protocol asks of a store, in our services: rows in PostgreSQL, bytes in the sealed storage. */
export class UploadStore extends DataStore {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    super();
    this.#deps = deps;
    this.extensions = ["creation", "termination"];
  }

  override async create(upload: Upload): Promise<Upload> {
    if (upload.size === undefined) throw new CodedError("UPLOAD_LENGTH_WRONG");
    const { uploadId } = await startUpload(this.#deps, {
      sealedBytes: upload.size,
    });
    // the address of the new upload is made of this
    upload.id = uploadId;
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = await this.#deps.db.upload.findUnique({ where: { id } });
    if (!found) throw ERRORS.FILE_NOT_FOUND;
    return new Upload({
      id,
      size: Number(found.sealedBytes),
      offset: Number(found.offset),
    });
  }

  override write(stream: Readable, id: string, offset: number) {
    return receiveUploadPart(this.#deps, id, {
      start: offset,
      stream: streamOf(stream),
    });
  }

  override remove(id: string): Promise<void> {
    return endUpload(this.#deps, id);
  }
}

/** Not `Readable.toWeb`, which ends the process when bytes arrive after the reader gave up (Node 20). */
function streamOf(readable: Readable): ReadableStream<Uint8Array> {
  const chunks = readable[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      // nothing to do on `cancel`: what was refused ends the pipeline with its own code, an ended stream would without one
    },
    { highWaterMark: 0 },
  );
}
