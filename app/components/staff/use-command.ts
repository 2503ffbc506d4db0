import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { noteSignedOut } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { callStaffApi } from "#app/browser/staff/staff-http";
import { isCodedError } from "#app/domain/shared/coded-error";
import { refusalsOf } from "./refusals";
import { useStepUp } from "./step-up";

export type Answer = Readonly<Record<string, unknown>>;

export type Command = {
  /** `onAnswer` gets what the server sent back, before the page loads its data anew */
  readonly run: (
    build: () => unknown,
    onAnswer?: (answer: Answer) => void,
  ) => Promise<boolean>;
  readonly busy: boolean;
  readonly refusals: readonly Refusal[];
  readonly clear: () => void;
};

/**
 * Sends one change. A second click while the first is on its way does nothing; a refusal leaves the form as it is; a change
 * that needs a fresh second factor asks for it and goes on.
 */
export function useCommand(path: string): Command {
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const running = useRef(false);
  const mounted = useRef(true);
  const revalidator = useRevalidator();
  const stepUp = useStepUp();

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = useCallback(
    async (
      build: () => unknown,
      onAnswer?: (answer: Answer) => void,
    ): Promise<boolean> => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setRefusals([]);
      try {
        const body = (await build()) as object;
        // before the call: an absent `onAnswer` would leave its argument unmade, and nothing would be sent
        const answer = await sendWithStepUp(path, { body, stepUp });
        onAnswer?.(answer);
        revalidator.revalidate();
        return true;
      } catch (error) {
        const found = refusalsOf(error);
        if (found.some(({ code }) => code === "SIGN_IN_NEEDED"))
          noteSignedOut();
        if (mounted.current) setRefusals(found);
        return false;
      } finally {
        running.current = false;
        if (mounted.current) setBusy(false);
      }
    },
    [path, revalidator, stepUp],
  );
  const clear = useCallback(() => setRefusals([]), []);
  return { run, busy, refusals, clear };
}

async function sendWithStepUp(
  path: string,
  {
    body,
    stepUp,
  }: { readonly body: object; readonly stepUp: () => Promise<boolean> },
): Promise<Answer> {
  const send = () =>
    callStaffApi<Answer>(path, { fetch: window.fetch.bind(window), body });
  try {
    return await send();
  } catch (error) {
    if (!isCodedError(error) || error.code !== "STEP_UP_NEEDED") throw error;
    if (!(await stepUp())) throw error;
    return send();
  }
}
