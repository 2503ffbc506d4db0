import { expect, it } from "vitest";
import { logKinds } from "#app/services/log/entries";
import { logKindSentence, logKindWords } from "./log-kinds";
import { languages } from "./words";

it("every kind of entry that a tipster is shown has its sentence, and no other", () => {
  const shown = Object.entries(logKinds)
    .filter(([, { toTipster }]) => toTipster)
    .map(([kind]) => kind)
    .sort();
  for (const language of languages)
    expect(Object.keys(logKindWords[language]).sort()).toEqual(shown);
});

it("a kind nobody has heard of is still told, whatever its name", () => {
  for (const kind of ["WHAT_COMES_LATER", "toString", "__proto__"])
    for (const language of languages)
      expect(logKindSentence(kind, language)).toMatch(/另一项|Another/);
});
