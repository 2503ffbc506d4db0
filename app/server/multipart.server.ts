import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { CodedError } from "#app/domain/shared/coded-error";

/** A file on its way in. `stream` must be read to its end or cancelled; nothing of it is held in memory. */
export type IncomingFile = {
  readonly field: string;
  /** as the browser sent it, without folders; "" when it sent none */
  readonly name: string;
  readonly type: string;
  readonly stream: ReadableStream<Uint8Array>;
  /** true once the file proved longer than allowed; `stream` then ends with an error */
  readonly tooLarge: () => boolean;
  /** bytes read so far */
  readonly bytes: () => number;
};

const MAX_FIELDS = 200;
/** 20,000 Han characters are 60 KB: a text far beyond its limit still comes back to be shortened, and is not lost */
const MAX_FIELD_BYTES = 4_000_000;
const MAX_FIELDS_BYTES = 8_000_000;
const MAX_FILE_PARTS = 100;

/**
 * Reads `multipart/form-data` as it streams in. Files are handed to `onFile` one after the other, together with the fields
 * that stood before them in the form; a file input left empty is passed over. Bytes that are not UTF-8 become U+FFFD,
 * which the schemas refuse at the field.
 * @throws CodedError BODY_INCOMPLETE when the body is malformed or cut off; BODY_TOO_LARGE
 */
export async function readMultipart(
  request: Request,
  {
    maxBytes,
    maxFileBytes,
    onFile,
  }: {
    /** of the whole body; beyond it the connection is given up */
    readonly maxBytes: number;
    readonly maxFileBytes: number;
    readonly onFile: (
      file: IncomingFile,
      fields: URLSearchParams,
    ) => Promise<void>;
  },
): Promise<URLSearchParams> {
  if (!request.body) throw new CodedError("BODY_INCOMPLETE");
  const fields = new URLSearchParams();
  const parser = openParser(request, maxFileBytes);
  let fieldBytes = 0;
  let failure: unknown;
  let files = Promise.resolve();
  const fail = (error: unknown) => {
    failure ??= error;
  };

  parser.on("field", (name, value, info) => {
    fieldBytes += value.length;
    if (
      info.valueTruncated ||
      info.nameTruncated ||
      fieldBytes > MAX_FIELDS_BYTES
    )
      return fail(tooLarge(MAX_FIELDS_BYTES));
    fields.append(text(name), text(value));
  });
  parser.on("file", (field, stream, info) => {
    // an error on a stream without a listener would end the process
    stream.on("error", fail);
    if (!info.filename || failure) return void stream.resume();
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    stream.pipe(counted);
    stream.on("error", (error) => counted.destroy(error));
    // too long: whoever reads the file must not take its beginning for the whole
    stream.on("limit", () => counted.destroy(new CodedError("FILE_TOO_LARGE")));
    counted.on("error", () => {});
    const file: IncomingFile = {
      field: text(field),
      name: text(info.filename),
      type: text(info.mimeType),
      stream: Readable.toWeb(counted) as ReadableStream<Uint8Array>,
      tooLarge: () => stream.truncated === true,
      bytes: () => bytes,
    };
    files = files
      .then(() => onFile(file, fields))
      .catch(fail)
      .finally(() => {
        // whatever was left unread has to pass, or the parser would wait for ever
        stream.unpipe(counted);
        stream.resume();
      });
  });
  for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const)
    parser.on(limit, () => fail(tooLarge(MAX_FIELDS_BYTES)));

  try {
    await pipeline(
      Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]),
      bounded(maxBytes),
      parser,
    );
  } catch (error) {
    await files;
    throw error instanceof CodedError
      ? error
      : new CodedError("BODY_INCOMPLETE");
  }
  await files;
  if (failure) throw failure;
  return fields;
}

function openParser(request: Request, maxFileBytes: number): busboy.Busboy {
  try {
    return busboy({
      headers: { "content-type": request.headers.get("Content-Type") ?? "" },
      // bytes as they are, so that UTF-8 can be checked here: busboy itself replaces what is not
      defCharset: "latin1",
      defParamCharset: "latin1",
      limits: {
        fields: MAX_FIELDS,
        fieldSize: MAX_FIELD_BYTES,
        fieldNameSize: 100,
        files: MAX_FILE_PARTS,
        fileSize: maxFileBytes,
        parts: MAX_FIELDS + MAX_FILE_PARTS,
        headerPairs: 20,
      },
    });
  } catch {
    throw new CodedError("BODY_INCOMPLETE");
  }
}

function tooLarge(bytes: number): CodedError {
  return new CodedError("BODY_TOO_LARGE", {
    values: { megabytes: Math.floor(bytes / 1_000_000) },
  });
}

function bounded(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.byteLength;
      if (size > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

/** Latin-1 back to bytes, then UTF-8. A part that named its own charset comes decoded already. */
function text(value: string): string {
  if (!/^[\u0000-\u00ff]*$/.test(value)) return value;
  return Buffer.from(value, "latin1").toString("utf8");
}
