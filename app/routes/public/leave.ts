import { systemLoader } from "#app/server/guards.server";

/**
 * Quick exit. Without a script this is all there is; with one the page is covered first. The pages keep nothing on the device, and
 * `Clear-Site-Data` is for what the browser may have kept by itself: cached styles and programs, pages for going back.
 */
export const loader = systemLoader(
  ({ deps }) =>
    new Response(null, {
      status: 303,
      headers: {
        Location: deps.settings.leaveUrl,
        "Clear-Site-Data": '"cache", "cookies", "storage"',
      },
    }),
);
