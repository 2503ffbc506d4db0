import {
  index,
  layout,
  prefix,
  route,
  type RouteConfig,
} from "@remix-run/route-config";

/**
 * The whole URL map: an auditor reads the attack surface here. `:lang` is `zh` or `en` (the guards refuse anything else).
 * A layout guards nothing: every loader and action is built by a wrapper of `app/server/guards.server.ts`
 * (test/architecture checks it).
 */
export default [
  index("routes/public/entrance.tsx"),

  // Tipsters: server-rendered, complete without a script, one URL for the whole form and one for the whole inbox.
  route("leave", "routes/public/leave.ts"),
  route(":lang", "routes/public/home.tsx"),
  route(":lang/what", "routes/public/what.tsx"),
  route(":lang/rewards", "routes/public/rewards.tsx"),
  route(":lang/protection", "routes/public/protection.tsx"),
  route(":lang/proof", "routes/public/proof.tsx"),
  route(":lang/figures", "routes/public/figures.tsx"),
  route("figures.json", "routes/public/figures-json.ts"),
  route(":lang/report", "routes/report/report.tsx"),
  route(":lang/inbox", "routes/inbox/inbox.tsx"),
  route(":lang/inbox/file", "routes/inbox/saved-file.ts"),

  // The program of the inbox: JSON with sealed contents, the inbox id as the right to act.
  ...prefix("tip/inbox", [
    route("", "routes/tip/inbox.ts"),
    route("beginnings", "routes/tip/inbox-beginnings.ts"),
    route("proof", "routes/tip/inbox-proof.ts"),
    route("message", "routes/tip/inbox-message.ts"),
    route("take-back", "routes/tip/inbox-take-back.ts"),
    route("files", "routes/tip/inbox-files.ts"),
    route("file", "routes/tip/inbox-file.ts"),
    route("claim", "routes/tip/inbox-claim.ts"),
    route("decline", "routes/tip/inbox-decline.ts"),
    route("strike-out", "routes/tip/inbox-strike-out.ts"),
  ]),

  // The sealing program of report form and inbox: JSON, ciphertext only.
  ...prefix("tip", [
    route("directory", "routes/tip/directory.ts"),
    route("keys/:officeKeyId", "routes/tip/keys.ts"),
    route("send", "routes/tip/send.ts"),
  ]),

  // The log, for whoever checks it: hashes and signatures, the same bytes for all (C2SP tlog-tiles). Entries are not public.
  ...prefix("log", [
    route("checkpoint", "routes/log/checkpoint.ts"),
    route("checkpoint/:size", "routes/log/checkpoint-of-size.ts"),
    route("tile/*", "routes/log/tile.ts"),
    route("keys", "routes/log/keys.ts"),
    route("key-changes", "routes/log/key-changes.ts"),
    route("witnesses", "routes/log/witnesses.ts"),
    route("cosignatures", "routes/log/cosignatures.ts"),
  ]),

  // Staff, finance, audit: hydrated, behind sign-in.
  route(":lang/staff/sign-in", "routes/staff/sign-in.tsx"),
  route(":lang/staff/enrol", "routes/staff/enrol.tsx"),
  layout("routes/staff/frame.tsx", [
    route(":lang/staff", "routes/staff/queue.tsx"),
    route(":lang/staff/leads/:leadId", "routes/staff/lead.tsx"),
    route(":lang/staff/overdue", "routes/staff/overdue.tsx"),
    route(":lang/staff/people", "routes/staff/people.tsx"),
    route(":lang/staff/people/:personId", "routes/staff/person.tsx"),
    route(":lang/staff/account", "routes/staff/account.tsx"),
    route(":lang/staff/keys", "routes/staff/keys.tsx"),
    route(":lang/staff/rewards", "routes/staff/rewards.tsx"),
    route(":lang/staff/rewards/:rewardId", "routes/staff/reward.tsx"),
    route(":lang/finance", "routes/finance/claims.tsx"),
    route(":lang/finance/claims/:claimId", "routes/finance/claim.tsx"),
    route(":lang/finance/ledger", "routes/finance/ledger.tsx"),
    route(":lang/audit", "routes/audit/entries.tsx"),
    route(":lang/audit/entries/:leaf", "routes/audit/entry.tsx"),
    route(":lang/audit/anomalies", "routes/audit/anomalies.tsx"),
    route(":lang/audit/checkpoints", "routes/audit/checkpoints.tsx"),
  ]),

  ...prefix("api", [
    route("staff/sign-in-parameters", "routes/api/sign-in-parameters.ts"),
    route("staff/sign-in", "routes/api/sign-in.ts"),
    route("staff/sign-out", "routes/api/sign-out.ts"),
    route("staff/step-up", "routes/api/step-up.ts"),
    route("staff/passkey-sign-in", "routes/api/passkey-sign-in.ts"),
    route("staff/enrol", "routes/api/enrol.ts"),
    route("staff/people", "routes/api/people.ts"),
    route("staff/user-key", "routes/api/user-key.ts"),
    route("staff/password", "routes/api/password.ts"),
    route("staff/passkeys", "routes/api/passkeys.ts"),
    route("staff/second-factor", "routes/api/second-factor.ts"),
    route("staff/sessions", "routes/api/sessions.ts"),
    route("staff/keys", "routes/api/keys.ts"),
    ...prefix("staff/office-keys", [
      route("", "routes/api/office-keys.ts"),
      route("share", "routes/api/office-keys-share.ts"),
      route("drop", "routes/api/office-keys-drop.ts"),
      route("back-up", "routes/api/office-keys-back-up.ts"),
      route("rewrapped", "routes/api/office-keys-rewrapped.ts"),
      route(":officeId/leads", "routes/api/office-keys-leads.ts"),
      route(":officeKeyId/recipient", "routes/api/office-key-recipient.ts"),
    ]),
    ...prefix("staff/hand-overs", [
      route("", "routes/api/hand-overs.ts"),
      route("leads/:leadId", "routes/api/hand-overs-lead.ts"),
      route(":handOverId", "routes/api/hand-over.ts"),
    ]),
    ...prefix("staff/recovery", [
      route("", "routes/api/recovery.ts"),
      route("start", "routes/api/recovery-start.ts"),
      route("finish", "routes/api/recovery-finish.ts"),
    ]),
    route("staff/leads/:leadId/sealed", "routes/api/lead-sealed.ts"),
    route("staff/leads/:leadId/commands", "routes/api/lead-commands.ts"),
    route("staff/leads/:leadId/identity", "routes/api/lead-identity.ts"),
    route("staff/leads/:leadId/files", "routes/api/lead-files.ts"),
    route("staff/leads/:leadId/files/sent", "routes/api/lead-files-sent.ts"),
    route("staff/leads/:leadId/documents", "routes/api/lead-documents.ts"),
    route(
      "staff/leads/:leadId/documents/:documentId",
      "routes/api/lead-document.ts",
    ),
    route("staff/leads/:leadId/exported", "routes/api/lead-exported.ts"),
    route("staff/leads/:leadId/printed", "routes/api/lead-printed.ts"),
    route("staff/leads/:leadId/links", "routes/api/lead-links.ts"),
    route(
      "staff/leads/:leadId/links/:factId/proof",
      "routes/api/lead-order-proof.ts",
    ),
    route("staff/viewer", "routes/api/viewer.ts"),
    route("staff/files/:fileId", "routes/api/file.ts"),
    route("staff/rewards/:rewardId/commands", "routes/api/reward-commands.ts"),
    route("finance/claims/:claimId/sealed", "routes/api/claim-sealed.ts"),
    route("audit/export", "routes/api/audit-export.ts"),
    route("audit/entries/:leaf", "routes/api/audit-entry.ts"),
    route("finance/claims/:claimId/commands", "routes/api/claim-commands.ts"),
    route("finance/claims/:claimId/delay", "routes/api/claim-delay.ts"),
  ]),

  // Operation. `/healthz`, `/readyz` and `/metrics` are answered by server.ts before Remix.
  route("dev/mails", "routes/system/dev-mails.tsx"),
  route("dev/sign-ins", "routes/system/dev-sign-ins.tsx"),
  route("dev/sign-ins.json", "routes/system/dev-sign-ins-json.ts"),
  route("*", "routes/system/not-found.tsx"),
] satisfies RouteConfig;
