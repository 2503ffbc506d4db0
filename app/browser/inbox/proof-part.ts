/** What an opened inbox shows of the log: loaded beside the inbox, so that it opens as fast as before. */
export { proofSlots } from "#app/components/inbox/proof-slots";
