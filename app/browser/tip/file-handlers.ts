import type { Handlers } from "./protocol";
import type { FileCalls } from "./file-calls";

export const fileHandlers: Handlers<FileCalls> = {};
