import { sha256 } from "@noble/hashes/sha2.js";
import { randomBytes } from "@noble/hashes/utils.js";
import { argon2idWasm } from "#app/crypto/argon2id-wasm";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import { sealClaimEnvelope } from "#app/crypto/claim-envelope";
import { signDecline } from "#app/crypto/decline-signature";
import { fromBase64Url, toBase64Url, utf8Bytes } from "#app/crypto/encoding";
import {
  parseRecipient,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import {
  deriveInboxSeeds,
  inboxKeysFromSeeds,
  type InboxKeys,
} from "#app/crypto/inbox-keys";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { openFileStream } from "#app/crypto/sealed-file";
import { openFileLabel, openMessage } from "#app/crypto/thread";
import { parseTrackingCode } from "#app/crypto/tracking-code";
import { CodedError } from "#app/domain/shared/coded-error";
import type { InboxRequest } from "#app/forms/inbox/sealed-requests";
import type { InboxView, SealedInbox } from "#app/services/inbox/inbox-view";
import { toldOfFile } from "./broken-upload";
import { readDirectory, type TipDirectory } from "./directory";
import { readBeginnings } from "./inbox-beginnings";
import type { InboxCalls } from "./inbox-calls";
import type { Handlers } from "./protocol";
import { session } from "./session";
import { fetchSealed, postToPortal } from "./tip-http";

/** The inbox that is open. Ending the worker forgets it. */
type Opened = {
  readonly keys: InboxKeys;
  readonly inboxId: string;
  directory: TipDirectory;
  sealed: SealedInbox;
  /** proof file as the portal gave it, unchecked; null when it could not be read */
  proof: unknown;
  thread: AgeIdentity;
  /** names by file id, "" where one does not open: read once */
  readonly names: Map<string, string>;
  /** a message under way: whatever happens on the way, it comes again under the same token */
  pending: {
    readonly text: string;
    readonly body: string;
    readonly once: string;
  } | null;
  claim: {
    readonly of: string;
    readonly request: InboxRequest<"claim">;
  } | null;
};
let opened: Opened | null = null;

export const inboxHandlers: Handlers<InboxCalls> = {
  async inboxOpen({ code }) {
    const trackingCode = parseTrackingCode(code);
    const directory = await readDirectory();
    const seeds = await deriveInboxSeeds(
      trackingCode,
      directory.salt,
      argon2idWasm,
    );
    const keys = await inboxKeysFromSeeds(seeds);
    const inboxId = toBase64Url(keys.inboxId);
    const looked = await look(inboxId);
    if (!looked.sealed) throw new CodedError("INBOX_UNKNOWN");
    const { sealed } = looked;
    const thread = await threadOf(sealed, keys);
    opened = {
      keys,
      inboxId,
      directory,
      sealed,
      proof: looked.proof,
      thread,
      names: new Map(),
      pending: null,
      claim: null,
    };
    session.seeds = seeds;
    // what is uploaded from here on is sealed to this thread
    session.thread = {
      identity: thread,
      recipient: parseRecipient(sealed.threadRecipient),
    };
    await learnNames(opened, looked.beginnings);
    return viewOf(opened);
  },

  async inboxLook() {
    const inbox = requireOpened();
    const looked = await look(inbox.inboxId);
    if (!looked.sealed) throw new CodedError("INBOX_UNKNOWN");
    inbox.thread = await threadOf(looked.sealed, inbox.keys);
    inbox.sealed = looked.sealed;
    inbox.proof = looked.proof;
    await learnNames(inbox, looked.beginnings);
    return viewOf(inbox);
  },

  async inboxProof() {
    const inbox = requireOpened();
    if (inbox.proof === null) return null;
    const { checkedProof } = await loadProofCheck();
    const { threadRecipient, receivedDay } = inbox.sealed;
    const check = () =>
      checkedProof(inbox.proof, {
        threadRecipient,
        receivedDay,
        keys: inbox.directory.log.keys,
        witnesses: inbox.directory.log.witnesses,
      });
    const checked = check();
    if (!checked.report.problems.some(isOfNewKey)) return checked;
    // the log may have a new key since the directory was read
    inbox.directory = await readDirectory();
    return check();
  },

  async inboxMoreNames() {
    const inbox = requireOpened();
    const { files } = inbox.sealed;
    const newestFirst = [...files].reverse();
    const unread = newestFirst.findIndex(({ id }) => !inbox.names.has(id));
    if (unread >= 0)
      await learnNames(
        inbox,
        await readBeginnings(inbox.inboxId, { fileAt: unread }),
      );
    return viewOf(inbox);
  },

  async inboxMessage({ text }) {
    const inbox = requireOpened();
    if (inbox.pending?.text !== text)
      inbox.pending = {
        text,
        body: toBase64Url(
          await sealBoundForm(formPurposes.tipsterMessage, { v: 1, text }, [
            parseRecipient(inbox.sealed.threadRecipient),
          ]),
        ),
        once: toBase64Url(randomBytes(16)),
      };
    const { body, once } = inbox.pending;
    await act(inbox, "message", { body, once });
    inbox.pending = null;
    return {};
  },

  async inboxTakeBack({ messageId }) {
    await act(requireOpened(), "take-back", { messageId });
    return {};
  },

  async inboxClaim({ payee }) {
    const inbox = requireOpened();
    const { claimTo } = inbox.sealed;
    if (!claimTo) throw new CodedError("NOT_IN_THIS_STATE");
    const recipient = await listedRecipient(inbox, claimTo);
    const of = JSON.stringify([payee, claimTo.officeKeyId]);
    if (inbox.claim?.of !== of) {
      const claimId = crypto.randomUUID();
      const { sealed, signature } = await sealClaimEnvelope(payee, {
        claimId,
        claimPrivateKey: inbox.keys.claimPrivateKey,
        recipients: [recipient],
      });
      inbox.claim = {
        of,
        request: {
          claimId,
          officeKeyId: claimTo.officeKeyId,
          envelope: toBase64Url(sealed),
          signature: toBase64Url(signature),
        },
      };
    }
    await act(inbox, "claim", inbox.claim.request);
    return {};
  },

  async inboxDecline() {
    const inbox = requireOpened();
    const { claimTo } = inbox.sealed;
    if (!claimTo) throw new CodedError("NOT_IN_THIS_STATE");
    await act(inbox, "decline", {
      signature: toBase64Url(
        signDecline(claimTo.rewardId, inbox.keys.claimPrivateKey),
      ),
    });
    return {};
  },

  async inboxStrikeOut({ officeId }) {
    const inbox = requireOpened();
    const { access, strikeOutTo, identity } = inbox.sealed;
    const { strikeOut } = access;
    if (
      strikeOut.state !== "POSSIBLE" ||
      !strikeOutTo ||
      strikeOut.office.id !== officeId
    )
      throw new CodedError("CHANGED_MEANWHILE");
    const recipient = await listedRecipient(inbox, {
      ...strikeOutTo,
      officeId: strikeOut.to.id,
    });
    await act(inbox, "strike-out", {
      officeId,
      toOfficeId: strikeOut.to.id,
      officeKeyId: strikeOutTo.officeKeyId,
      threadWrap: toBase64Url(await wrapIdentity(inbox.thread, recipient)),
      identityWrap:
        identity &&
        toBase64Url(
          await wrapIdentity(
            await unwrapIdentity(
              fromBase64Url(identity.inboxWrap),
              inbox.keys.inboxIdentity,
              { expectedRecipient: parseRecipient(identity.recipient) },
            ),
            recipient,
          ),
        ),
    });
    return {};
  },

  async inboxFiles() {
    const inbox = requireOpened();
    const files = session.uploaded.map(({ uploadId, sealedHash }) => ({
      uploadId,
      sealedHash,
    }));
    if (files.length === 0) throw new CodedError("FILES_MISSING");
    const { added } = await act(inbox, "files", { files }).catch(
      async (error: unknown) => {
        throw await toldOfFile(error);
      },
    );
    const { forgetFinished } = await import("./file-line");
    forgetFinished();
    session.uploaded.length = 0;
    return { added: Number(added) };
  },

  async inboxFile({ fileId }) {
    const { inboxId, thread } = requireOpened();
    const sealed = await fetchSealed("/tip/inbox/file", { inboxId, fileId });
    const { name, content } = await openFileStream(sealed, thread);
    // of no type: whatever it is, the browser saves it and opens nothing
    return {
      name,
      content: await new Response(content).blob(),
    };
  },
};

/** @throws CodedError TICKET_EXPIRED */
function requireOpened(): Opened {
  if (!opened) throw new CodedError("TICKET_EXPIRED");
  return opened;
}

/** The requests of the portal by the name of their path. */
type Acts = {
  readonly message: InboxRequest<"message">;
  readonly "take-back": InboxRequest<"takeBack">;
  readonly files: InboxRequest<"files">;
  readonly claim: InboxRequest<"claim">;
  readonly decline: InboxRequest<"decline">;
  readonly "strike-out": InboxRequest<"strikeOut">;
};

function act<Name extends keyof Acts>(
  { inboxId }: Opened,
  name: Name,
  request: Acts[Name],
) {
  return postToPortal(`/tip/inbox/${name}`, { inboxId, ...request });
}

/**
 * Always the same three requests with answers of the same size, whether there is such an inbox or not, and whether it has files:
 * somebody who sees the encrypted traffic learns that somebody looked and no more. The program that checks the proof comes with
 * them, for everybody.
 */
async function look(inboxId: string) {
  const [answer, beginnings, proof] = await Promise.all([
    postToPortal("/tip/inbox", { inboxId }),
    readBeginnings(inboxId, { fileAt: 0 }),
    // an inbox opens without it, and says so
    postToPortal("/tip/inbox/proof", { inboxId }).then(
      (read) => read.proof ?? null,
      () => null,
    ),
    loadProofCheck().catch(() => null),
  ]);
  return { sealed: answer.inbox as SealedInbox | null, beginnings, proof };
}

/** A part of its own: an inbox opens before it is there. */
const loadProofCheck = () => import("./check-inbox-proof");

function isOfNewKey({ code }: { readonly code: string }): boolean {
  return code === "KEY_NOT_TRUSTED" || code === "WITNESS_NOT_TRUSTED";
}

function threadOf(sealed: SealedInbox, keys: InboxKeys): Promise<AgeIdentity> {
  return unwrapIdentity(fromBase64Url(sealed.threadWrap), keys.inboxIdentity, {
    expectedRecipient: parseRecipient(sealed.threadRecipient),
  });
}

async function learnNames(
  { names, thread }: Opened,
  beginnings: Awaited<ReturnType<typeof readBeginnings>>,
): Promise<void> {
  for (const { fileId, beginning } of beginnings)
    if (!names.has(fileId))
      names.set(
        fileId,
        (await openFileLabel(beginning, { thread }))?.name ?? "",
      );
}

async function viewOf(inbox: Opened): Promise<InboxView> {
  const { sealed, thread, names } = inbox;
  const messages = [];
  for (const { id, side, day, body, read } of sealed.messages)
    messages.push({
      id,
      side,
      day,
      text: textOf(await openMessage(fromBase64Url(body), { side, thread })),
      canTakeBack: side === "TIPSTER" && !read,
    });
  const { receivedDay, sealedBy, release, timeline, clock, reward, access } =
    sealed;
  return {
    ...{ receivedDay, sealedBy, release, timeline, clock, reward, access },
    messages,
    files: sealed.files.map((file) => ({
      ...file,
      name: names.get(file.id) ?? null,
    })),
  };
}

/** As `messageBody` (forms/tip/tip-body.ts) has it; its program would weigh more than all the rest here. */
function textOf(form: unknown): string | null {
  const { v, text } = (form ?? {}) as { v?: unknown; text?: unknown };
  const holds =
    v === 1 && typeof text === "string" && text !== "" && text.length <= 5_000;
  return holds ? text : null;
}

/**
 * The key of another office, if it is the one that the directory tells everybody. Against a portal that gives this tipster alone
 * a key of its own. The directory is read again when it does not fit: the office may have a new key since.
 * @throws CodedError OFFICE_KEY_NOT_AS_LISTED | AGE_RECIPIENT_NOT_VALID
 */
async function listedRecipient(
  inbox: Opened,
  key: {
    readonly officeId: string;
    readonly officeKeyId: string;
    readonly recipient: string;
  },
): Promise<AgeRecipient> {
  const hash = toBase64Url(sha256(utf8Bytes(key.recipient)));
  const fits = ({ offices }: TipDirectory) =>
    offices.some(
      ({ id, officeKeyId, recipientHash }) =>
        id === key.officeId &&
        officeKeyId === key.officeKeyId &&
        recipientHash === hash,
    );
  if (!fits(inbox.directory)) inbox.directory = await readDirectory();
  if (!fits(inbox.directory)) throw new CodedError("OFFICE_KEY_NOT_AS_LISTED");
  return parseRecipient(key.recipient);
}
