import type { FileStanding } from "#app/browser/staff/file-calls";

export type FileStandings = Readonly<Record<string, FileStanding>>;

/**
 * How the files of a lead stand to the list that the tipster sealed with the tip. Against a server that leaves out, exchanges or
 * adds one: the list lies inside the seal, and each file is compared by its own bytes.
 */
export type FileBalance =
  /** the tip lists none, or cannot be read */
  | { readonly balance: "NO_LIST" }
  | {
      readonly balance: "OPEN";
      readonly count: number;
      readonly unchecked: number;
    }
  | {
      readonly balance: "MISSING";
      readonly count: number;
      readonly missing: number;
    }
  | {
      readonly balance: "ALL";
      readonly count: number;
      /** not in the list: came later */
      readonly extra: number;
    };

export function fileBalance(
  listed: number | null,
  files: readonly { readonly id: string; readonly side: string }[],
  standings: FileStandings,
): FileBalance {
  if (!listed) return { balance: "NO_LIST" };
  const fromTipster = files.filter(({ side }) => side === "TIPSTER");
  const checked = fromTipster.flatMap(({ id }) => standings[id] ?? []);
  const asSent = checked.filter(
    ({ standing }) => standing === "AS_SENT",
  ).length;
  const unchecked = fromTipster.length - checked.length;
  // even if all that are not looked at yet were listed ones
  const missing = listed - asSent - unchecked;
  if (missing > 0) return { balance: "MISSING", count: listed, missing };
  if (asSent < listed) return { balance: "OPEN", count: listed, unchecked };
  return {
    balance: "ALL",
    count: listed,
    extra: fromTipster.length - listed,
  };
}
