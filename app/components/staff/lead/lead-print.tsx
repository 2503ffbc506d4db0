import { useRouteLoaderData } from "@remix-run/react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { noteSignedOut } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { callStaffApi } from "#app/browser/staff/staff-http";
import { staffFileWords } from "#app/content/staff-files";
import { fill } from "#app/content/words";
import { timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { refusalsOf } from "../refusals";
import type { LeadPage } from "./lead-page";

/** Times the mark stands on one sheet: enough that no part of a page is without it. */
const MARKS_A_SHEET = 24;

type FrameData = {
  readonly frame: {
    readonly person: {
      readonly loginName: string;
      readonly displayName: string;
    };
  } | null;
};

/** Who is signed in, as the frame around every staff page knows it. */
export function useSignedIn() {
  const data = useRouteLoaderData<FrameData>("routes/staff/frame");
  return data?.frame?.person ?? { loginName: "", displayName: "" };
}

/**
 * The part of the page that may be printed. Paper leaves no trace, so each print is logged first and each sheet says whose it is;
 * the browser's own print command gives a sheet that says how to print instead.
 */
export function usePrint(lead: LeadPage) {
  const { language } = usePageLanguage();
  const words = staffFileWords[language];
  const person = useSignedIn();
  const [printedAt, setPrintedAt] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const running = useRef(false);

  useEffect(() => {
    const over = () => setPrintedAt(null);
    window.addEventListener("afterprint", over);
    return () => window.removeEventListener("afterprint", over);
  }, []);

  async function print(): Promise<void> {
    if (running.current) return;
    running.current = true;
    setRefusals([]);
    try {
      const { at } = await callStaffApi<{ at: string }>(
        `/api/staff/leads/${lead.id}/printed`,
        { fetch: window.fetch.bind(window), body: {} },
      );
      // on the sheet before the dialog opens
      flushSync(() => setPrintedAt(at));
      window.print();
    } catch (error) {
      const found = refusalsOf(error);
      if (found.some(({ code }) => code === "SIGN_IN_NEEDED")) noteSignedOut();
      setRefusals(found);
    } finally {
      running.current = false;
    }
  }

  const mark =
    printedAt &&
    fill(words.printMark, {
      person: person.displayName,
      loginName: person.loginName,
      at: timeText(printedAt),
      number: lead.number,
    });
  return { print, mark, refusals };
}

export function PrintSheet({
  mark,
  children,
}: {
  /** null: nothing may be printed now */
  readonly mark: string | null;
  readonly children: ReactNode;
}) {
  const words = staffFileWords[usePageLanguage().language];
  return (
    <>
      {mark === null ? (
        <p className="print-only">{words.printOnlyByButton}</p>
      ) : (
        // fixed, so that the browser repeats it on every sheet
        <div className="print-mark" aria-hidden="true">
          {Array.from({ length: MARKS_A_SHEET }, (_, index) => (
            <span key={index}>{mark}</span>
          ))}
        </div>
      )}
      <div className={mark === null ? "no-print" : undefined}>{children}</div>
    </>
  );
}

export function PrintButton({
  onPrint,
  refusals,
}: {
  readonly onPrint: () => void;
  readonly refusals: readonly Refusal[];
}) {
  const words = staffFileWords[usePageLanguage().language];
  return (
    <>
      <Problems refusals={refusals} />
      <button
        type="button"
        className="second"
        id="print"
        title={words.printHint}
        onClick={onPrint}
      >
        {words.print}
      </button>
    </>
  );
}
