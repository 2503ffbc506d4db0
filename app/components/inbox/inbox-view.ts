import type { ReactNode } from "react";
import type { ListedFile } from "#app/components/report/report-view";
import type { ProofView } from "./proof-view";
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
        | "SENT"
        | "TAKEN_BACK"
        | "STRUCK_OUT"
        | "CLAIMED"
        | "DECLINED"
        | "REFRESHED"
        | "SAVED";
    }
  | {
      readonly kind: "FILES";
      readonly count: number;
      readonly alreadyThere: readonly string[];
      /** those the server took, with what became of their hidden information */
      readonly taken?: readonly ListedFile[];
    };

/** What the program is at; without it a page is always at rest. */
export type Busy = "OPENING" | "READING" | "SENDING" | "FILES" | "SAVING";

type AnyPage = {
  /** drawn by the program: keys and contents are in this browser alone */
  readonly inBrowser?: boolean;
  readonly busy?: Busy | null;
};

export type EntryPage = AnyPage & {
  readonly view: "ENTRY";
  readonly errors: readonly ShownError[];
  readonly typed: TypedInInbox;
  readonly closed: boolean;
  /** locked by the program after 15 minutes */
  readonly idle?: boolean;
  /** the program broke down: the tipster may go on without it */
  readonly fault?: boolean;
  /** place in the queue, while more people come than the portal can bear */
  readonly turn?: string;
};

export type OpenPage = AnyPage & {
  readonly view: "OPEN";
  readonly errors: readonly ShownError[];
  readonly typed: TypedInInbox;
  readonly done: readonly Done[];
  readonly inbox: InboxView;
  /** what the log has of it, as the server read and checked it; the program keeps its own */
  readonly proof?: ProofView;
  /** seeds of the inbox, sealed for 15 minutes */
  readonly ticket: string;
  /** so that a double click sends one message */
  readonly once: string;
};

/** What the program in the browser draws instead; the server leaves it empty. */
export type InboxSlots = {
  /** in the place of the script-free upload */
  readonly files?: ReactNode;
  /** below the timeline, whether the log holds it; the server fills it too, like the next one */
  readonly proof?: ReactNode;
  /** below the deadline that runs now */
  readonly neglect?: ReactNode;
};

export type InboxPage = EntryPage | OpenPage;
