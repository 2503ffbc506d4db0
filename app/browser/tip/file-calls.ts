import type { Inspection } from "#app/metadata/inspection";

/** Calls about files to the tip worker. `fileId` is the page's own name for a chosen file. */
export type FileCalls = {
  /** What the file tells beside its content, before it is sealed. Never refuses: what cannot be examined says so. */
  readonly inspectFile: {
    readonly input: { readonly file: Blob };
    readonly output: Inspection;
  };
  /**
   * Cleans as chosen, seals to the thread key and uploads, one file after the other. Told while it goes on, also after a
   * failure: the file is FAILED then, with a code, until `resumeFile` or `removeFile`. Settles when everything of it is at the
   * portal, so a page need not wait for it.
   * @throws CodedError FILE_EMPTY | FILE_TOO_LARGE | FILES_TOO_MANY | FILES_TOO_LARGE | FILE_NAME_TOO_LONG at once;
   *   FILE_REMOVED when it was removed meanwhile
   */
  readonly addFile: {
    readonly input: {
      readonly fileId: string;
      readonly file: Blob;
      readonly name: string;
      readonly choice: FileChoice;
    };
    readonly output: FileStatus;
    readonly progress: FileStatus;
  };
  readonly pauseFile: FileCommand;
  /** Goes on after a pause; after a failure begins again where that is possible, otherwise from the first byte. */
  readonly resumeFile: FileCommand;
  /** Also from the portal, if it can be reached. */
  readonly removeFile: FileCommand;
  readonly listFiles: {
    readonly input: Record<string, never>;
    readonly output: readonly FileStatus[];
  };
};

type FileCommand = {
  readonly input: { readonly fileId: string };
  readonly output: Record<string, never>;
};

export type FileChoice = "CLEANED" | "ORIGINAL" | "BOTH";

export type FileState =
  | "QUEUED"
  | "SEALING"
  | "UPLOADING"
  | "PAUSED"
  | "WAITING_FOR_NETWORK"
  | "FAILED"
  | "DONE";

export type FileStatus = {
  readonly fileId: string;
  readonly name: string;
  readonly state: FileState;
  /** sealed bytes that the portal has, and all of them; a cleaned copy and its original together */
  readonly bytes: number;
  readonly total: number;
  /** of the last seconds; 0 when nothing moves */
  readonly bytesPerSecond: number;
  /** why it FAILED */
  readonly code: string | null;
};
