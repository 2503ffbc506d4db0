import { expect, it } from "vitest";
import { day } from "../shared/day";
import { publishedFigures, type OfficeCounts } from "./published-figures";

const office = (code: string, counts: Partial<OfficeCounts>): OfficeCounts => ({
  code,
  nameZh: "甲",
  nameEn: "A",
  received: 0,
  open: 0,
  late: 0,
  missed: 0,
  answered: 0,
  inTime: 0,
  ...counts,
});

it("each column is rounded by itself; a share is told in tens, and only of enough decisions", () => {
  const { offices, all, ...rest } = publishedFigures(day("2026-03-02"), [
    office("A", { received: 20, open: 6, late: 5, answered: 14, inTime: 13 }),
    office("B", { received: 30, open: 2, late: 8, answered: 9, inTime: 9 }),
    office("C", { received: 40, open: 7, late: 9, answered: 30, inTime: 17 }),
  ]);
  expect(rest).toEqual({ v: 2, day: "2026-03-02" });
  expect(
    offices.map(({ code: _code, nameZh: _zh, nameEn: _en, ...told }) => told),
  ).toEqual([
    { received: 20, open: 5, late: 5, missed: null, inTimePercent: 90 },
    { received: 30, open: null, late: 5, missed: null, inTimePercent: null },
    { received: 40, open: 5, late: 5, missed: null, inTimePercent: 60 },
  ]);
  expect(all).toEqual({
    received: 90,
    open: 10,
    late: 15,
    missed: null,
    inTimePercent: 70,
  });
});

it("says nothing of the numbers of decisions", () => {
  const told = JSON.stringify(
    publishedFigures(day("2026-03-02"), [
      office("A", { answered: 731, inTime: 467 }),
    ]),
  );
  expect(told).not.toMatch(/731|467|answered|inTime"/);
});
