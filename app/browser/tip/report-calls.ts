import type { TipReceiptCheck } from "#app/components/report/receipt-view";
import type { ReporterIdentity, TipBody } from "#app/forms/tip/tip-body";

export type SendStage = "KEYS" | "SEALING" | "SENDING";

/** Calls of the report form to the tip worker. */
export type ReportCalls = {
  /** Makes the tracking code and everything it opens; a second call finds it made. */
  readonly prepare: {
    readonly input: Readonly<Record<never, never>>;
    readonly output: Readonly<Record<never, never>>;
  };
  /** Seals and sends the tip with the files uploaded so far. Called again after a failure it sends under the same code. */
  readonly send: {
    readonly input: {
      readonly body: Omit<TipBody, "files">;
      readonly identity: ReporterIdentity | null;
    };
    readonly output: {
      /** the tracking code, six groups of four digits: given out only once the portal has taken the tip */
      readonly groups: readonly string[];
      /** false when this tip had been taken before */
      readonly firstTime: boolean;
      /** the promise of the log, looked at by the worker */
      readonly receipt: TipReceiptCheck;
    };
    readonly progress: SendStage;
  };
};
