import { redirect } from "@remix-run/node";
import { systemLoader } from "#app/server/guards.server";

/** Chinese first: the browser's language header is not read, so that everybody gets the same answer. */
export const loader = systemLoader(() => redirect("/zh"));

export default function Entrance() {
  return null;
}
