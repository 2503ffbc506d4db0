import { hashForLog, appendLog } from "#app/services/log/append-log.server";
import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { addDays } from "#app/domain/shared/day";
import { fen } from "#app/domain/shared/fen";
import { grantBudget } from "#app/domain/ledger/posting";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import {
  trackingCodeFromToken,
  formatTrackingCode,
} from "#app/crypto/tracking-code";
import { publishFigures } from "#app/services/figures/publish-figures.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { noteMissedClocks } from "#app/services/lead/note-missed-clocks.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { demoTokenOf, playScenarios } from "./play-scenarios.server";
import { PastClock } from "./past-clock";
import { demoOffices } from "./offices";
import { DEMO_PASSWORD, demoPeople } from "./people";
import { enrolDemoPeople, makeOfficeKeys } from "./people-and-keys.server";
import { demoScenarios } from "./scenarios";
import {
  demoOfficeIds,
  putAreasAndRuleSets,
  putOfficesAndInstitutions,
} from "./structure.server";

/** 2,000,000 yuan for each finance office and budget year: enough for a demonstration, little enough to be seen to shrink. */
const DEMO_BUDGET_FEN = fen(2_000_000_000);

/**
 * Makes a demo deployment of an empty one: places, offices, people with keys, budgets, and leads in every state, each led there
 * by the services themselves with a clock in the past. Stopped half-way, a second call goes on where the first ended.
 * @returns false when all was there already
 */
export async function loadDemoInto(
  deps: Deps,
  log: (line: string) => void,
): Promise<boolean> {
  const state = await deps.db.setting.findUnique({
    where: { key: "demoLoaded" },
  });
  if (state?.value === true) return false;
  if (!(await deps.db.setting.findUnique({ where: { key: "demo" } }))) {
    if ((await deps.db.office.count()) > 0)
      throw new DemoRefused(
        "There are offices already; demo data go only into an empty database.",
      );
    log("demo: people and their keys");
    // before the first tip, so that the log has its days in order
    const first = Math.max(...demoScenarios.map(({ daysAgo }) => daysAgo));
    const today = deps.clock.today();
    const clock = new PastClock(addDays(today, -first - 7), today);
    await putStructure({ ...deps, clock }, Number(today.slice(0, 4)));
  }
  log(`demo: ${demoScenarios.length} leads`);
  await playScenarios(deps, demoScenarios);
  await noteMissedClocks(deps);
  await publishFigures(deps);
  await inTransaction(deps, async (tx) => {
    await tx.setting.create({ data: { key: "demoLoaded", value: true } });
    await appendLog(tx, {
      kind: "DEMO_LOADED",
      day: deps.clock.today(),
      data: {},
    });
  });
  // days of the past would look like promises nobody kept until a worker has cut
  await sequenceLog(deps, { force: true });
  return true;
}

/** Jinan first: most of the leads are there. */
const demoLogins = demoPeople
  .map(({ loginName }) => loginName)
  .sort((a, b) => Number(b.startsWith("jn-")) - Number(a.startsWith("jn-")));

/** Demo data cannot be loaded here; the message is a whole sentence for the operator. */
export class DemoRefused extends Error {
  override readonly name = "DemoRefused";
}

async function putStructure(deps: Deps, year: number): Promise<void> {
  const { db, clock } = deps;
  const day = clock.today();
  const officeIds = demoOfficeIds();
  const people = await enrolDemoPeople(deps, officeIds);
  const keys = await makeOfficeKeys(deps, { people, officeIds, year });
  await db.$transaction(
    async (tx) => {
      await putAreasAndRuleSets(tx);
      await putOfficesAndInstitutions(tx, officeIds);
      await tx.person.createMany({
        data: people.map(({ demo: _demo, ...row }) => row),
      });
      await tx.personRole.createMany({
        data: people.map(({ id, officeId, demo }) => ({
          personId: id,
          officeId,
          role: demo.role,
        })),
      });
      await tx.officeKey.createMany({
        data: keys.map(({ wraps: _wraps, ...key }) => key),
      });
      await tx.officeKeyWrap.createMany({
        data: keys.flatMap(({ id, wraps }) =>
          wraps.map((wrap) => ({ officeKeyId: id, ...wrap })),
        ),
      });
      for (const set of ruleSets)
        await appendLog(tx, {
          kind: "RULE_SET_PUBLISHED",
          day,
          data: {
            ruleSetId: set.id,
            version: set.version,
            documentHash: hashForLog(
              canonicalJson(set as unknown as JsonValue),
            ),
          },
        });
      for (const { id, officeId, demo } of people)
        await appendLog(tx, {
          kind: "PERSON_ADDED",
          day,
          officeId,
          personId: id,
          data: { roles: [demo.role] },
        });
      for (const { id, officeId, year, recipient } of keys)
        await appendLog(tx, {
          kind: "OFFICE_KEY_PUBLISHED",
          day,
          officeId,
          data: { officeKeyId: id, year, recipientHash: hashForLog(recipient) },
        });
      for (const { code, kind } of demoOffices)
        if (kind === "FINANCE") {
          // early in a year some of the leads were decided in the year before
          for (const budgetYear of [year - 1, year])
            await postLedger(
              tx,
              grantBudget({
                financeOfficeId: officeIds.get(code)!,
                budgetYear,
                day,
                grantId: newRandomId(),
                amountFen: DEMO_BUDGET_FEN,
              }),
            );
        }
      await tx.setting.createMany({
        data: [
          { key: "demo", value: true },
          {
            key: "demoSignIn",
            value: {
              password: DEMO_PASSWORD,
              logins: demoLogins,
              inboxes: demoScenarios.flatMap(({ inbox, sample }) =>
                inbox
                  ? [
                      {
                        about: inbox,
                        code: formatTrackingCode(
                          trackingCodeFromToken(demoTokenOf(sample.id)),
                        ),
                      },
                    ]
                  : [],
              ),
            },
          },
        ],
      });
    },
    { maxWait: 15_000, timeout: 60_000 },
  );
}
