import { staffWords } from "#app/content/staff";
import { usePageLanguage } from "./page-language";

export function FormEnd({
  busy,
  label,
  done,
  danger = false,
}: {
  readonly busy: boolean;
  readonly label: string;
  readonly done: string | null;
  readonly danger?: boolean;
}) {
  const words = staffWords[usePageLanguage().language];
  return (
    <div className="actions">
      <button
        type="submit"
        aria-disabled={busy || undefined}
        className={danger ? "danger" : undefined}
      >
        {busy ? words.working : label}
      </button>
      <span role="status" className="done">
        {done}
      </span>
    </div>
  );
}
