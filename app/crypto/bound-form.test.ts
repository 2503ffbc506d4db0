import { expect, test } from "vitest";
import { formPurposes, openBoundForm, sealBoundForm } from "./bound-form";
import type { JsonValue } from "./canonical-json";
import { newIdentity, recipientOf } from "./identity";
import { sealForm } from "./sealed-form";

const identity = await newIdentity();
const recipient = await recipientOf(identity);
const other = await recipientOf(await newIdentity());

test("a form comes back for its own purpose only", async () => {
  const { tip, tipsterMessage, staffMessage, note } = formPurposes;
  const purposes = [tip, tipsterMessage, staffMessage, note];
  for (const purpose of [...purposes, formPurposes.identity(recipient)]) {
    const sealed = await sealBoundForm(purpose, { text: "一" }, [recipient]);
    expect(await openBoundForm(purpose, sealed, identity)).toEqual({
      text: "一",
    });
    for (const wrong of [...purposes, formPurposes.identity(other)])
      if (wrong !== purpose)
        await expect(openBoundForm(wrong, sealed, identity)).rejects.toThrow(
          "SEALED_FOR_OTHER_PURPOSE",
        );
  }
});

test("a form without purpose is refused", async () => {
  const values: readonly JsonValue[] = [
    { text: "一" },
    null,
    [1],
    "tip",
    { purpose: "tip" },
  ];
  for (const value of values)
    await expect(
      openBoundForm(
        formPurposes.tip,
        await sealForm(value, [recipient]),
        identity,
      ),
    ).rejects.toThrow("SEAL_CONTENT_INVALID");
});
