import {
  askBeforeLeaving,
  drawPage,
  focusPage,
  keepAddress,
  takeSubmissions,
  type Submission,
} from "#app/browser/page/page-frame";
import { callTip, endTipWorker } from "#app/browser/tip/tip-client";
import { ReportContent } from "#app/components/report/report-content";
import type {
  CarriedFields,
  ReportSlots,
  ReportView,
} from "#app/components/report/report-view";
import { Sealing, Stopped } from "#app/components/report/sealing";
import { titleOfView, viewOfStep } from "#app/components/report/view-of-step";
import { reportSealingWords } from "#app/content/report-sealing";
import { prefixOf, type Language } from "#app/content/words";
import { isCodedError } from "#app/domain/shared/coded-error";
import {
  noAnswers,
  readAnswers,
  writeAnswers,
  type TipAnswers,
} from "#app/forms/tip/answers";
import type { Areas } from "#app/forms/tip/areas";
import { composeTip } from "#app/forms/tip/compose-tip";
import {
  pageIds,
  type PageContext,
  type PageId,
} from "#app/forms/tip/form-page";
import { questionPages } from "#app/forms/tip/pages";
import { practiceCode } from "#app/forms/tip/practice-code";
import { readGo, takeStep } from "#app/forms/tip/take-step";
import type { Report, ReportPart, ReportState } from "./report-part";
import { reportParts } from "./report-parts";
import { todayInChina } from "./today-in-china";

/** Codes after which the same program cannot do better: the tipster may let the server seal. */
const programFaults = ["PROGRAM_NOT_LOADED", "UNEXPECTED"];

/** The form carries nothing: were it ever sent by the browser itself, it would be empty. */
const carriesNothing: CarriedFields = {
  answers: "",
  token: "",
  staged: "",
  returnToCheck: false,
  practice: false,
};

type Shown = Pick<ReportState, "page" | "returnToCheck">;

/**
 * The report form in the browser: the same pages, the same steps, but what is typed stays here until the worker has sealed it.
 * @param input.answers of a form the server drew before, "" when there was none
 * @param input.drawn the fields of a question or of "check your answers" as the server drew it, which is taken over as it stands
 */
export async function startReport(input: {
  readonly language: Language;
  readonly answers: string;
  readonly go: string;
  readonly drawn?: FormData;
}): Promise<void> {
  // a file of its own: names of places change once a year, the program more often
  const { areas } = await import("./area-table");
  new ReportForm(input.language, {
    answers: answersOf(input.answers),
    areas,
  }).begin(input.go, input.drawn);
}

class ReportForm implements Report {
  #state: ReportState;
  /** the pages of this journey, as the browser's history numbers them */
  #shown: Shown[] = [{ page: "start", returnToCheck: false }];
  #at = 0;
  #typed: boolean;

  readonly #areas: Areas;

  constructor(
    readonly language: Language,
    { answers, areas }: { readonly answers: TipAnswers; readonly areas: Areas },
  ) {
    this.#areas = areas;
    this.#typed = answers !== noAnswers;
    this.#state = {
      page: "start",
      answers,
      returnToCheck: false,
      errors: [],
      files: [],
      practice: false,
      sealing: null,
      stopped: false,
      sent: null,
    };
  }

  readonly state = () => this.#state;

  readonly change = (change: Partial<ReportState>) => {
    this.#keepTyped();
    this.#set(change);
    this.#draw();
  };

  readonly goTo = (
    page: PageId | "start",
    change: Partial<ReportState> = {},
  ) => {
    this.#keepTyped();
    this.#show({ errors: [], ...change, page });
  };

  begin(go: string, drawn?: FormData): void {
    history.replaceState(0, "");
    window.addEventListener("popstate", ({ state }) => this.#comeBack(state));
    document.addEventListener("input", () => (this.#typed = true));
    askBeforeLeaving(
      () => this.#typed && !this.#state.sent && !this.#state.practice,
    );
    keepAddress();
    takeSubmissions((submission) => void this.#press(submission));
    if (drawn) return this.#takeOver(drawn);
    const part = this.#partOf(go);
    if (part) {
      this.#draw();
      void part.press(new FormData());
    } else this.#step("next", {});
  }

  /** Files that were handed in stay behind, under a key that the server made: they have to be chosen again. */
  #takeOver(drawn: FormData): void {
    const page = pageIds.find((id) => id === drawn.get("page")) ?? "start";
    const returnToCheck = drawn.get("return") === "check";
    this.#set({ page, practice: drawn.get("practice") === "1" });
    // the server's page has the same fields as ours
    this.#keepTyped();
    this.#set(
      drawn.has("staged")
        ? {
            page: "evidence",
            returnToCheck: returnToCheck || page === "check",
          }
        : { returnToCheck },
    );
    this.#shown = [this.#state];
    this.#draw();
    focusPage();
  }

  async #press({ fields, go }: Submission): Promise<void> {
    if (this.#state.sealing) return;
    const part = this.#partOf(go);
    if (part) {
      this.#keepTyped();
      await part.press(fields);
      return;
    }
    if (go === "server-seals") return this.#letServerSeal();
    const complete = this.#step(go, this.#typedOf(fields));
    if (!complete) return;
    const errors = reportParts.flatMap((one) => one.fileErrors?.(this) ?? []);
    if (errors.length === 0) await this.#send();
    // a tip never goes without the files that were chosen for it
    else this.#show({ page: "evidence", errors, returnToCheck: true });
  }

  /**
   * One press of "continue", "back", "change" or "send".
   * @returns whether everything is answered and "send" was pressed
   */
  #step(go: string, typed: Parameters<typeof takeStep>[0]["typed"]): boolean {
    const { page, answers, returnToCheck } = this.#state;
    if (page === "SENT") return false;
    const step = takeStep(
      {
        page,
        go: readGo(go),
        answers,
        typed,
        returnToCheck,
        fileErrors:
          page === "evidence"
            ? reportParts.flatMap((part) => part.fileErrors?.(this) ?? [])
            : [],
      },
      this.#context(),
    );
    const { show } = step;
    if (show === "SEND") return true;
    this.#show({
      page: show,
      answers: step.answers,
      errors: step.errors,
      returnToCheck: step.returnToCheck,
    });
    return false;
  }

  /** Back inside the page is back in the browser's history, so that the two never disagree. */
  #show(change: Partial<ReportState> & Pick<ReportState, "page">): void {
    const before = this.#state.page;
    this.#set({ stopped: false, ...change });
    const { page, returnToCheck } = this.#state;
    const shown = { page, returnToCheck };
    if (page !== before) {
      if (this.#at > 0 && this.#shown[this.#at - 1]!.page === page) {
        this.#shown[this.#at - 1] = shown;
        this.#expected = this.#at - 1;
        history.back();
      } else {
        this.#at += 1;
        this.#shown.length = this.#at;
        this.#shown.push(shown);
        history.pushState(this.#at, "");
      }
    } else this.#shown[this.#at] = shown;
    this.#draw();
    focusPage();
  }
  #expected: number | null = null;

  /** The browser's own back and forward. What is typed on the page that is left is kept, and judged before sending. */
  #comeBack(number: unknown): void {
    const expected = this.#expected;
    this.#expected = null;
    const shown = typeof number === "number" && this.#shown[number];
    if (!shown) return;
    if (this.#state.sent || this.#state.sealing) {
      // nothing to go back to: the answers are gone, or on their way
      history.pushState(this.#at, "");
      return;
    }
    this.#at = number;
    if (number === expected) return;
    this.#keepTyped();
    this.#set({ ...shown, errors: [], stopped: false });
    this.#draw();
    focusPage();
  }

  async #send(): Promise<void> {
    const { answers, practice } = this.#state;
    if (practice)
      return this.#showCode({
        groups: practiceCode,
        firstTime: true,
        receipt: null,
      });
    const { body, identity } = composeTip(answers, this.language);
    this.#set({ errors: [], stopped: false, sealing: "KEYS" });
    this.#draw();
    focusPage();
    const parts = reportParts.map(async (part) => part.sending?.());
    try {
      await callTip("prepare", {});
      const sent = await callTip("send", { body, identity }, (sealing) => {
        this.#set({ sealing });
        this.#draw();
      });
      await Promise.all(parts);
      this.#showCode(sent);
    } catch (error) {
      const code = isCodedError(error) ? error.code : "UNEXPECTED";
      const values = isCodedError(error) ? error.values : {};
      const aboutFiles = /^(?:STAGED_|UPLOAD_)/.test(code);
      this.#set({ sealing: null });
      this.#show({
        page: aboutFiles ? "evidence" : "check",
        errors: [{ field: aboutFiles ? "file" : null, code, values }],
        returnToCheck: aboutFiles,
        stopped: programFaults.includes(code),
      });
      for (const part of reportParts) part.refused?.(error);
    }
  }

  /** The last page. Nothing of the tip is left but the code, which the page shows. */
  #showCode(sent: NonNullable<ReportState["sent"]>): void {
    endTipWorker();
    for (const part of reportParts) part.end?.();
    this.#set({ sealing: null });
    this.#show({
      page: "SENT",
      answers: noAnswers,
      files: [],
      errors: [],
      sent,
    });
  }

  /**
   * The tipster chose it: the answers go to the server in plain, as without a program, and it shows "check your answers". Files
   * sealed here stay behind: their key is in this page's worker.
   */
  #letServerSeal(): void {
    const { answers } = this.#state;
    endTipWorker();
    for (const part of reportParts) part.end?.();
    this.#typed = false;
    const form = document.createElement("form");
    form.method = "post";
    form.action = `/${prefixOf(this.language)}/report`;
    form.enctype = "multipart/form-data";
    form.hidden = true;
    for (const [name, value] of [
      ["page", "check"],
      ["answers", writeAnswers(answers)],
      ["go", "next"],
    ] as const) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    // asks no listener for `submit`, unlike a press of a button
    form.submit();
  }

  #draw(): void {
    const { language } = this;
    const { sealing } = this.#state;
    if (sealing) {
      drawPage(<Sealing {...{ language, stage: sealing }} />, {
        language,
        title: reportSealingWords[language].title,
        wrong: false,
      });
      return;
    }
    const view = this.#view();
    drawPage(
      <ReportContent
        // a new page has new fields: none inherits what was typed into another
        key={`${this.#at}`}
        {...{ language, view, open: true, inBrowser: true }}
        address={location.origin}
        slots={this.#slots()}
      />,
      {
        language,
        title: titleOfView(view, language),
        wrong: this.#state.errors.length > 0,
      },
    );
  }

  #view(): ReportView {
    const { sent, page, answers, errors, returnToCheck, files, practice } =
      this.#state;
    if (sent || page === "SENT")
      return {
        view: "SENT",
        groups: sent?.groups ?? [],
        firstTime: sent?.firstTime ?? true,
        practice,
      };
    return viewOfStep({
      step: { show: page, answers, errors: [], returnToCheck },
      errors,
      carried: { ...carriesNothing, practice },
      files,
      areas: this.#areas,
      context: this.#context(),
    });
  }

  #slots(): ReportSlots {
    const { stopped, files } = this.#state;
    const drawn: readonly ReportSlots[] = [
      {
        check: stopped && (
          <Stopped language={this.language} files={files.length > 0} />
        ),
      },
      ...reportParts.map((part) => part.slots?.(this) ?? {}),
    ];
    const all = (slot: keyof ReportSlots) => {
      const nodes = drawn.flatMap((slots) => slots[slot] || []);
      return nodes.length === 0 ? undefined : nodes;
    };
    return {
      banner: all("banner"),
      start: all("start"),
      question: all("question"),
      files: all("files"),
      check: all("check"),
      sent: all("sent"),
      receipt: all("receipt"),
    };
  }

  #context(): PageContext {
    return {
      language: this.language,
      today: todayInChina(),
      areas: this.#areas.book,
      fileNames: this.#state.files.map(({ name }) => name),
    };
  }

  #set(change: Partial<ReportState>): void {
    this.#state = { ...this.#state, ...change };
  }

  /** Takes what stands in the fields of the page over into the answers, unjudged. */
  #keepTyped(): void {
    const form = document.querySelector<HTMLFormElement>("main form");
    const { page } = this.#state;
    if (!form || !isQuestion(page)) return;
    const { answers } = takeStep(
      {
        page,
        go: { kind: "UPLOAD" },
        answers: this.#state.answers,
        typed: this.#typedOf(new FormData(form)),
        returnToCheck: false,
        fileErrors: [],
      },
      this.#context(),
    );
    this.#set({ answers });
  }

  #typedOf(fields: FormData) {
    const { page } = this.#state;
    if (!isQuestion(page)) return {};
    return Object.fromEntries(
      questionPages[page].fields.map((field) => [
        field,
        fields.getAll(field).map(String),
      ]),
    );
  }

  #partOf(go: string) {
    const [, name, what] = /^([a-z-]+):(.+)$/s.exec(go) ?? [];
    const part: ReportPart | undefined = reportParts.find(
      (one) => one.name === name && one.press,
    );
    return (
      part && { press: (fields: FormData) => part.press?.(what!, this, fields) }
    );
  }
}

function isQuestion(
  page: ReportState["page"],
): page is keyof typeof questionPages {
  return Object.hasOwn(questionPages, page);
}

function answersOf(carried: string): TipAnswers {
  if (carried === "") return noAnswers;
  try {
    return readAnswers(carried);
  } catch {
    return noAnswers;
  }
}
