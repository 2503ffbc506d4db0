import type { CheckedTipPromise } from "#app/crypto/tip-promise";
import type { Day } from "#app/domain/shared/day";

/** What came of looking at the promise of the log. */
export type TipReceiptCheck =
  | {
      readonly state: "RIGHT";
      /** under which the tip is written down */
      readonly day: Day;
      /** last day on which it is to be found in the log */
      readonly byDay: Day;
      /** proof file with entry and promise; null where none is offered */
      readonly file: string | null;
    }
  | {
      readonly state: "WRONG";
      readonly why: (CheckedTipPromise & { readonly right: false })["why"];
    }
  /** the program that looks at it did not come */
  | { readonly state: "NOT_CHECKED" };
