import { useEffect, useState } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { keyWords } from "#app/content/staff-keys";
import { isCodedError } from "#app/domain/shared/coded-error";
import { usePageLanguage } from "../page-language";
import { useUnlocked } from "../use-keys";
import { Digits } from "./digits";

/**
 * What a newcomer reads out to the colleague who shares keys. From the key that this browser holds: the server could show
 * both of them digits of a key of its own.
 */
export function OwnDigits({
  registered,
}: {
  /** the public half that the server has for this person */
  readonly registered: string | null;
}) {
  const words = keyWords[usePageLanguage().language];
  const unlocked = useUnlocked();
  const [own, setOwn] = useState<string | null>(null);

  useEffect(() => {
    if (!unlocked) return;
    let current = true;
    callKeys("refreshKeys", {}).then(
      ({ ownRecipient }) => {
        if (current) setOwn(ownRecipient);
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

  if (!unlocked || own === null) return null;
  if (registered !== null && registered !== own)
    return (
      <p className="notice error" role="alert">
        {words.ownDigitsDiffer}
      </p>
    );
  return (
    <p>
      {words.ownDigits} <Digits recipient={own} large />
    </p>
  );
}
