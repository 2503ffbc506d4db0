import { randomUUID } from "node:crypto";
import type pg from "pg";
import {
  newSessionToken,
  sessionTokenHash,
} from "#app/services/staff/session-token.server";
import type { Bench } from "./bench";
import { bodyOf, Connections, httpRequest, requireStatus } from "./http-load";
import { benchLine, type BenchLine } from "./line";
import { compare, repeatFor } from "./measure";
import { openPool } from "./sql";

const AT_ONCE = 4;
const TURN_MS = 800;
const LOGIN = "jn-intake";
const ROWS_A_PAGE = 50;

/** The first page of the queue of one office with many leads, as a whole page and as data for the hydrated one. */
export const bench: Bench = async ({ place }) => {
  const { origin, url } = await place.portal();
  const pool = openPool({ connectionString: url, max: AT_ONCE });
  const connections = new Connections(origin, AT_ONCE);
  try {
    const { officeId, cookie } = await signedIn(pool);
    const headers = { Cookie: cookie };
    const lines: BenchLine[] = [];
    for (const leads of [1_000, 10_000]) {
      const fresh = await fillUp(pool, officeId, leads);
      for (const [kind, path] of [
        ["html", "/zh/staff"],
        ["json", "/zh/staff.data"],
      ] as const) {
        const request = httpRequest(origin, path, { headers });
        const first = await connections.once(request);
        requireStatus(200)(first);
        if (!bodyOf(first).includes(String(fresh)))
          throw new Error(`${path} does not count ${fresh} new leads`);
        const { spread, ...rates } = await compare({
          ours: () =>
            connections.load(TURN_MS, () => request, requireStatus(200)),
          limit: () =>
            repeatFor(TURN_MS, () => queryOnce(pool, officeId), {
              lanes: AT_ONCE,
            }),
        });
        lines.push(
          benchLine(
            {
              name: `staff.queue.${leads}.${kind}`,
              unit: "pages/s",
              ...rates,
              limitIs: "one SQL query with the same rows and counts",
            },
            { connections: AT_ONCE, answerBytes: first.bytes, spread },
          ),
        );
      }
    }
    return lines;
  } finally {
    await connections.close();
    await pool.end();
  }
};

/** What the page shows, in one statement, prepared. */
async function queryOnce(pool: pg.Pool, officeId: string): Promise<number> {
  const found = await pool.query({
    name: "bench_staff_queue",
    text: `
      with shown as (
        select lead.id, lead.number, lead.state, received_day, accept_due_day, accepted_day, finish_due_day,
          subject_kind, area.name_zh as area, person.display_name as owner, office.name_zh as office
        from lead
        join office on office.id = lead.office_id
        left join area on area.code = lead.area_code
        left join person on person.id = lead.owner_id
        where lead.office_id = $1
        order by lead.state in ('REFUSED', 'TRANSFERRED', 'CLOSED', 'ARCHIVED'),
          coalesce(finish_due_day, accept_due_day), lead.number
        limit ${ROWS_A_PAGE})
      select shown.*, (select jsonb_object_agg(state, count) from
        (select state, count(*) from lead where office_id = $1 group by state) counts) as counts
      from shown`,
    values: [officeId],
  });
  if (found.rows.length !== ROWS_A_PAGE)
    throw new Error(`the query gave ${found.rows.length} rows`);
  return 1;
}

/** A session as the sign-in leaves it; signing in itself is not the subject here. */
async function signedIn(pool: pg.Pool) {
  const person = await pool.query<{ id: string; office_id: string }>(
    "select id, office_id from person where login_name = $1",
    [LOGIN],
  );
  const { id, office_id: officeId } = person.rows[0]!;
  const token = newSessionToken();
  await pool.query(
    `insert into staff_session (id, token_hash, person_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, now(), now(), now() + interval '1 hour')`,
    [randomUUID(), Buffer.from(sessionTokenHash(token)!), id],
  );
  return { officeId, cookie: `__Host-yanlu=${token}` };
}

/**
 * Up to so many leads of the office: two fifths new, one fifth refused, two fifths being checked.
 * @returns how many are new, as the page counts them
 */
async function fillUp(
  pool: pg.Pool,
  officeId: string,
  leads: number,
): Promise<number> {
  await pool.query(
    `insert into lead (id, number, office_id, state, received_day, accept_due_day, accepted_day, finish_due_day,
       area_code, subject_kind, misconduct, name_kind, reporter_kind, reward_wanted, refusal_reason, owner_id, case_recipient)
     select gen_random_uuid(), upper(substr(md5(gen_random_uuid()::text), 1, 14)), $1, state, day, day + 21,
       case when checking then day + 7 end, case when checking then day + 49 end,
       case when checking then (select area_code from office where id = $1) end,
       case when checking then 'HOS' end, case when checking then array['HOS-01'] else '{}' end,
       case when checking then 'REAL' end, case when checking then 'PERSON' end, case when checking then true end,
       case when state = 'REFUSED' then 'OUT_OF_SCOPE' end,
       case when checking then (select id from person where login_name = 'jn-investigator') end,
       case when state <> 'RECEIVED' then 'age1bench' end
     from (select state, state = 'CHECKING' as checking, current_date - (at % 40)::int as day
       from (select at, (array['RECEIVED', 'RECEIVED', 'REFUSED', 'CHECKING', 'CHECKING'])[1 + at % 5] as state
         from generate_series(1, $2 - (select count(*) from lead where office_id = $1)) at) wanted) made`,
    [officeId, leads],
  );
  await pool.query("analyze lead");
  const found = await pool.query<{ count: string }>(
    "select count(*) from lead where office_id = $1 and state = 'RECEIVED'",
    [officeId],
  );
  return Number(found.rows[0]!.count);
}
