import type { ReportPart } from "./report-part";

/** In the order in which they draw into a slot. */
export const reportParts: readonly ReportPart[] = [];
