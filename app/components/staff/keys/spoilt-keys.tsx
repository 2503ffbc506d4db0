import { useEffect, useState } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { keyWords } from "#app/content/staff-keys";
import { fill } from "#app/content/words";
import { isCodedError } from "#app/domain/shared/coded-error";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useUnlocked } from "../use-keys";
import { useKeyWork } from "./use-key-work";

/** Says which of the person's own wraps do not open, and gives them up so that a colleague can share the keys again. */
export function SpoiltKeys() {
  const words = keyWords[usePageLanguage().language];
  const unlocked = useUnlocked();
  const work = useKeyWork();
  const [count, setCount] = useState(0);
  const [dropped, setDropped] = useState(false);

  useEffect(() => {
    if (!unlocked) return;
    let current = true;
    callKeys("refreshKeys", {}).then(
      ({ spoilt }) => {
        if (current) setCount(spoilt.length);
      },
      (error: unknown) => {
        // locked or signed out in between: the page says so by itself
        if (!isCodedError(error)) throw error;
      },
    );
    return () => {
      current = false;
    };
  }, [unlocked]);

  async function drop() {
    if (!(await work.run(() => callKeys("dropSpoiltKeys", {})))) return;
    setCount(0);
    setDropped(true);
  }

  return (
    <>
      <p role="status" className="done">
        {dropped ? words.spoiltDone : null}
      </p>
      {unlocked && count > 0 && (
        <div className="notice">
          <p>{fill(words.spoilt, { count })}</p>
          <Problems refusals={work.refusals} />
          <p className="actions">
            <button
              type="button"
              className="second"
              aria-disabled={work.busy}
              onClick={() => void drop()}
            >
              {words.spoiltDrop}
            </button>
          </p>
        </div>
      )}
    </>
  );
}
