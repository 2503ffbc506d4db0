import { useState } from "react";
import { leadWords } from "#app/content/staff-lead";
import { misconduct, misconductOf } from "#app/domain/codes/misconduct";
import type { CodeEntry } from "#app/domain/codes/code-entry";
import { ChoiceField, type FieldRefusals } from "../fields";
import { usePageLanguage } from "../page-language";

/**
 * Acts by kind of subject: those of the chosen kind first, the others folded. A box ticked before the kind was changed stays
 * ticked and visible, so that nothing is registered unseen.
 */
export function MisconductField({
  subjectKind,
  defaults,
  refusals,
}: {
  readonly subjectKind: string;
  readonly defaults: readonly string[];
  readonly refusals: FieldRefusals;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const [showAll, setShowAll] = useState(false);
  const own = misconductOf(subjectKind);
  const listed = (entry: CodeEntry) =>
    showAll ||
    own.length === 0 ||
    own.includes(entry) ||
    defaults.includes(entry.code);
  return (
    <>
      <ChoiceField
        name="misconduct"
        label={words.misconduct}
        hint={words.chooseMisconduct}
        many
        choices={misconduct.filter(listed).map((entry) => ({
          value: entry.code,
          label: `${entry.code} ${language === "en" ? entry.en : entry.zh}`,
        }))}
        defaultValue={defaults}
        refusals={refusals}
      />
      {!showAll && own.length > 0 && (
        <button
          type="button"
          className="quiet"
          onClick={() => setShowAll(true)}
        >
          {words.otherKinds}
        </button>
      )}
    </>
  );
}
