import type { ShownError } from "#app/components/ui/error-summary";
import type { ClaimField } from "#app/forms/inbox/claim";
import type { InboxView } from "#app/services/inbox/inbox-view";

/** What was typed and not yet taken; shown again whatever happens. */
export type TypedInInbox = { readonly message: string } & Readonly<
  Record<ClaimField, string>
>;

export const nothingTyped: TypedInInbox = {
  message: "",
  payeeName: "",
  idNumber: "",
  bank: "",
  account: "",
  accountAgain: "",
};

/** What was just done. */
export type Done =
  | {
      readonly kind:
        "SENT" | "TAKEN_BACK" | "STRUCK_OUT" | "CLAIMED" | "DECLINED";
    }
  | {
      readonly kind: "FILES";
      readonly count: number;
      readonly alreadyThere: readonly string[];
    };

export type EntryPage = {
  readonly view: "ENTRY";
  readonly errors: readonly ShownError[];
  readonly typed: TypedInInbox;
  readonly closed: boolean;
};

export type OpenPage = {
  readonly view: "OPEN";
  readonly errors: readonly ShownError[];
  readonly typed: TypedInInbox;
  readonly done: readonly Done[];
  readonly inbox: InboxView;
  /** seeds of the inbox, sealed for 15 minutes */
  readonly ticket: string;
  /** so that a double click sends one message */
  readonly once: string;
};

export type InboxPage = EntryPage | OpenPage;
