import { useCallback, useEffect, useState } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { OpenedLead, Refusal } from "#app/browser/staff/key-protocol";
import { refusalsOf } from "../refusals";
import { useKeys } from "../use-keys";

export type OpenedLeadState =
  | { readonly status: "CLOSED" }
  | { readonly status: "OPENING" }
  | { readonly status: "OPEN"; readonly lead: OpenedLead }
  | { readonly status: "FAILED"; readonly refusals: readonly Refusal[] };

/**
 * The opened tip, held for display only and dropped when the keys are locked or another lead is shown. `version` is the
 * lead's: a change brings new messages and notes.
 */
export function useOpenedLead(
  leadId: string,
  version: number,
): { readonly opened: OpenedLeadState; readonly retry: () => void } {
  const keys = useKeys();
  const isUnlocked = keys.status === "UNLOCKED";
  const [held, setHeld] = useState<{
    readonly leadId: string;
    readonly state: OpenedLeadState;
  } | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!isUnlocked) {
      setHeld(null);
      return;
    }
    let current = true;
    setHeld((before) =>
      before?.leadId === leadId && before.state.status === "OPEN"
        ? before
        : { leadId, state: { status: "OPENING" } },
    );
    callKeys("openLead", { leadId }).then(
      (lead) => {
        if (current) setHeld({ leadId, state: { status: "OPEN", lead } });
      },
      (error: unknown) => {
        if (current)
          setHeld({
            leadId,
            state: { status: "FAILED", refusals: refusalsOf(error) },
          });
      },
    );
    return () => {
      current = false;
    };
  }, [leadId, version, isUnlocked, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  if (!isUnlocked) return { opened: { status: "CLOSED" }, retry };
  return {
    opened: held?.leadId === leadId ? held.state : { status: "OPENING" },
    retry,
  };
}
