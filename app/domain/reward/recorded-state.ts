import { assertNever } from "../shared/coded-error";
import type { RewardState } from "./reward";

/** State of a reward as its row holds it: casework's view, which knows nothing of the steps inside finance. */
export type RecordedRewardState =
  | "PROPOSED"
  | "MADE"
  | "STOPPED"
  | "REVIEWED"
  | "APPROVED"
  | "NOTIFIED"
  | "CLAIMED"
  | "PAID"
  | "LAPSED"
  | "DECLINED"
  | "NOT_ELIGIBLE"
  | "CLAWED_BACK";

/** State of a claim as its row holds it: finance's view, which knows nothing of the lead. */
export type RecordedClaimState =
  "CLAIMED" | "ENTERED" | "AUTHORISED" | "SIGNED" | "PAID";

/** Where a reward stands in the two rows; null when the row does not exist yet (or any more). */
export function recordedStates(state: RewardState["state"]): {
  readonly reward: RecordedRewardState | null;
  readonly claim: RecordedClaimState | null;
} {
  switch (state) {
    case "NONE":
      return { reward: null, claim: null };
    case "COMPUTED":
    case "NEEDS_RULE":
      return { reward: "PROPOSED", claim: null };
    case "MAKER_CONFIRMED":
      return { reward: "MADE", claim: null };
    case "MISMATCH":
      return { reward: "STOPPED", claim: null };
    // a returned payment waits, like a notice, for the tipster to say where to pay
    case "RETURNED":
      return { reward: "NOTIFIED", claim: null };
    case "REVIEWED":
    case "APPROVED":
    case "NOTIFIED":
    case "LAPSED":
    case "DECLINED":
    case "NOT_ELIGIBLE":
      return { reward: state, claim: null };
    case "CLAIMED":
      return { reward: "CLAIMED", claim: "CLAIMED" };
    case "PAYMENT_ENTERED":
      return { reward: "CLAIMED", claim: "ENTERED" };
    case "PAYMENT_AUTHORISED":
      return { reward: "CLAIMED", claim: "AUTHORISED" };
    case "PAYMENT_SIGNED":
      return { reward: "CLAIMED", claim: "SIGNED" };
    case "PAID":
      return { reward: "PAID", claim: "PAID" };
    case "CLAWED_BACK":
      return { reward: "CLAWED_BACK", claim: "PAID" };
    default:
      return assertNever(state);
  }
}
