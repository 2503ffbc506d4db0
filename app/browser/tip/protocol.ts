import type { DraftCalls } from "./draft-calls";
import type { FileCalls } from "./file-calls";
import type { InboxCalls } from "./inbox-calls";
import type { ReportCalls } from "./report-calls";

/**
 * What a tipster's page and its worker say to each other. Keys and the tracking code stay in the worker until the page has to
 * show the code; what was typed goes in, sealed bytes go from the worker to the portal and never come back to the page.
 */
export type TipCalls = ReportCalls & FileCalls & InboxCalls & DraftCalls;

/** One call: what goes in, what comes out, and what is told while it runs. */
export type CallShape = {
  readonly input: unknown;
  readonly output: unknown;
  readonly progress?: unknown;
};
export type TipCall = keyof TipCalls;
export type InputOf<Call extends TipCall> = TipCalls[Call]["input"];
export type OutputOf<Call extends TipCall> = TipCalls[Call]["output"];
export type ProgressOf<Call extends TipCall> = TipCalls[Call] extends {
  readonly progress: infer Progress;
}
  ? Progress
  : never;

export type TipRequest = {
  readonly id: number;
  readonly call: string;
  readonly input: unknown;
};
export type Refusal = {
  readonly code: string;
  readonly field?: string;
  readonly values?: Readonly<Record<string, string | number>>;
};
export type TipReply =
  | { readonly id: number; readonly kind: "DONE"; readonly output: unknown }
  | { readonly id: number; readonly kind: "REFUSED"; readonly refusal: Refusal }
  | {
      readonly id: number;
      readonly kind: "PROGRESS";
      readonly progress: unknown;
    };

/** Handlers of one part of the calls, as the worker runs them. */
export type Handlers<Calls extends { readonly [call: string]: CallShape }> = {
  readonly [Call in keyof Calls]: (
    input: Calls[Call]["input"],
    tell: (progress: unknown) => void,
  ) => Promise<Calls[Call]["output"]>;
};
