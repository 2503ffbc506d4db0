import { expect, it } from "vitest";
import { fileBalance, type FileStandings } from "./file-balance";

const asSent = { standing: "AS_SENT", variant: "CLEANED" } as const;
const notListed = { standing: "NOT_LISTED" } as const;
const files = (...ids: string[]) => [
  ...ids.map((id) => ({ id, side: "TIPSTER" })),
  { id: "office", side: "STAFF" },
];

it.each<[string, number | null, string[], FileStandings, object]>([
  ["no list", 0, ["a"], {}, { balance: "NO_LIST" }],
  ["an unreadable tip", null, ["a"], {}, { balance: "NO_LIST" }],
  [
    "nothing checked yet",
    2,
    ["a", "b"],
    {},
    { balance: "OPEN", count: 2, unchecked: 2 },
  ],
  [
    "one left out by the server, told without opening any",
    2,
    ["a"],
    {},
    { balance: "MISSING", count: 2, missing: 1 },
  ],
  [
    "one exchanged",
    2,
    ["a", "b"],
    { a: asSent, b: notListed },
    { balance: "MISSING", count: 2, missing: 1 },
  ],
  [
    "one exchanged, another not looked at",
    2,
    ["a", "b"],
    { b: notListed },
    { balance: "MISSING", count: 2, missing: 1 },
  ],
  [
    "a later one among them",
    2,
    ["a", "b", "c"],
    { a: asSent, c: notListed },
    { balance: "OPEN", count: 2, unchecked: 1 },
  ],
  [
    "all",
    2,
    ["a", "b", "c"],
    { a: asSent, b: asSent },
    { balance: "ALL", count: 2, extra: 1 },
  ],
])("%s", (_, listed, ids, standings, expected) => {
  expect(fileBalance(listed, files(...ids), standings)).toEqual(expected);
});
