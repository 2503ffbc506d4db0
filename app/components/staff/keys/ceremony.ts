/** A recovery key whose sheets are out and not yet all typed back. Held by the page for printing, dropped with it. */
export type Ceremony = {
  readonly recipient: string;
  readonly threshold: number;
  readonly day: string;
  readonly sheets: readonly {
    readonly index: number;
    readonly rows: readonly string[];
  }[];
};
