import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CodedError } from "#app/domain/shared/coded-error";
import { FileDesk } from "./file-desk";
import { callTip } from "./tip-client";

vi.mock("./tip-client", () => ({ callTip: vi.fn() }));
const asked = vi.mocked(callTip) as unknown as {
  mock: { calls: [string, { fileId: string }][] };
  mockImplementation: (
    answer: (call: string, input: { fileId: string }) => Promise<unknown>,
  ) => void;
};
const callsOf = (name: string) =>
  asked.mock.calls.filter(([call]) => call === name);

beforeEach(() => {
  vi.stubGlobal("window", { addEventListener: () => undefined });
  asked.mockImplementation((call, { fileId }) =>
    Promise.resolve(
      call === "inspectFile"
        ? {
            format: "OTHER",
            findings: [],
            cleaning: "NOTHING_FOUND",
            notes: [],
          }
        : {
            fileId,
            name: "x",
            state: "DONE",
            bytes: 9,
            total: 9,
            bytesPerSecond: 0,
            code: null,
          },
    ),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test("a file that the portal found broken is shown so, keeps the others, and goes up again", async () => {
  const desk = new FileDesk("zh-CN", () => undefined);
  desk.actions.choose([new File(["1"], "1.txt"), new File(["2"], "2.txt")]);
  await vi.waitFor(() => expect(desk.done()).toHaveLength(2));
  const [, second] = desk.files();
  // something else that was refused concerns no file
  desk.refused(new CodedError("NETWORK"));
  expect(desk.done()).toHaveLength(2);
  desk.refused(
    new CodedError("UPLOAD_NOT_AS_SEALED", {
      values: { fileId: second!.fileId },
    }),
  );
  expect(desk.done().map(({ name }) => name)).toEqual(["1.txt"]);
  expect(desk.files()[1]!.status).toMatchObject({
    state: "FAILED",
    code: "UPLOAD_NOT_AS_SEALED",
    bytes: 0,
  });
  expect(desk.undecided()).toMatchObject([{ code: "FILE_STOPPED" }]);
  desk.actions.resume(second!.fileId);
  await vi.waitFor(() => expect(desk.done()).toHaveLength(2));
  expect(callsOf("resumeFile")).toEqual([]);
  expect(callsOf("addFile").map(([, { fileId }]) => fileId)).toEqual([
    "file-1",
    "file-2",
    "file-2",
  ]);
});
