import type { Variant } from "#app/forms/tip/tip-body";

/** The part of the key worker's calls that is about files, documents and exports. */
export type FileCalls = {
  readonly openFile: {
    readonly input: { readonly leadId: string; readonly fileId: string };
    readonly output: OpenedFile & { readonly standing: FileStanding };
  };
  /** Compares the sealed bytes with the list in the tip, whatever their size; opens nothing. */
  readonly checkFile: {
    readonly input: { readonly leadId: string; readonly fileId: string };
    readonly output: { readonly standing: FileStanding };
  };
  readonly openDocument: {
    readonly input: { readonly leadId: string; readonly documentId: string };
    readonly output: OpenedFile;
  };
  /** Seals a file to the thread key and hands it in; nobody sees it before it is sent. */
  readonly stageFile: {
    readonly input: { readonly leadId: string; readonly file: NamedBytes };
    readonly output: { readonly stagedKey: string };
  };
  readonly addDocument: {
    readonly input: {
      readonly leadId: string;
      readonly sourceFileId: string | null;
      readonly once: string;
      readonly file: NamedBytes;
    };
    readonly output: { readonly documentId: string };
  };
  /** Records the export and starts the archive. */
  readonly beginExport: {
    readonly input: {
      readonly leadId: string;
      readonly to: ExportTo;
      /** ready texts: path in the archive → content */
      readonly texts: Readonly<Record<string, string>>;
      /** files and documents that will follow */
      readonly count: number;
    };
    readonly output: { readonly exportId: string };
  };
  readonly addToExport: {
    readonly input: {
      readonly exportId: string;
      readonly kind: "FILE" | "DOCUMENT";
      readonly id: string;
      /** from 1: becomes part of the name */
      readonly position: number;
    };
    readonly output: { readonly path: string };
  };
  readonly finishExport: {
    readonly input: { readonly exportId: string };
    readonly output: { readonly sealed: Blob };
  };
  readonly dropExport: {
    readonly input: { readonly exportId: string };
    readonly output: Record<string, never>;
  };
};

export type NamedBytes = {
  readonly name: string;
  readonly type: string;
  readonly content: Blob;
};

export type ExportTo =
  { readonly recipient: string } | { readonly passphrase: string };

export type OpenedFile = {
  readonly name: string;
  /** the sender's claim; never a reason to show anything */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/**
 * How the bytes of a file stand to the list that the tipster sealed with the tip: `variant` is the tipster's word on the very file;
 * NOT_LISTED came later, or is not what the tipster sent.
 */
export type FileStanding =
  | { readonly standing: "AS_SENT"; readonly variant: Variant }
  | { readonly standing: "NOT_LISTED" };

/** A document of the office, as the lead page lists it. */
export type ListedDocument = {
  readonly id: string;
  readonly kind: string;
  readonly sourceFileId: string | null;
  readonly sealedBytes: number;
  readonly author: string;
  readonly at: string;
};
