import type { ListedFile } from "#app/components/report/report-view";
import type { FileActions, ShownFile } from "#app/components/files/shown-file";
import type { ShownError } from "#app/components/ui/error-summary";
import { uploadWords } from "#app/content/uploads";
import { fill, type Language } from "#app/content/words";
import { isCodedError } from "#app/domain/shared/coded-error";
import type { PageError } from "#app/forms/tip/form-page";
import type { Inspection } from "#app/metadata/inspection";
import { BROKEN_UPLOAD } from "./broken-upload";
import type { FileStatus } from "./file-calls";
import { callTip } from "./tip-client";

/** Told to a screen reader while a file goes up: not at every step of the bar. */
const TOLD_EVERY_PERCENT = 25;

type Entry = ShownFile & { readonly file: File; readonly toldPercent: number };

/** What the page knows of chosen files: shown by `FileUploads`, carried out by the worker. Lives and ends with the page. */
export class FileDesk {
  #entries: readonly Entry[] = [];
  #errors: readonly ShownError[] = [];
  #said = "";
  #count = 0;

  /** @param changed called after every change: draw again */
  constructor(
    readonly language: Language,
    readonly changed: () => void,
  ) {
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnderWay()) event.preventDefault();
    });
    // a file that misses the field would otherwise be opened in place of the page
    for (const type of ["dragover", "drop"] as const)
      window.addEventListener(type, (event) => event.preventDefault());
  }

  files(): readonly ShownFile[] {
    return this.#entries;
  }
  /** Why the last choice was refused, besides the page's own errors. */
  errors(): readonly ShownError[] {
    return this.#errors;
  }
  said(): string {
    return this.#said;
  }

  /** Whole and at the portal. */
  done(): readonly ListedFile[] {
    return this.#entries
      .filter(({ status }) => status?.state === "DONE")
      .map(({ name, bytes }) => ({ name, bytes }));
  }
  isUnderWay(): boolean {
    return this.#entries.some(({ status }) => status?.state !== "DONE");
  }
  /** Files nobody has decided about yet, or that failed: they do not come by themselves. */
  undecided(): readonly PageError[] {
    return this.#entries.flatMap(({ name, status }) => {
      const code = !status
        ? "FILE_NOT_DECIDED"
        : status.state === "FAILED" || status.state === "PAUSED"
          ? "FILE_STOPPED"
          : null;
      return code === null
        ? []
        : [{ field: "file", code, values: {}, subject: name.slice(0, 80) }];
    });
  }
  /** Everything that is not at the portal yet. */
  unfinished(): readonly PageError[] {
    const stopped = this.undecided();
    if (stopped.length > 0) return stopped;
    const count = this.#entries.length - this.done().length;
    return count === 0
      ? []
      : [{ field: "file", code: "FILES_UNDER_WAY", values: { count } }];
  }

  /** The portal did not take what was sent, for the sake of a file that got broken on the way: this one comes again. */
  refused(error: unknown): void {
    if (!isCodedError(error) || error.code !== BROKEN_UPLOAD) return;
    const entry = this.#entries.find(
      ({ fileId }) => fileId === error.values["fileId"],
    );
    if (entry?.status)
      this.#follow({
        ...entry.status,
        state: "FAILED",
        code: BROKEN_UPLOAD,
        bytes: 0,
        bytesPerSecond: 0,
      });
  }

  /** The tip took them, or the page gives them up with its worker. */
  forget(): void {
    this.#entries = [];
    this.#errors = [];
    this.#said = "";
  }

  readonly actions: FileActions = {
    choose: (files) => {
      this.#errors = [];
      for (const file of files) void this.#add(file);
    },
    decide: (fileId, choice) => this.#put(fileId, { choice }),
    start: (fileId) => void this.#start(fileId),
    startAll: () => {
      for (const { fileId, status, inspection } of this.#entries)
        if (!status && inspection) void this.#start(fileId);
    },
    pause: (fileId) => void callTip("pauseFile", { fileId }),
    resume: (fileId) => {
      const entry = this.#entries.find((one) => one.fileId === fileId);
      if (entry?.status?.code !== BROKEN_UPLOAD)
        return void callTip("resumeFile", { fileId });
      // the worker forgot it: it comes again as a new file, sealed anew
      this.#put(fileId, { status: null, toldPercent: 0 });
      void this.#start(fileId);
    },
    remove: (fileId) => {
      void callTip("removeFile", { fileId });
      this.#entries = this.#entries.filter((entry) => entry.fileId !== fileId);
      this.changed();
    },
  };

  async #add(file: File): Promise<void> {
    const fileId = `file-${++this.#count}`;
    const entry: Entry = {
      fileId,
      file,
      name: file.name,
      bytes: file.size,
      inspection: null,
      choice: "CLEANED",
      status: null,
      toldPercent: 0,
    };
    this.#entries = [...this.#entries, entry];
    this.changed();
    let inspection: Inspection;
    try {
      inspection = await callTip("inspectFile", { file });
    } catch {
      // the file is handed in all the same, and the tipster sees that nothing could be cleaned
      inspection = {
        format: "OTHER",
        findings: [],
        cleaning: "IMPOSSIBLE",
        notes: ["FORMAT_UNKNOWN"],
      };
    }
    this.#put(fileId, { inspection });
    // nothing to decide about: it goes under a neutral name, as a cleaned file does
    if (inspection.cleaning === "NOTHING_FOUND") void this.#start(fileId);
  }

  async #start(fileId: string): Promise<void> {
    const entry = this.#entries.find((one) => one.fileId === fileId);
    if (!entry || entry.status) return;
    const { file, name, choice } = entry;
    try {
      const done = await callTip(
        "addFile",
        { fileId, file, name, choice },
        (status) => this.#follow(status),
      );
      this.#follow(done);
    } catch (error) {
      const code = isCodedError(error) ? error.code : "UNEXPECTED";
      if (code === "FILE_REMOVED") return;
      this.#entries = this.#entries.filter((one) => one.fileId !== fileId);
      this.#errors = [
        ...this.#errors,
        {
          field: "file",
          code,
          values: isCodedError(error) ? error.values : {},
          subject: name.slice(0, 80),
        },
      ];
      this.changed();
    }
  }

  #follow(status: FileStatus): void {
    const entry = this.#entries.find(({ fileId }) => fileId === status.fileId);
    if (!entry) return;
    const words = uploadWords[this.language];
    const percent = Math.floor((100 * status.bytes) / status.total);
    const toldPercent = percent - (percent % TOLD_EVERY_PERCENT);
    if (entry.status?.state !== status.state)
      this.#said = fill(words.said, {
        name: entry.name,
        state: words.states[status.state],
      });
    else if (toldPercent > entry.toldPercent)
      this.#said = fill(words.percent, {
        name: entry.name,
        percent: toldPercent,
      });
    this.#put(status.fileId, {
      status,
      toldPercent: Math.max(toldPercent, entry.toldPercent),
    });
  }

  #put(fileId: string, change: Partial<Entry>): void {
    this.#entries = this.#entries.map((entry) =>
      entry.fileId === fileId ? { ...entry, ...change } : entry,
    );
    this.changed();
  }
}
