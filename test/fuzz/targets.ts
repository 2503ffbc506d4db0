import { noAnswers } from "#app/forms/tip/answers";
import { claimFields } from "#app/forms/inbox/claim";
import type { FuzzTarget } from "./requests";

const report = [
  "page",
  "answers",
  "token",
  "staged",
  "return",
  "go",
  ...Object.keys(noAnswers),
];
const inbox = [
  "go",
  "code",
  "ticket",
  "once",
  "message",
  "confirm",
  ...claimFields,
];
const id = "6a1f0c6e-52a1-4a5a-9d0c-1f6c2a1b3c4d";

/** Every address of the public surface (test/fuzz/targets.test.ts compares with the URL map). */
export const publicTargets: readonly FuzzTarget[] = [
  { path: "/", fields: [] },
  ...["zh", "en", "fr", "zh-CN"].flatMap((lang) => [
    { path: `/${lang}`, fields: [] },
    { path: `/${lang}/what`, fields: [] },
    { path: `/${lang}/rewards`, fields: [] },
    { path: `/${lang}/protection`, fields: [] },
    { path: `/${lang}/figures`, fields: [] },
    { path: `/${lang}/report`, fields: report },
    { path: `/${lang}/inbox`, fields: inbox },
    { path: `/${lang}/inbox/file`, fields: ["go", "ticket"] },
    { path: `/${lang}/proof`, fields: ["go", "proof", "file"] },
  ]),
  { path: "/leave", fields: [] },
  { path: "/figures.json", fields: [] },
  { path: "/tip/directory", fields: [] },
  { path: "/tip/challenge", fields: [] },
  { path: `/tip/keys/${id}`, fields: [] },
  {
    path: "/tip/send",
    fields: [
      "inboxIdHash",
      "threadRecipient",
      "inboxWrap",
      "claimPublicKey",
      "body",
      "officeKeyId",
      "threadWrap",
      "identity",
      "files",
      "release",
    ],
  },
  { path: "/tip/files", fields: [] },
  { path: `/tip/files/${id}`, fields: [] },
  { path: "/tip/inbox", fields: ["inboxId"] },
  { path: "/tip/inbox/proof", fields: ["inboxId"] },
  { path: "/tip/inbox/beginnings", fields: ["inboxId", "page"] },
  { path: "/tip/inbox/message", fields: ["inboxId", "body", "once"] },
  { path: "/tip/inbox/take-back", fields: ["inboxId", "messageId"] },
  { path: "/tip/inbox/files", fields: ["inboxId", "files", "once"] },
  { path: "/tip/inbox/file", fields: ["inboxId", "fileId"] },
  {
    path: "/tip/inbox/claim",
    fields: ["inboxId", "claimId", "officeKeyId", "envelope", "signature"],
  },
  { path: "/tip/inbox/decline", fields: ["inboxId", "signature"] },
  {
    path: "/tip/inbox/strike-out",
    fields: [
      "inboxId",
      "officeId",
      "toOfficeId",
      "officeKeyId",
      "threadWrap",
      "identityWrap",
    ],
  },
  { path: "/log/checkpoint", fields: [] },
  { path: "/log/checkpoint/1", fields: [] },
  { path: "/log/checkpoint/99999999999999999999", fields: [] },
  { path: "/log/tile/0/000.p/1", fields: [] },
  { path: "/log/tile/7/x999/x999/999", fields: [] },
  { path: "/log/tile/0/-01.p/0", fields: [] },
  { path: "/log/keys", fields: [] },
  { path: "/log/key-changes", fields: [] },
  { path: "/log/witnesses", fields: [] },
  { path: "/log/cosignatures", fields: [] },
  { path: "/.well-known/", fields: [] },
  { path: "/assets/x.js", fields: [] },
  { path: "/robots.txt", fields: [] },
  { path: "/healthz", fields: [] },
];
