import type { ShownError } from "#app/components/ui/error-summary";
import type { OptionGroup } from "#app/components/ui/field";
import { careWords } from "#app/content/care";
import { reportWords } from "#app/content/report";
import { fill, type Language } from "#app/content/words";
import { leakList } from "#app/forms/leak-check/leak-list";
import { UNKNOWN_PLACE } from "#app/forms/tip/answers";
import type { Areas } from "#app/forms/tip/areas";
import type { PageContext, PageId } from "#app/forms/tip/form-page";
import { pathOf } from "#app/forms/tip/pages";
import type { Step } from "#app/forms/tip/take-step";
import type {
  CarriedFields,
  ListedFile,
  ReportView,
  SentView,
} from "./report-view";

/**
 * What the page of a step shows. Pure, and the only place where it is decided: the server calls it for the answer to a POST,
 * the program in the browser for the next page.
 */
export function viewOfStep({
  step,
  errors,
  carried,
  files,
  areas,
  context,
}: {
  readonly step: Omit<Step, "show"> & { readonly show: PageId | "start" };
  readonly errors: readonly ShownError[];
  readonly carried: CarriedFields;
  readonly files: readonly ListedFile[];
  readonly areas: Areas;
  readonly context: PageContext;
}): Exclude<ReportView, SentView> {
  const { answers, show } = step;
  const path = pathOf(answers);
  const total = path.length + 1;
  if (show === "start") return { view: "START", errors, carried };
  if (show === "check")
    return {
      view: "CHECK",
      carried,
      errors,
      number: total,
      total,
      summary: path.map((page) => ({
        page: page.id,
        rows: page.summary(answers, context),
      })),
      unknownPlace: answers.province === UNKNOWN_PLACE,
      leaks: leakList(answers),
    };
  const { language } = context;
  const isPlace = show === "place";
  return {
    view: "QUESTION",
    page: show,
    carried,
    errors,
    number: path.findIndex(({ id }) => id === show) + 1,
    total,
    answers,
    files: files.map(({ name, bytes, variant, hidden }) => ({
      name,
      bytes,
      variant,
      hidden,
    })),
    provinces:
      show === "province"
        ? areas
            .provinceList(language)
            .map(({ code, name }) => ({ value: code, text: name }))
        : [],
    provinceName: isPlace
      ? areas.provinceName(answers.province, language)
      : null,
    places: isPlace
      ? placeOptions(areas, { province: answers.province, language })
      : [],
  };
}

/** Cities with their counties; the city itself stands for "somewhere in it". */
function placeOptions(
  areas: Areas,
  {
    province,
    language,
  }: { readonly province: string; readonly language: Language },
): readonly OptionGroup[] {
  const words = reportWords[language].place;
  return areas.placesOf(province).map(({ name, areas: places }) => ({
    label: name,
    options: places.map((area, index) => ({
      value: area.code,
      text:
        index === 0 && area.code.endsWith("00") && places.length > 1
          ? fill(words.wholeCity, { city: area.name })
          : area.name,
    })),
  }));
}

/** Title of the page, without the name of the portal. */
export function titleOfView(view: ReportView, language: Language): string {
  const words = reportWords[language];
  switch (view.view) {
    case "START":
      return words.start.title;
    case "QUESTION":
      return words.titles[view.page];
    case "CHECK":
      return words.check.title;
    case "SENT":
      return view.practice
        ? careWords[language].practice.sentTitle
        : words.sent.title;
  }
}
