import type { ProofReport } from "#app/crypto/tlog/proof-file";
import type { Day } from "#app/domain/shared/day";

/** What an opened inbox knows of the log. */
export type ProofView =
  | { readonly state: "CHECKING" | "NOT_READ" }
  | {
      readonly state: "READ";
      /** who checked it */
      readonly by: "BROWSER" | "SERVER";
      readonly report: ProofReport;
      /** the authority's day, to tell a promise that is overdue */
      readonly today: Day;
    };
