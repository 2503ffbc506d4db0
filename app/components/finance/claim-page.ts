import type { ClaimCommand } from "#app/forms/staff/commands";

export type ClaimCommandName = ClaimCommand["command"];

/** A claim as finance sees it: a number, a sum, days and the three people of finance. */
export type ClaimPage = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly amountFen: number;
  readonly claimDay: string;
  readonly payDueDay: string;
  readonly late: boolean;
  /** given to the tipster */
  readonly delayReason: string | null;
  readonly mayExplain: boolean;
  readonly paidDay: string | null;
  readonly officeName: string;
  readonly officeNameEn: string;
  readonly cashierName: string | null;
  readonly accountantName: string | null;
  readonly headName: string | null;
  readonly allowed: readonly ClaimCommandName[];
};
