import { CodedError } from "#app/domain/shared/coded-error";
import type { FileCalls } from "./file-calls";
import type { Handlers } from "./protocol";

const later = () => Promise.reject(new CodedError("UPLOAD_STOPPED"));
export const fileHandlers: Handlers<FileCalls> = {
  inspectFile: later,
  addFile: later,
  pauseFile: later,
  resumeFile: later,
  removeFile: later,
  listFiles: async () => [],
};
