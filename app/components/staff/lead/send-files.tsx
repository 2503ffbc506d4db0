import { useRevalidator } from "@remix-run/react";
import { useId, useRef, useState, type FormEvent } from "react";
import { callKeys, noteSignedOut } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { callStaffApi } from "#app/browser/staff/staff-http";
import { staffFileWords } from "#app/content/staff-files";
import { fill } from "#app/content/words";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  MOST_STAFF_FILE_BYTES,
  MOST_STAFF_FILES_AT_ONCE,
} from "#app/domain/tip/limits";
import { sizeText } from "../format";
import { FormEnd } from "../form-end";
import { newOnceToken } from "../once-token";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { refusalsOf } from "../refusals";

/** Files of the office for the tipster: sealed one by one in the key worker, sent together. */
export function SendFiles({
  leadId,
  onSent,
}: {
  readonly leadId: string;
  readonly onSent: () => void;
}) {
  const { language } = usePageLanguage();
  const words = staffFileWords[language];
  const id = useId();
  const revalidator = useRevalidator();
  const [chosen, setChosen] = useState<readonly File[]>([]);
  const [progress, setProgress] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const running = useRef(false);
  /** one per choice of files, kept over retries; what was handed in before a line broke is not handed in again */
  const attempt = useRef<{ once: string; stagedKeys: string[] } | null>(null);

  function choose(files: FileList | null): void {
    setChosen([...(files ?? [])]);
    attempt.current = null;
    setDone(null);
    setRefusals([]);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running.current) return;
    const form = event.currentTarget;
    running.current = true;
    setDone(null);
    setRefusals([]);
    try {
      if (chosen.length === 0)
        throw new CodedError("FIELD_REQUIRED", { field: "files" });
      if (chosen.length > MOST_STAFF_FILES_AT_ONCE)
        throw new CodedError("TOO_MANY_FILES", {
          values: { most: MOST_STAFF_FILES_AT_ONCE },
        });
      if (chosen.some(({ size }) => size > MOST_STAFF_FILE_BYTES))
        throw new CodedError("STAFF_FILE_TOO_LARGE");
      const now = (attempt.current ??= {
        once: newOnceToken(),
        stagedKeys: [],
      });
      for (const [index, file] of chosen.entries()) {
        if (now.stagedKeys[index] !== undefined) continue;
        setProgress(
          fill(words.sendProgress, {
            position: index + 1,
            count: chosen.length,
          }),
        );
        const { stagedKey } = await callKeys("stageFile", {
          leadId,
          file: { name: file.name, type: file.type, content: file },
        });
        now.stagedKeys[index] = stagedKey;
      }
      await callStaffApi(`/api/staff/leads/${leadId}/files/sent`, {
        fetch: window.fetch.bind(window),
        body: now,
      });
      attempt.current = null;
      form.reset();
      setDone(fill(words.sendDone, { count: chosen.length }));
      setChosen([]);
      revalidator.revalidate();
      onSent();
    } catch (error) {
      const found = refusalsOf(error);
      if (found.some(({ code }) => code === "SIGN_IN_NEEDED")) noteSignedOut();
      // purged meanwhile: the next try hands everything in again
      if (found.some(({ code }) => code === "STAGED_FILE_GONE"))
        attempt.current = null;
      setRefusals(found);
    } finally {
      running.current = false;
      setProgress(null);
    }
  }

  return (
    <form
      className="no-print send-files"
      id="send-files"
      onSubmit={(event) => void submit(event)}
    >
      <h3>{words.send}</h3>
      <Problems refusals={refusals} />
      <p className="hint" id={`${id}-hint`}>
        {fill(words.sendHint, { most: MOST_STAFF_FILES_AT_ONCE })}
      </p>
      <label className="name" htmlFor={id}>
        {words.sendChoose}
      </label>
      <input
        id={id}
        type="file"
        name="files"
        multiple
        aria-describedby={`${id}-hint`}
        onChange={(event) => choose(event.currentTarget.files)}
      />
      {chosen.length > 0 && (
        <ul className="plain-list">
          {chosen.map((file, index) => (
            <li key={index}>
              <bdi>{file.name}</bdi>{" "}
              <span className="soft">{sizeText(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
      <FormEnd
        busy={progress !== null}
        label={words.sendButton}
        done={progress ?? done}
      />
    </form>
  );
}
