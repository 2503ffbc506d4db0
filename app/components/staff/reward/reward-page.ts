import type { RewardResult } from "#app/domain/reward/calculate";
import type { RewardInput } from "#app/domain/reward/reward-input";
import type { RewardCommand } from "#app/forms/staff/commands";

export type RewardCommandName = RewardCommand["command"];

/** What the reward page shows. Where `blind`, inputs and results are null: nothing of the first entry reaches that browser. */
export type RewardPage = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly leadId: string;
  readonly leadNumber: string;
  readonly areaName: string | null;
  readonly areaNameEn: string | null;
  readonly closedDay: string | null;
  readonly ruleSet: {
    readonly id: string;
    readonly version: number;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly source: string;
    readonly grades: readonly string[];
  };
  /** this person may have to enter the facts a second time: nothing of the first entry is here */
  readonly blind: boolean;
  readonly registrationDay: string;
  readonly ceilingFen: number;
  readonly input: RewardInput | null;
  readonly makerInput: RewardInput | null;
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
