import type { Language } from "#app/content/words";
import type { InboxPage, InboxSlots } from "./inbox-view";
import { NeglectPanel } from "./neglect-panel";
import { ProofPanel } from "./proof-panel";
import type { ProofView } from "./proof-view";

/** What the log adds to an opened inbox. Apart from its page, because in the browser it comes as a part of its own. */
export function proofSlots(
  language: Language,
  page: InboxPage,
  proof: ProofView | undefined = page.view === "OPEN" ? page.proof : undefined,
): InboxSlots {
  if (page.view !== "OPEN" || !proof) return {};
  const { clock } = page.inbox;
  return {
    proof: <ProofPanel {...{ language, proof }} />,
    neglect: <NeglectPanel {...{ language, proof, clock }} />,
  };
}
