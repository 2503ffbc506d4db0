import type { RewardResult } from "#app/domain/reward/calculate";
import type { RewardCommand, RewardFacts } from "#app/forms/staff/commands";

export type RewardCommandName = RewardCommand["command"];

/**
 * What the reward page shows. For the checker the query leaves `input`, `result`, `fen` and `code` out (null): nothing of the
 * first entry may reach that browser.
 */
export type RewardPage = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly leadId: string;
  readonly leadNumber: string;
  readonly officeNameZh: string;
  readonly officeNameEn: string;
  readonly areaName: string | null;
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly registrationDay: string;
  readonly ceilingFen: number;
  readonly input: RewardFacts | null;
  readonly result: RewardResult | null;
  readonly fen: number | null;
  readonly code: string | null;
  readonly makerName: string | null;
  readonly checkerName: string | null;
  readonly leaderName: string | null;
  readonly approvedDay: string | null;
  readonly noticeDay: string | null;
  readonly claimDueDay: string | null;
  readonly allowed: readonly RewardCommandName[];
};
