import { randomBytes } from "node:crypto";
import { noAnswers } from "#app/forms/tip/answers";
import { composeTip } from "#app/forms/tip/compose-tip";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import type { Deps, LogSigner, Transaction } from "#app/services/ports";
import { submitTip } from "#app/services/tip/submit-tip.server";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, repeatFor } from "./measure";

const AT_ONCE = 4;
const TURN_MS = 3_000;
const TURNS = 5;

/**
 * What the log takes from the throughput of tips: `submitTip` as it is beside the same without log. Without the cost of Argon2id, which is
 * the same for both and would hide the difference.
 */
export const bench: Bench = async ({ place }) => {
  const { url, dataDir } = await place.demoDatabase();
  const built = await buildDeps(
    parseEnv({ NODE_ENV: "production", DATABASE_URL: url, DATA_DIR: dataDir }),
  );
  try {
    const quick: Deps["argon2id"] = ({ length }) =>
      Promise.resolve(new Uint8Array(randomBytes(length)));
    const logged: Deps = {
      ...built.deps,
      argon2id: quick,
      argon2idForTips: quick,
    };
    const submit = (deps: Deps) =>
      repeatFor(
        TURN_MS,
        async () => {
          await submitTip(deps, {
            token: newSubmissionToken(),
            ...tip(),
            thread: null,
            staged: [],
          });
          return 1;
        },
        { lanes: AT_ONCE },
      );
    const unlogged = withoutLog(logged);
    const entries = () => built.deps.db.logPending.count();
    const before = await entries();
    await submit(unlogged);
    if ((await entries()) !== before)
      throw new Error("the log was not switched off");
    const { spread, ...rates } = await compare({
      ours: () => submit(logged),
      limit: () => submit(unlogged),
      turns: TURNS,
    });
    return [
      benchLine(
        {
          name: "report.submit.logged",
          unit: "tips/s",
          ...rates,
          limitIs:
            "the same submission that writes no log entry and signs no promise; both without Argon2id",
        },
        { atOnce: AT_ONCE, fsync: true, atLeast: 0.8, spread },
      ),
    ];
  } finally {
    await built.close();
  }
};

/** Entries are made and thrown away, promises are not signed. */
function withoutLog(deps: Deps): Deps {
  const logPending = { create: () => Promise.resolve({}) };
  const transaction = (
    work: (tx: Transaction) => Promise<unknown>,
    options: object,
  ) =>
    deps.db.$transaction(
      (tx) => work(exchanged(tx, { logPending } as never)),
      options,
    );
  const log: LogSigner = {
    ...deps.log,
    open: async () => ({
      ...(await deps.log.open()),
      sign: (text) => `${text}\n`,
    }),
  };
  return {
    ...deps,
    log,
    db: exchanged(deps.db, { $transaction: transaction } as never),
  };
}

function exchanged<Target extends object>(
  target: Target,
  parts: Partial<Target>,
): Target {
  return new Proxy(target, {
    get: (_, key) => Reflect.get(key in parts ? parts : target, key) as unknown,
  });
}

function tip() {
  return composeTip(
    {
      ...noAnswers,
      province: "370000",
      area: "370100",
      subjectKind: "HOS",
      subjectName: "某医院",
      misconduct: ["HOS-01"],
      what: "举报内容".repeat(100),
      nameKind: "REAL",
      reporterName: "举报人",
      reporterContact: "a@example.invalid",
      reporterKind: "PERSON",
      rewardWanted: "YES",
    },
    "zh-CN",
  );
}
