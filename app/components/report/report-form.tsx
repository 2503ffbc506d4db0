import type { ReactNode } from "react";
import {
  ErrorSummary,
  type ShownError,
} from "#app/components/ui/error-summary";
import { publicFrameWords } from "#app/content/public-frame";
import { reportWords } from "#app/content/report";
import { fill, prefixOf, type Language } from "#app/content/words";
import type { PageId } from "#app/forms/tip/form-page";
import type { CarriedFields } from "./report-view";

export function CarriedInputs({
  page,
  carried,
}: {
  readonly page: PageId | "start";
  readonly carried: CarriedFields;
}) {
  const hidden = (name: string, value: string) => (
    <input type="hidden" name={name} value={value} autoComplete="off" />
  );
  return (
    <>
      {hidden("page", page)}
      {hidden("answers", carried.answers)}
      {hidden("token", carried.token)}
      {carried.staged !== "" && hidden("staged", carried.staged)}
      {carried.returnToCheck && hidden("return", "check")}
      {carried.practice && hidden("practice", "1")}
      {carried.turn !== undefined && hidden("turn", carried.turn)}
    </>
  );
}

/**
 * Frame of every page of the form. Multipart throughout: it carries Chinese text in a third of the bytes, and a page with
 * files looks the same on the wire as one without. The first button is what the Enter key presses.
 */
export function ReportForm({
  language,
  page,
  carried,
  errors,
  number,
  total,
  children,
}: {
  readonly language: Language;
  readonly page: PageId;
  readonly carried: CarriedFields;
  readonly errors: readonly ShownError[];
  readonly number: number;
  readonly total: number;
  readonly children: ReactNode;
}) {
  const words = publicFrameWords[language];
  return (
    <form
      method="post"
      action={`/${prefixOf(language)}/report`}
      encType="multipart/form-data"
      autoComplete="off"
      noValidate
    >
      <CarriedInputs page={page} carried={carried} />
      <button
        className="hidden-text"
        name="go"
        value="next"
        tabIndex={-1}
        aria-hidden="true"
      >
        {words.next}
      </button>
      <p className="back">
        <button className="quiet" name="go" value="back">
          {words.back}
        </button>
      </p>
      <ErrorSummary language={language} errors={errors} />
      <p className="progress">
        {fill(reportWords[language].progress, { number, total })}
      </p>
      {children}
    </form>
  );
}
