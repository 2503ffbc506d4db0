import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { NeglectPanel } from "#app/components/inbox/neglect-panel";
import { ProofPanel } from "#app/components/inbox/proof-panel";
import type { ProofView } from "#app/components/inbox/proof-view";
import type { ProofReport } from "#app/crypto/tlog/proof-file";
import { day } from "#app/domain/shared/day";

const checkpoint = {
  size: 40,
  rootHash: "root",
  upToDay: "2026-03-10",
  cosignedBy: [
    {
      name: "witness.example/w1",
      keyId: "0a1b2c3d",
      at: 1_773_100_800,
      known: true,
    },
  ],
};
type Entry = ProofReport["entries"][number];
const entry = (change: Partial<Entry> = {}): Entry => ({
  kind: "TIP_RECEIVED",
  day: "2026-03-02",
  index: 3,
  state: "PROVEN",
  data: {},
  ...change,
});
const reportOf = (change: Partial<ProofReport> = {}): ProofReport => ({
  ok: true,
  problems: [],
  origin: "portal.example/log",
  keys: ["portal.example/log+0a1b2c3d+key"],
  keyIds: ["0a1b2c3d"],
  checkpoint,
  entries: [entry()],
  inner: 0,
  neglect: [],
  ...change,
});
const read = (report: ProofReport, today = "2026-03-10"): ProofView => ({
  state: "READ",
  by: "BROWSER",
  report,
  today: day(today),
});
const panel = (report: ProofReport, today?: string) =>
  renderToString(
    ProofPanel({ language: "zh-CN", proof: read(report, today) }),
  ).replaceAll("<!-- -->", "");

describe("the panel of the proof", () => {
  test("what happened several times on one day stands once, with its count and places", () => {
    const opened = (index: number, on = "2026-03-03") =>
      entry({ kind: "LEAD_OPENED", day: on, index });
    const html = panel(
      reportOf({
        entries: [
          entry(),
          opened(7),
          opened(8),
          opened(12),
          opened(20, "2026-03-04"),
        ],
        inner: 2,
      }),
    );
    expect(html.match(/<li/g)).toHaveLength(3);
    expect(html).toContain("工作人员打开举报 （3 次）");
    expect(html).toContain("第 7、8、12 项");
    expect(html).toContain("第 20 项");
    // the sentence counts them all
    expect(html).toContain("全部 5 步");
    expect(html).toContain("另有 2 条");
    expect(html).toContain("witness.example/w1（2026年3月10日）");
    // whole: another key with the same short id is easily made
    expect(html).toContain("portal.example/log+0a1b2c3d+key");
  });

  test("a promise whose day passed is said, and is no agreement", () => {
    const waiting = reportOf({
      entries: [entry({ index: null, state: "PROMISED" })],
    });
    expect(panel(waiting, "2026-03-04")).toContain(
      "等着写进日志，最迟2026年3月4日",
    );
    const late = panel(waiting, "2026-03-05");
    expect(late).toContain('data-proof="OVERDUE"');
    expect(late).toContain("承诺没有兑现");
    // whatever the clock of the device says
    const broken = panel(
      reportOf({ entries: [entry({ index: null, state: "BROKEN" })] }),
      "2026-03-02",
    );
    expect(broken).toContain('data-proof="OVERDUE"');
    expect(broken).toContain("最迟2026年3月4日，没有写入");
  });

  test("every code of the check has its sentence", () => {
    const wrong = (...codes: string[]) =>
      panel(
        reportOf({
          ok: false,
          problems: codes.map((code) => ({ code, entry: null })),
        }),
      );
    for (const [code, said] of [
      ["FILE_NOT_CANONICAL", "不完整"],
      ["KEY_NOT_TRUSTED", "公布的密钥"],
      ["WITNESS_NOT_TRUSTED", "公布的密钥"],
      ["CHECKPOINT_SIGNATURE", "检查点"],
      ["CUT_NOT_VALID", "检查点"],
      ["STATEMENT_SIGNATURE", "日志声明"],
      ["STATED_ENTRY_MISSING", "日志声明"],
      ["ENTRY_NOT_STATED", "日志声明"],
      ["ENTRY_NOT_IN_LOG", "有记录不在日志里"],
      ["ENTRY_OF_ANOTHER_LEAD", "别的举报"],
      ["PROMISE_SIGNATURE", "签字承诺和记录"],
      ["WHAT_COMES_LATER", "不完整"],
    ] as const)
      expect(wrong(code), code).toContain(said);
    // one matter is said once
    expect(
      wrong("ENTRY_NOT_IN_LOG", "ENTRY_OUT_OF_ORDER").match(/有记录不在/g),
    ).toHaveLength(1);
    expect(wrong("ENTRY_NOT_IN_LOG")).toContain('role="alert"');
  });
});

describe("the panel of neglect", () => {
  const shown = (
    report: ProofReport,
    clock: Parameters<typeof NeglectPanel>[0]["clock"] | null = null,
  ) => {
    const drawn = NeglectPanel({
      language: "zh-CN",
      proof: read(report),
      clock,
    });
    return drawn === null ? null : renderToString(drawn);
  };
  const clock = (stage: "ACCEPT" | "CLAIM", late: boolean) =>
    ({
      stage,
      dueDay: day("2026-03-05"),
      late,
      delayReason: null,
      extension: null,
    }) as never;
  const neglect = [
    { stage: "ACCEPT", dueDay: "2026-03-05", upToDay: "2026-03-10" },
  ] as const;

  test("is there when the log shows it, and says what a file would prove and give away", () => {
    const html = shown(reportOf({ neglect }))!;
    expect(html).toContain("决定是否受理，最迟应在2026年3月5日");
    expect(html).toContain("第 3 项");
    expect(html).toContain("2026年3月10日的检查点（共 40 条）");
    expect(html).toContain("它会透露");
    expect(html).toContain('value="proof"');
  });

  test("offers nothing that the log does not show yet, nothing of a wrong proof, and nothing of the tipster's own last day", () => {
    expect(shown(reportOf(), clock("ACCEPT", true))).toContain("请明天再来看");
    expect(shown(reportOf(), clock("ACCEPT", true))).not.toContain("<button");
    expect(shown(reportOf(), clock("ACCEPT", false))).toBeNull();
    expect(shown(reportOf(), clock("CLAIM", true))).toBeNull();
    expect(
      shown(reportOf({ ok: false, neglect }), clock("ACCEPT", true)),
    ).toBeNull();
  });
});
