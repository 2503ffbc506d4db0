import {
  may,
  rolesIn,
  separationViolated,
} from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import type { RewardCommand } from "#app/forms/staff/commands";
import { dutyDone } from "#app/services/lead/load-lead.server";
import type { StaffActor } from "#app/services/ports";
import { rewardRules } from "#app/services/reward/change-reward.server";

type Name = RewardCommand["command"];
const fitting: Readonly<Record<string, readonly Name[]>> = {
  PROPOSED: ["CONFIRM_AS_MAKER", "RECOMPUTE"],
  MADE: ["CONFIRM_AS_CHECKER"],
  STOPPED: ["SEND_BACK"],
  REVIEWED: ["APPROVE", "SEND_BACK"],
};

type RewardOf = {
  readonly state: string;
  readonly checkerId: string | null;
  readonly lead: {
    readonly officeId: string;
    readonly duties: readonly {
      readonly duty: string;
      readonly personId: string;
    }[];
  };
};

/** The steps this person may take now. */
export function allowedRewardCommands(
  actor: StaffActor,
  { state, lead }: RewardOf,
): readonly Name[] {
  if (!may(actor, "reward.change", lead.officeId)) return [];
  const roles = rolesIn(actor, lead.officeId);
  const done = lead.duties.map(dutyDone);
  return (fitting[state] ?? []).filter((name) => {
    const { roles: needed, duty } = rewardRules[name];
    return (
      roles.some((role) => needed.includes(role)) &&
      (duty === null || !separationViolated(done, actor.personId, duty))
    );
  });
}

const checkers: readonly Role[] = ["REVIEWER", "LEGAL"];
const unchecked = ["PROPOSED", "MADE", "STOPPED"];

/**
 * Whether this person must not see inputs and results: who may still be asked to enter them a second time would only copy. A
 * leader may send back what was checked already, so that reviewers see it only once they made the second entry themselves,
 * and not while their entry stands against the first. Whoever made the first entry, or decided as the leader, cannot be the
 * checker any more and sees it.
 */
export function isBlind(
  actor: StaffActor,
  { state, checkerId, lead }: RewardOf,
): boolean {
  const open = unchecked.includes(state);
  if (!open && checkerId === actor.personId) return false;
  // decided without any entry: there is nothing to copy
  if (state === "NOT_ELIGIBLE" && checkerId === null) return false;
  const roles = rolesIn(actor, lead.officeId);
  // who approves must see what
  if (!open && roles.includes("LEADER")) return false;
  return (
    roles.some((role) => checkers.includes(role)) &&
    !separationViolated(
      lead.duties.map(dutyDone),
      actor.personId,
      "REWARD_CHECKER",
    )
  );
}
