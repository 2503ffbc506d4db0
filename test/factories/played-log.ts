import type { LogFact } from "#app/domain/log/log-fact";
import { declineReward } from "#app/services/inbox/decline-reward.server";
import { strikeOutWithSeeds } from "#app/services/inbox/strike-out-office.server";
import { lapseClaims } from "#app/services/claim/lapse-claims.server";
import { openIdentity } from "#app/services/lead/open-identity.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { verifyEntry } from "#app/services/log/verify-entry.server";
import { computeReward } from "#app/services/reward/compute-reward.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { aTip, CaseDesk, makeWorld, type World } from "./portal-world";
import { notifiedReward, paidReward, sendTip } from "./play";

/**
 * A world in which a lead went all the way to its payment, and others ended in other ways, over several cuts of the log: paid, lapsed,
 * declined, not filed (one of these told that there is no reward), struck out, refused, and one whose tipster gave a name.
 */
export async function playedWorld() {
  const world = await makeWorld();
  const cut = () => sequenceLog(world.deps, { force: true });
  const paid = await paidReward(world);
  await cut();
  world.clock.passDays(1);
  const declined = await notifiedReward(world);
  await cut();
  await declineReward(world.deps, declined.seeds);
  const named = await namedLead(world);
  await cut();
  world.clock.passDays(1);
  const lapsed = await notifiedReward(world);
  const unfiled = await unfiledLead(world);
  const settled = await unfiledLead(world);
  await computeReward(world.deps, { leadId: settled.leadId });
  await cut();
  const struck = await sendTip(world);
  await CaseDesk.open(world, struck.leadId);
  await cut();
  await strikeOutWithSeeds(world.deps, struck.seeds, {
    officeId: world.officeId("JN"),
  });
  const refused = await sendTip(world);
  const screened = await CaseDesk.open(world, refused.leadId);
  await screened.screen();
  await screened.send("intake-1", {
    command: "REFUSE",
    reasonCode: "OUT_OF_SCOPE",
    ...(await screened.note()),
  });
  world.clock.passDays(200);
  await lapseClaims(world.deps);
  await cut();
  return {
    world,
    paid,
    declined,
    named,
    lapsed,
    unfiled,
    settled,
    struck,
    refused,
  };
}
export type PlayedWorld = Awaited<ReturnType<typeof playedWorld>>;

async function unfiledLead(world: World) {
  const sent = await sendTip(world);
  const desk = await CaseDesk.open(world, sent.leadId);
  await desk.file("NOT_FILED");
  await desk.send("leader-1", { command: "CLOSE", ...(await desk.note()) });
  return sent;
}

async function namedLead(world: World) {
  await submitTip(world.deps, {
    token: newSubmissionToken(),
    body: aTip({ nameKind: "REAL" }),
    identity: { v: 1, name: "张三", contact: "13800000000" },
    thread: null,
    staged: [],
  });
  const { leadId } = await world.db.tip.findFirstOrThrow({
    where: { identity: { isNot: null } },
    select: { leadId: true },
  });
  await openIdentity(world.deps, world.actor("jn-intake-1"), {
    leadId,
    reasonCode: "VERIFY_EVIDENCE",
  });
  return { leadId };
}

/** Every entry of the tree as the rules of business read it. */
export async function factsOf(world: World): Promise<LogFact[]> {
  const rows = await world.db.sequencedEntry.findMany({
    orderBy: { index: "asc" },
  });
  return rows.map((row) => {
    const { fact, faults } = verifyEntry({
      ...row,
      index: Number(row.index),
      day: row.day.toISOString().slice(0, 10),
    });
    if (!fact) throw new Error(`entry ${row.index}: ${faults[0]?.code}`);
    return fact;
  });
}
