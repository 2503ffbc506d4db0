import type { LinksFunction } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { StaffFrame } from "#app/components/layout/staff-frame";
import { staffFrame } from "#app/queries/staff-frame.server";
import { staffEntryLoader } from "#app/server/guards.server";
import staffStyles from "#app/styles/staff.css?url";

export const handle = { hydrate: true };

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: staffStyles },
];

/** Null without a session: the page inside redirects to sign-in by its own guard. */
export const loader = staffEntryLoader(async ({ deps, actor }) => ({
  frame: actor ? await staffFrame(deps, actor) : null,
}));

export default function StaffPages() {
  const { frame } = useLoaderData<typeof loader>();
  return frame ? (
    <StaffFrame {...frame}>
      <Outlet />
    </StaffFrame>
  ) : (
    <Outlet />
  );
}
