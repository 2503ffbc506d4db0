import { useRevalidator } from "@remix-run/react";
import { useCallback, useRef, useState } from "react";
import { noteSignedOut } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { isCodedError } from "#app/domain/shared/coded-error";
import { refusalsOf } from "../refusals";
import { useStepUp } from "../step-up";

/**
 * One piece of work of the key worker at a time. What needs a fresh second factor asks for it and starts again; afterwards
 * the data behind the page are loaded anew.
 */
export function useKeyWork() {
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const running = useRef(false);
  const revalidator = useRevalidator();
  const stepUp = useStepUp();

  const run = useCallback(
    async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setRefusals([]);
      try {
        const result = await work().catch(async (error: unknown) => {
          if (!isCodedError(error) || error.code !== "STEP_UP_NEEDED")
            throw error;
          if (!(await stepUp())) throw error;
          return work();
        });
        revalidator.revalidate();
        return result;
      } catch (error) {
        const found = refusalsOf(error);
        if (found.some(({ code }) => code === "SIGN_IN_NEEDED"))
          noteSignedOut();
        setRefusals(found);
        return null;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [revalidator, stepUp],
  );
  const clear = useCallback(() => setRefusals([]), []);
  return { run, busy, refusals, clear };
}
