import { codeCarePart } from "./code-care-part";
import { draftPart } from "./draft-part";
import { filesPart } from "./files-part";
import { practicePart } from "./practice-part";
import { receiptPart } from "./receipt-part";
import type { ReportPart } from "./report-part";

/** In the order in which they draw into a slot. */
export const reportParts: readonly ReportPart[] = [
  practicePart,
  draftPart,
  filesPart,
  codeCarePart,
  receiptPart,
];
