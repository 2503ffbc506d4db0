import type { FileChoice, FileStatus } from "#app/browser/tip/file-calls";
import type { Inspection } from "#app/metadata/inspection";

/** A file somebody chose, as the panel shows it. */
export type ShownFile = {
  readonly fileId: string;
  readonly name: string;
  readonly bytes: number;
  /** null while it is being looked into */
  readonly inspection: Inspection | null;
  readonly choice: FileChoice;
  /** null until it was decided what to hand in */
  readonly status: FileStatus | null;
};

/** What the panel's controls do. */
export type FileActions = {
  readonly choose: (files: Iterable<File>) => void;
  readonly decide: (fileId: string, choice: FileChoice) => void;
  readonly start: (fileId: string) => void;
  readonly startAll: () => void;
  readonly pause: (fileId: string) => void;
  readonly resume: (fileId: string) => void;
  readonly remove: (fileId: string) => void;
};
