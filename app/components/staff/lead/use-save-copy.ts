import { useEffect, useRef, useState } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { newOnceToken } from "../once-token";
import { refusalsOf } from "../refusals";

export type MadeCopy = {
  readonly name: string;
  readonly type: string;
  readonly content: Blob;
};

/** Seals a redacted copy in the key worker and adds it to the lead; a repeated click or a lost answer adds one. */
export function useSaveCopy({
  leadId,
  fileId,
  onSaved,
}: {
  readonly leadId: string;
  readonly fileId: string;
  readonly onSaved: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const running = useRef(false);
  const mounted = useRef(true);
  const once = useRef<string | null>(null);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  async function save(make: () => Promise<MadeCopy>): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setSaved(false);
    setRefusals([]);
    try {
      const file = await make();
      await callKeys("addDocument", {
        leadId,
        sourceFileId: fileId,
        once: (once.current ??= newOnceToken()),
        file,
      });
      once.current = null;
      if (mounted.current) setSaved(true);
      onSaved();
    } catch (error) {
      const found = refusalsOf(error);
      if (mounted.current) setRefusals(found);
    } finally {
      running.current = false;
      if (mounted.current) setBusy(false);
    }
  }
  /** What is saved next is another copy. */
  const changed = () => {
    once.current = null;
    setSaved(false);
  };
  return { save, changed, busy, saved, refusals };
}
