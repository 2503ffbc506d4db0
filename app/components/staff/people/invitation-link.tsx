import { useState } from "react";
import { peopleWords } from "#app/content/staff-people";
import { fill } from "#app/content/words";
import { Dialog } from "../dialog";
import { usePageLanguage } from "../page-language";

const INVITATION_DAYS = 7;

export type ShownInvitation = {
  readonly name: string;
  readonly invitation: string;
};

/**
 * Shown once. The invitation stands behind the `#`, which browsers keep to themselves: it is in no request, no log and no
 * referrer.
 */
export function InvitationLink({
  shown,
  onClose,
}: {
  readonly shown: ShownInvitation | null;
  readonly onClose: () => void;
}) {
  const { language, prefix } = usePageLanguage();
  const words = peopleWords[language];
  const [copied, setCopied] = useState(false);
  const close = () => {
    setCopied(false);
    onClose();
  };
  const link =
    shown === null
      ? ""
      : `${window.location.origin}/${prefix}/staff/enrol#${shown.invitation}`;
  return (
    <Dialog
      open={shown !== null}
      title={words.linkTitle}
      // Escape must not lose what cannot be shown again
      onCancel={() => undefined}
    >
      <p>
        {fill(words.linkText, {
          name: shown?.name ?? "",
          days: INVITATION_DAYS,
        })}
      </p>
      <p className="invitation-link mono" data-invitation={link}>
        {link}
      </p>
      <p>{words.linkOnce}</p>
      <div className="actions">
        <button
          type="button"
          onClick={() =>
            void navigator.clipboard.writeText(link).then(
              () => setCopied(true),
              // a browser that refuses leaves the link there to be selected
              () => setCopied(false),
            )
          }
        >
          {words.copy}
        </button>
        <button type="button" className="second" onClick={close}>
          {words.close}
        </button>
        <span role="status" className="done">
          {copied ? words.copied : ""}
        </span>
      </div>
    </Dialog>
  );
}
