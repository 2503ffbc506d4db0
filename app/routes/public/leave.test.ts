import type { LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { loader } from "./leave";

async function leave(headers: Record<string, string>) {
  const answer = await loader({
    request: new Request("http://portal.test/leave", { headers }),
    context: { deps: { settings: { leaveUrl: "https://weather.example/" } } },
    params: {},
  } as unknown as LoaderFunctionArgs);
  expect([answer.status, answer.headers.get("Location")]).toEqual([
    303,
    "https://weather.example/",
  ]);
  return answer.headers.get("Clear-Site-Data");
}

const WIPES = '"cache", "cookies", "storage"';

test.each([
  ["an old browser", {}],
  [
    "the link",
    { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin" },
  ],
  ["the address", { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none" }],
])("wipes: %s", async (_, headers) => {
  expect(await leave(headers)).toBe(WIPES);
});

test.each([
  ["script", { "Sec-Fetch-Mode": "cors" }],
  ["picture", { "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site" }],
  ["call", { "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-site" }],
  ["frame", { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site" }],
])(
  "leaves the sessions of the browser alone: a foreign %s",
  async (_, headers) => {
    expect(await leave(headers)).toBeNull();
  },
);
