import { asFilter, filterOf } from "#app/routes/audit/audit-query";
import { staffApiGet } from "#app/server/guards.server";
import { exportEntries } from "#app/services/log/export-entries.server";

const types = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
} as const;

export const loader = staffApiGet(
  { can: "audit.read" },
  async ({ deps, actor, request }) => {
    const asked = new URL(request.url).searchParams.get("format");
    const format = asked === "csv" ? "csv" : "ndjson";
    const stream = await exportEntries(deps, actor, {
      filter: asFilter(filterOf(request)),
      format,
    });
    return new Response(stream, {
      headers: {
        "Content-Type": types[format],
        "Content-Disposition": `attachment; filename="yanlu-log-${deps.clock.today()}.${format}"`,
      },
    });
  },
);
