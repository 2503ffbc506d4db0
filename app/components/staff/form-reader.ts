import { isCodedError } from "#app/domain/shared/coded-error";
import { parseYuan } from "#app/domain/shared/fen";
import type { Refusal } from "#app/browser/staff/key-protocol";

/** Everything that is wrong with a form, so that an officer is told once and not field by field. */
export class FormProblems extends Error {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super("FORM_PROBLEMS");
    this.name = "FormProblems";
    this.refusals = refusals;
  }
}

/** Exactly what was typed into a field; a password is not trimmed. */
export function typedText(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

/** A one-time code as typed: full-width digits and spaces do no harm. */
export function typedTotp(data: FormData): string {
  return typedText(data, "totp").normalize("NFKC").replace(/\s/g, "");
}

/** Reads the fields of a form and collects what is wrong; `finish` refuses if anything was. */
export function readForm(data: FormData) {
  const problems: Refusal[] = [];
  const text = (name: string) => typedText(data, name).trim();

  function yuan(
    name: string,
    { optional }: { readonly optional: boolean },
  ): number | null {
    const typed = text(name);
    if (typed === "") {
      if (!optional) problems.push({ code: "FIELD_REQUIRED", field: name });
      return null;
    }
    try {
      return parseYuan(typed);
    } catch (error) {
      if (!isCodedError(error)) throw error;
      problems.push({ code: error.code, field: name });
      return null;
    }
  }

  return {
    text,
    required(name: string, maxLength = 20_000): string {
      const value = text(name);
      if (value === "") problems.push({ code: "FIELD_REQUIRED", field: name });
      else if (value.length > maxLength)
        problems.push({
          code: "FIELD_TOO_LONG",
          field: name,
          values: { max: maxLength },
        });
      return value;
    },
    choice<const Choice extends string>(
      name: string,
      choices: readonly Choice[],
    ): Choice {
      const value = text(name);
      const chosen = choices.find((choice) => choice === value);
      if (chosen === undefined)
        problems.push({ code: "CHOICE_REQUIRED", field: name });
      return chosen ?? choices[0]!;
    },
    yesNo(name: string): boolean {
      const value = text(name);
      if (value !== "yes" && value !== "no")
        problems.push({ code: "CHOICE_REQUIRED", field: name });
      return value === "yes";
    },
    many(name: string): string[] {
      const values = data.getAll(name).map(String);
      if (values.length === 0)
        problems.push({ code: "CHOICE_REQUIRED", field: name });
      return values;
    },
    /** fen; what is missing counts as a problem and comes back as 0 */
    yuan: (name: string): number => yuan(name, { optional: false }) ?? 0,
    /** fen, or null when left empty */
    optionalYuan: (name: string): number | null =>
      yuan(name, { optional: true }),
    /** basis points of a typed percentage with at most two decimals, or null when left empty */
    optionalPercent(name: string): number | null {
      const typed = text(name).normalize("NFKC").replace(/%$/, "").trim();
      if (typed === "") return null;
      const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed);
      const basisPoints = match
        ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"))
        : Number.NaN;
      if (!(basisPoints <= 10_000)) {
        problems.push({ code: "PERCENT_NOT_VALID", field: name });
        return null;
      }
      return basisPoints;
    },
    wholeNumber(
      name: string,
      { min, max }: { readonly min: number; readonly max: number },
    ): number {
      const typed = text(name).normalize("NFKC");
      const value = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
      if (!(value >= min && value <= max)) {
        problems.push({
          code: "NUMBER_NOT_VALID",
          field: name,
          values: { min, max },
        });
        return min;
      }
      return value;
    },
    refuse(problem: Refusal): void {
      problems.push(problem);
    },
    /** @throws FormProblems */
    finish(): void {
      if (problems.length > 0) throw new FormProblems(problems);
    },
  };
}

export type FormReader = ReturnType<typeof readForm>;
