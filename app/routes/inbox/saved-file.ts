import { errorSentence } from "#app/content/errors";
import { isCodedError } from "#app/domain/shared/coded-error";
import { savedName } from "#app/forms/inbox/saved-name";
import { proofFileName } from "#app/forms/proof-file-name";
import { statusOf } from "#app/server/error-status.server";
import { tipsterAction } from "#app/server/guards.server";
import { openStaffFile } from "#app/services/inbox/open-staff-file.server";
import { readProofText } from "#app/services/inbox/read-checked-proof.server";
import { openByTicket } from "./handle-inbox.server";

/**
 * A file from the office, or the proof file, for browsers without JavaScript: opened in memory as it goes out. A route of its own because a page's
 * action can only answer with the page. It opens in another tab, so that a refusal leaves what was typed alone.
 */
export const action = tipsterAction(async ({ deps, form, language }) => {
  try {
    const [kind, fileId = ""] = (form?.get("go") ?? "").split(":", 2);
    const seeds = await openByTicket(deps, form?.get("ticket") ?? "");
    if (kind === "proof")
      return saved(
        await readProofText(deps, seeds),
        proofFileName(deps.clock.today()),
      );
    const { name, content } = await openStaffFile(deps, seeds, { fileId });
    return saved(content, savedName(name));
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return new Response(
      `${errorSentence(language, error.code, error.values)}\n`,
      {
        status: statusOf(error.code),
        headers: { "Content-Type": "text/plain; charset=utf-8" },
      },
    );
  }
});

/** Whatever it is, it is saved and never run. */
function saved(content: BodyInit, name: string): Response {
  return new Response(content, {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="file"; filename*=UTF-8''${encodeName(name)}`,
    },
  });
}

/** RFC 8187 */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
