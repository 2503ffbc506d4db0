import { systemLoader } from "#app/server/guards.server";
import { isForeignForm } from "#app/server/http.server";

/**
 * Quick exit. Without a script this is all there is; with one the page is covered first. The pages keep nothing on the device, and
 * `Clear-Site-Data` is for what the browser may have kept by itself: cached styles and programs, pages for going back. Only for
 * somebody who goes there: a foreign page's picture, frame or window would sign staff out.
 */
export const loader = systemLoader(
  ({ deps, request }) =>
    new Response(null, {
      status: 303,
      headers: {
        Location: deps.settings.leaveUrl,
        ...(isOwnWill(request.headers) && {
          "Clear-Site-Data": '"cache", "cookies", "storage"',
        }),
      },
    }),
);

/** Browsers set both headers themselves; those too old for them are believed. */
function isOwnWill(headers: Headers): boolean {
  const mode = headers.get("Sec-Fetch-Mode");
  return (
    (mode === null || mode === "navigate") &&
    !isForeignForm(headers.get("Sec-Fetch-Site") ?? undefined)
  );
}
