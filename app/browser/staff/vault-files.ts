import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64Url } from "#app/crypto/encoding";
import {
  parseRecipient,
  recipientOf,
  type AgeIdentity,
} from "#app/crypto/identity";
import { sealExport } from "#app/crypto/seal-export";
import {
  openFileBytes,
  openFileStream,
  sealFileStream,
} from "#app/crypto/sealed-file";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_STAFF_FILE_BYTES } from "#app/domain/tip/limits";
import type { TipBody } from "#app/forms/tip/tip-body";
import { safeFileName } from "./export/safe-file-name";
import { zipStream, type ZipStream } from "./export/zip-stream";
import type { FileCalls, FileStanding, NamedBytes } from "./file-calls";
import {
  callStaffApi,
  fetchSealedBytes,
  fetchSealedStream,
  postSealedBytes,
  type Fetch,
} from "./staff-http";

type FileHandlers = {
  readonly [Call in keyof FileCalls]: (
    input: FileCalls[Call]["input"],
  ) => Promise<FileCalls[Call]["output"]>;
};

/** What the vault lends: keys of a lead by id, each asked for anew when the vault is locked. */
export type FileKeys = {
  readonly threadKey: (leadId: string) => Promise<AgeIdentity>;
  readonly caseKey: (leadId: string) => Promise<AgeIdentity>;
  /** the list that the tipster sealed with the tip; null when the tip cannot be read */
  readonly listedFiles: (leadId: string) => Promise<TipBody["files"] | null>;
  /** @throws CodedError FILE_TOO_LARGE_TO_OPEN */
  readonly requireOpenable: (leadId: string, fileId: string) => Promise<void>;
};

type Export = {
  readonly leadId: string;
  readonly zip: ZipStream;
  readonly sealed: Promise<Blob>;
};

/** Sealed output is handed to the browser's blob store in pieces of this size. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** The vault's work on files. Plain bytes leave it only as `openFile` and `openDocument` answer. */
export function fileHandlers({
  fetch: send,
  keys,
}: {
  readonly fetch: Fetch;
  readonly keys: FileKeys;
}): FileHandlers {
  const exports = new Map<string, Export>();

  const filePath = (fileId: string) =>
    `/api/staff/files/${encodeURIComponent(fileId)}`;
  const leadPath = (leadId: string, rest: string) =>
    `/api/staff/leads/${encodeURIComponent(leadId)}/${rest}`;
  const documentPath = (leadId: string, documentId: string) =>
    leadPath(leadId, `documents/${encodeURIComponent(documentId)}`);

  async function standingOf(
    leadId: string,
    sealedHash: Uint8Array,
  ): Promise<FileStanding> {
    const hash = toBase64Url(sealedHash);
    const listed = (await keys.listedFiles(leadId)) ?? [];
    const found = listed.find((file) => file.sealedHash === hash);
    return found
      ? { standing: "AS_SENT", variant: found.variant }
      : { standing: "NOT_LISTED" };
  }

  async function open(path: string, key: AgeIdentity) {
    const sealed = await fetchSealedBytes(path, { fetch: send });
    const { name, type, content } = await openFileBytes(sealed, key);
    return { sealed, file: { name, type, bytes: new Uint8Array(content) } };
  }

  /** Sealed whole before it is sent: browsers send a stream only over HTTP/2, and a refused file must not be half there. */
  async function seal(file: NamedBytes, key: AgeIdentity): Promise<Blob> {
    if (file.content.size > MOST_STAFF_FILE_BYTES)
      throw new CodedError("STAFF_FILE_TOO_LARGE");
    const { stream } = await sealFileStream(
      file.content.stream(),
      { name: file.name, type: file.type },
      [await recipientOf(key)],
    );
    return new Response(stream).blob();
  }

  function exportOf(exportId: string): Export {
    const found = exports.get(exportId);
    if (!found) throw new CodedError("EXPORT_GONE");
    return found;
  }

  return {
    async openFile({ leadId, fileId }) {
      await keys.requireOpenable(leadId, fileId);
      const { sealed, file } = await open(
        filePath(fileId),
        await keys.threadKey(leadId),
      );
      return { ...file, standing: await standingOf(leadId, sha256(sealed)) };
    },

    async checkFile({ leadId, fileId }) {
      await keys.threadKey(leadId);
      const stream = await fetchSealedStream(filePath(fileId), { fetch: send });
      const hash = sha256.create();
      const reader = stream.getReader();
      for (
        let next = await reader.read();
        !next.done;
        next = await reader.read()
      )
        hash.update(next.value);
      return { standing: await standingOf(leadId, hash.digest()) };
    },

    async openDocument({ leadId, documentId }) {
      const key = await keys.caseKey(leadId);
      return (await open(documentPath(leadId, documentId), key)).file;
    },

    async stageFile({ leadId, file }) {
      const body = await seal(file, await keys.threadKey(leadId));
      return postSealedBytes<{ stagedKey: string }>(leadPath(leadId, "files"), {
        fetch: send,
        body,
      });
    },

    async addDocument({ leadId, sourceFileId, once, file }) {
      const body = await seal(file, await keys.caseKey(leadId));
      return postSealedBytes<{ documentId: string }>(
        leadPath(leadId, "documents"),
        {
          fetch: send,
          body,
          headers: {
            "Yanlu-Once": once,
            ...(sourceFileId === null
              ? {}
              : { "Yanlu-Source-File": sourceFileId }),
          },
        },
      );
    },

    async beginExport({ leadId, to, texts, count }) {
      await keys.threadKey(leadId);
      const seal =
        "recipient" in to
          ? { recipient: parseRecipient(to.recipient) }
          : { passphrase: to.passphrase };
      const zip = zipStream();
      // before the record: a passphrase that is refused exports nothing
      const stream = await sealExport(zip.stream, seal);
      await callStaffApi(leadPath(leadId, "exported"), {
        fetch: send,
        body: {
          recipient: "recipient" in seal ? seal.recipient : null,
          files: count,
        },
      });
      const sealed = blobOf(stream);
      // told by `finishExport`, or nobody waits any more
      sealed.catch(() => undefined);
      const exportId = crypto.randomUUID();
      exports.set(exportId, { leadId, zip, sealed });
      for (const [path, text] of Object.entries(texts))
        await zip.add(path, text);
      return { exportId };
    },

    async addToExport({ exportId, kind, id, position }) {
      const { leadId, zip } = exportOf(exportId);
      const isFile = kind === "FILE";
      try {
        const sealed = await fetchSealedStream(
          isFile ? filePath(id) : documentPath(leadId, id),
          { fetch: send },
        );
        const key = isFile
          ? await keys.threadKey(leadId)
          : await keys.caseKey(leadId);
        const { name, content } = await openFileStream(sealed, key);
        const number = String(position).padStart(2, "0");
        const path = `${isFile ? "files" : "documents"}/${number}-${safeFileName(name)}`;
        await zip.add(path, content);
        return { path };
      } catch (error) {
        // half a file is in the archive: it can only be thrown away
        exports.delete(exportId);
        zip.abort(error);
        throw error;
      }
    },

    async finishExport({ exportId }) {
      const { zip, sealed } = exportOf(exportId);
      exports.delete(exportId);
      await zip.end();
      return { sealed: await sealed };
    },

    dropExport({ exportId }) {
      exports.get(exportId)?.zip.abort(new CodedError("EXPORT_GONE"));
      exports.delete(exportId);
      return Promise.resolve({});
    },
  };
}

/** Collects a stream without holding it in memory: the browser keeps large blobs on its disk, and this one is sealed. */
async function blobOf(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const parts: Blob[] = [];
  let piece: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    piece.push(new Uint8Array(next.value));
    bytes += next.value.length;
    if (bytes >= PIECE_BYTES) {
      parts.push(new Blob(piece));
      piece = [];
      bytes = 0;
    }
  }
  return new Blob([...parts, ...piece], { type: "application/octet-stream" });
}
