import { answerHandOverBody } from "#app/forms/staff/key-commands";
import { staffApi, staffApiGet } from "#app/server/guards.server";
import {
  answerHandOver,
  openOfferedKeys,
} from "#app/services/lead/answer-hand-over.server";

export const loader = staffApiGet(
  { can: "lead.change" },
  ({ deps, actor, params }) =>
    openOfferedKeys(deps, actor, params.handOverId ?? ""),
);

export const action = staffApi(
  { can: "lead.change", body: answerHandOverBody },
  ({ deps, actor, params, body }) =>
    answerHandOver(deps, actor, {
      handOverId: params.handOverId ?? "",
      answer: body,
    }),
);
