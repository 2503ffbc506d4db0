import type { FileCalls } from "./file-calls";
import {
  addToLine,
  pauseFile,
  removeFile,
  resumeFile,
  statuses,
} from "./file-line";
import type { Handlers } from "./protocol";

export const fileHandlers: Handlers<FileCalls> = {
  async inspectFile({ file }) {
    const { inspect } = await import("#app/metadata/metadata");
    return inspect(file);
  },
  addFile: async (input, tell) => addToLine(input, tell),
  async pauseFile({ fileId }) {
    pauseFile(fileId);
    return {};
  },
  async resumeFile({ fileId }) {
    resumeFile(fileId);
    return {};
  },
  async removeFile({ fileId }) {
    await removeFile(fileId);
    return {};
  },
  listFiles: async () => statuses(),
};
