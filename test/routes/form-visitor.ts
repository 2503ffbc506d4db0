import type { Language } from "#app/content/words";
import type { Deps } from "#app/services/ports";

export type Handler<Answer> = (visit: {
  readonly deps: Deps;
  readonly language: Language;
  readonly request: Request;
  readonly form: URLSearchParams | null;
}) => Promise<Answer>;

export type FormFile = {
  readonly name: string;
  readonly bytes: Uint8Array | string;
};

/** What a browser without scripts sends: fields in their order, files of the input `file` after the hidden ones. */
export function multipart(
  fields: Readonly<Record<string, string | readonly string[]>>,
  files: readonly FormFile[] = [],
): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === "string" ? [value] : value)
      form.append(name, one.replace(/\r\n?|\n/g, "\r\n"));
  for (const { name, bytes } of files)
    form.append("file", new Blob([bytes as BlobPart]), name);
  return new Request("https://example.invalid/", {
    method: "POST",
    body: form,
  });
}

/** A body as it would never come from a browser. */
export function rawMultipart(body: Uint8Array | string): Request {
  return new Request("https://example.invalid/", {
    method: "POST",
    body: body as BodyInit,
    headers: { "Content-Type": "multipart/form-data; boundary=xyz" },
  });
}
