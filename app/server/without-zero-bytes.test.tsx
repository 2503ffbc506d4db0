import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { renderToPipeableStream } from "react-dom/server";
import { expect, test } from "vitest";
import { withoutZeroBytes } from "./without-zero-bytes.server";

const sentences = Array.from(
  { length: 500 },
  (_, index) => `${"医保基金举报".repeat(1 + (index % 7))}${index}`,
);
const page = (
  <ul>
    {sentences.map((sentence) => (
      <li key={sentence}>
        <input type="hidden" name="answers" value={sentence} />
      </li>
    ))}
  </ul>
);

async function rendered(
  through: PassThrough | ReturnType<typeof withoutZeroBytes>,
) {
  const { pipe } = renderToPipeableStream(page);
  pipe(through);
  return buffer(through);
}

test("Chinese text in a page arrives as it was, without the zero bytes React puts in", async () => {
  const bytes = await rendered(withoutZeroBytes());
  expect(bytes.includes(0)).toBe(false);
  for (const sentence of sentences)
    expect(bytes.toString("utf8")).toContain(`"${sentence}"`);
});

test("the fault is still in React: when this fails, the filter can go", async () => {
  expect((await rendered(new PassThrough())).includes(0)).toBe(true);
});
