import {
  createContext,
  useCallback,
  useContext,
  useRef,
  useState,
  type FormEvent,
  type ReactNode,
} from "react";
import { callStaffApi } from "#app/browser/staff/staff-http";
import type { Refusal } from "#app/browser/staff/key-protocol";
import {
  passkeysPossible,
  stepUpByPasskey,
} from "#app/browser/staff/passkey-client";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { Dialog } from "./dialog";
import { TextField } from "./fields";
import { Problems } from "./problems";
import { typedTotp } from "./form-reader";
import { usePageLanguage } from "./page-language";
import { refusalsOf } from "./refusals";

const StepUp = createContext<() => Promise<boolean>>(() =>
  Promise.resolve(false),
);

/** Asks for the second factor once more; resolves false when the person declines. */
export function useStepUp(): () => Promise<boolean> {
  return useContext(StepUp);
}

export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const { language } = usePageLanguage();
  const words = staffWords[language];
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const settle = useRef<((given: boolean) => void) | null>(null);

  const ask = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        settle.current?.(false);
        settle.current = resolve;
        setRefusals([]);
        setOpen(true);
      }),
    [],
  );

  const finish = useCallback((given: boolean) => {
    setOpen(false);
    settle.current?.(given);
    settle.current = null;
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const totp = typedTotp(new FormData(event.currentTarget));
    await give(() =>
      callStaffApi("/api/staff/step-up", {
        fetch: window.fetch.bind(window),
        body: { totp },
      }),
    );
  }

  async function give(secondFactor: () => Promise<unknown>) {
    setBusy(true);
    setRefusals([]);
    try {
      await secondFactor();
      finish(true);
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <StepUp.Provider value={ask}>
      {children}
      <Dialog
        open={open}
        title={words.stepUpTitle}
        onCancel={() => finish(false)}
      >
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <p>{words.stepUpText}</p>
          <Problems refusals={refusals} />
          <TextField
            name="totp"
            label={words.totp}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            width="short"
            refusals={refusals}
            autoFocus
          />
          <div className="actions">
            <button type="submit" aria-disabled={busy}>
              {busy ? words.working : words.stepUpConfirm}
            </button>
            {passkeysPossible() && (
              <button
                type="button"
                className="second"
                aria-disabled={busy}
                onClick={() => {
                  if (!busy) void give(stepUpByPasskey);
                }}
              >
                {peopleWords[language].stepUpPasskey}
              </button>
            )}
            <button
              type="button"
              className="second"
              onClick={() => finish(false)}
            >
              {words.cancel}
            </button>
          </div>
        </form>
      </Dialog>
    </StepUp.Provider>
  );
}
