import type { ReactNode } from "react";

export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="staff-facts">{children}</dl>;
}

export function Fact({
  term,
  children,
  wide = false,
}: {
  readonly term: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  return (
    <div className={wide ? "staff-fact staff-fact--wide" : "staff-fact"}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
