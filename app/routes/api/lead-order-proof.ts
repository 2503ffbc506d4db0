import { orderProof } from "#app/queries/lead-links.server";
import { staffApiGet } from "#app/server/guards.server";

export const loader = staffApiGet(
  { can: "lead.read" },
  async ({ deps, actor, params }) => {
    const { number, text } = await orderProof(deps, actor, {
      leadId: params.leadId ?? "",
      factId: params.factId ?? "",
    });
    return new Response(text, {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="yanlu-order-${number}.json"`,
      },
    });
  },
);
