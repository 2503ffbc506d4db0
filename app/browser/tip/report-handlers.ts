import type { Handlers } from "./protocol";
import type { ReportCalls } from "./report-calls";

export const reportHandlers: Handlers<ReportCalls> = {};
