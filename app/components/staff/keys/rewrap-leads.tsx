import { useRevalidator } from "@remix-run/react";
import { useRef, useState } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { keyWords } from "#app/content/staff-keys";
import { fill } from "#app/content/words";
import type { OfficeKeysView } from "#app/queries/staff-office-keys.server";
import { Problems } from "../problems";
import { usePageLanguage } from "../page-language";
import { refusalsOf } from "../refusals";
import { useUnlocked } from "../use-keys";

type Progress = {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly status: "RUNNING" | "DONE" | "STOPPED";
};

/** Moves open leads to the current key, batch by batch; what is done is done, whenever this page is closed. */
export function RewrapLeads({ office }: { readonly office: OfficeKeysView }) {
  const words = keyWords[usePageLanguage().language];
  const unlocked = useUnlocked();
  const revalidator = useRevalidator();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const running = useRef(false);
  const holdsCurrent = office.keys.some((key) => key.current && key.mine);

  async function start() {
    if (running.current) return;
    running.current = true;
    const total = office.toRewrap;
    let state = { total, done: 0, failed: 0 };
    setRefusals([]);
    setProgress({ ...state, status: "RUNNING" });
    try {
      let after = "";
      for (;;) {
        const batch = await callKeys("rewrapLeads", {
          officeId: office.officeId,
          after,
        });
        state = {
          // new tips may have come under the old key meanwhile
          total: Math.max(total, state.done + batch.moved + batch.left),
          done: state.done + batch.moved,
          failed: state.failed + batch.failed,
        };
        setProgress({ ...state, status: "RUNNING" });
        if (batch.last === null) break;
        after = batch.last;
      }
      setProgress({ ...state, status: "DONE" });
    } catch (error) {
      setRefusals(refusalsOf(error));
      setProgress({ ...state, status: "STOPPED" });
    } finally {
      running.current = false;
      revalidator.revalidate();
    }
  }

  if (office.toRewrap === 0 && progress === null) return null;
  const isRunning = progress?.status === "RUNNING";
  return (
    <div className="rewrap">
      <h3>{words.rewrapTitle}</h3>
      {!isRunning && office.toRewrap > 0 && (
        <p>{fill(words.rewrapText, { count: office.toRewrap })}</p>
      )}
      <Problems refusals={refusals} />
      {progress && (
        <>
          <progress
            className="rewrap__bar"
            max={Math.max(progress.total, 1)}
            value={progress.total === 0 ? 1 : progress.done}
            aria-label={words.rewrapTitle}
          />
          <p role="status">
            {isRunning &&
              fill(words.rewrapRunning, {
                done: progress.done,
                total: progress.total,
              })}
            {progress.status === "STOPPED" && words.rewrapStopped}
            {progress.status === "DONE" &&
              (progress.failed > 0
                ? fill(words.rewrapFailed, { count: progress.failed })
                : words.rewrapDone)}
          </p>
        </>
      )}
      {office.toRewrap > 0 &&
        (holdsCurrent ? (
          <p className="actions">
            <button
              type="button"
              disabled={!unlocked}
              aria-disabled={isRunning}
              onClick={() => void start()}
            >
              {progress && !isRunning
                ? words.rewrapContinue
                : words.rewrapStart}
            </button>
          </p>
        ) : (
          <p className="soft">{words.rewrapNeedsKey}</p>
        ))}
    </div>
  );
}
