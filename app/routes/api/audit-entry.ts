import { auditEntry } from "#app/queries/audit-entry.server";
import { staffApiGet } from "#app/server/guards.server";

/** Both texts as they were hashed, with the proof where one is shown. */
export const loader = staffApiGet(
  { can: "audit.read" },
  async ({ deps, actor, params }) => {
    const leaf = params.leaf ?? "";
    const { entry, innerEntry, proofState, proof } = await auditEntry(
      deps,
      actor,
      { leaf },
    );
    return new Response(
      `${JSON.stringify({ entry, innerEntry, leafHash: leaf, proofState, proof }, null, 2)}\n`,
      {
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          "Content-Disposition": `attachment; filename="yanlu-entry-${leaf.slice(0, 12)}.json"`,
        },
      },
    );
  },
);
