import { Link, useLocation } from "@remix-run/react";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { usePageLanguage } from "./page-language";

/** The same page with some of its query changed; null takes a part away. */
function useQueryLink() {
  const { pathname, search } = useLocation();
  return (changes: Readonly<Record<string, string | null>>) => {
    const query = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes))
      if (value === null) query.delete(name);
      else query.set(name, value);
    const text = query.toString();
    return text === "" ? pathname : `${pathname}?${text}`;
  };
}

export function StateTabs({
  states,
  counts,
  current,
  labelOf,
}: {
  readonly states: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly current: string | null;
  readonly labelOf: (state: string) => string;
}) {
  const words = staffWords[usePageLanguage().language];
  const link = useQueryLink();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const tab = (state: string | null, label: string, count: number) => (
    <li key={state ?? ""}>
      <Link
        to={link({ state, page: null })}
        aria-current={current === state ? "true" : undefined}
      >
        {label} <span className="count">{count}</span>
      </Link>
    </li>
  );
  return (
    <nav aria-label={words.queueTabs}>
      <ul className="tabs">
        {tab(null, words.queueAll, total)}
        {states
          .filter((state) => (counts[state] ?? 0) > 0 || state === current)
          .map((state) => tab(state, labelOf(state), counts[state] ?? 0))}
      </ul>
    </nav>
  );
}

export function Pager({
  page,
  pages,
}: {
  readonly page: number;
  readonly pages: number;
}) {
  const words = staffWords[usePageLanguage().language];
  const link = useQueryLink();
  if (pages <= 1) return null;
  return (
    <nav className="pager" aria-label={words.pagination}>
      {page > 1 && (
        <Link to={link({ page: String(page - 1) })} rel="prev">
          {words.pagePrevious}
        </Link>
      )}
      <p>{fill(words.pagePosition, { page, pages })}</p>
      {page < pages && (
        <Link to={link({ page: String(page + 1) })} rel="next">
          {words.pageNext}
        </Link>
      )}
    </nav>
  );
}

export function Empty({
  text,
  hint,
}: {
  readonly text: string;
  readonly hint?: string;
}) {
  return (
    <div className="empty">
      <p>{text}</p>
      {hint && <p className="soft">{hint}</p>}
    </div>
  );
}

/** What the query string asks for; nonsense asks for nothing. */
export function listQuery(request: Request): {
  readonly state: string | undefined;
  readonly page: number | undefined;
} {
  const query = new URL(request.url).searchParams;
  const state = query.get("state");
  const page = query.get("page");
  return {
    state: state !== null && /^[A-Z_]{2,40}$/.test(state) ? state : undefined,
    page: page !== null && /^\d{1,6}$/.test(page) ? Number(page) : undefined,
  };
}
