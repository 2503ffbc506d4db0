/**
 * Quick exit on pages with a program: against somebody who walks in. The page is blank at once, whatever the network does; only
 * then the browser goes to `/leave`, in the place of this page in its history. Loaded with the page, before everything else.
 */
const LEAVE_PATH = "/leave";
/** Told to whatever holds keys or answers. */
export const LEAVING = "yanlu:leaving";
const TIMES = 3;
const WITHIN_MS = 2_000;

let leaving = false;

/** Blank page, no title, nothing left that could be scrolled back or read out; then away. */
export function leaveNow(): void {
  leaving = true;
  const cover = document.createElement("div");
  cover.className = "leave-cover";
  document.body.replaceChildren(cover);
  // a title of nothing makes browsers show the address
  document.title = "…";
  window.dispatchEvent(new Event(LEAVING));
  location.replace(LEAVE_PATH);
}

/** Counts taps of Shift alone: capitals typed with it are not taps. */
export function countTaps({
  now,
}: {
  readonly now: () => number;
}): (event: {
  readonly type: string;
  readonly key: string;
  readonly repeat?: boolean;
}) => boolean {
  let taps: number[] = [];
  let alone = false;
  return ({ type, key, repeat }) => {
    if (key !== "Shift") {
      if (type === "keydown") {
        alone = false;
        taps = [];
      }
      return false;
    }
    if (type === "keydown") {
      alone = !repeat;
      return false;
    }
    if (!alone) return false;
    alone = false;
    taps = [...taps.filter((at) => now() - at < WITHIN_MS), now()];
    return taps.length >= TIMES;
  };
}

/** Once for each page; a second call changes nothing. */
export function watchForLeaving(): void {
  if (watching) return;
  watching = true;
  document.addEventListener(
    "click",
    (event) => {
      const link = (event.target as Element | null)?.closest?.(
        `a[href="${LEAVE_PATH}"]`,
      );
      if (!link) return;
      event.preventDefault();
      leaveNow();
    },
    true,
  );
  const tapped = countTaps({ now: () => performance.now() });
  for (const type of ["keydown", "keyup"] as const)
    window.addEventListener(
      type,
      (event) => {
        if (tapped(event)) leaveNow();
      },
      true,
    );
  // nobody may be asked now whether they really want to leave
  window.addEventListener(
    "beforeunload",
    (event) => {
      if (leaving) event.stopImmediatePropagation();
    },
    true,
  );
}
let watching = false;
