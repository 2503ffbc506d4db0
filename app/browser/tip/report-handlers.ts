import { argon2idWasm } from "#app/crypto/argon2id-wasm";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import { toBase64Url } from "#app/crypto/encoding";
import {
  deriveInboxKeys,
  inboxIdHash,
  type InboxKeys,
} from "#app/crypto/inbox-keys";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { sealIdentity, type SealedIdentity } from "#app/crypto/sealed-identity";
import {
  formatTrackingCode,
  newSubmissionToken,
  trackingCodeFromToken,
  type TrackingCode,
} from "#app/crypto/tracking-code";
import { proposeOffice } from "#app/domain/routing/propose-office";
import { CodedError } from "#app/domain/shared/coded-error";
import type { TipBody } from "#app/forms/tip/tip-body";
import { toldOfFile } from "./broken-upload";
import { readDirectory, readOfficeKey, type TipDirectory } from "./directory";
import type { Handlers } from "./protocol";
import { release } from "./release";
import type { ReportCalls, SendStage } from "./report-calls";
import { session, threadOfSession } from "./session";
import { postToPortal } from "./tip-http";

type Prepared = {
  readonly trackingCode: TrackingCode;
  readonly inbox: InboxKeys;
};

/** One code for one report form: whatever goes wrong on the way, the same tip comes again under the same code. */
let prepared: Prepared | null = null;
/** Read again after a failure: an office may have a new key meanwhile. */
let directory: TipDirectory | null = null;
/** What was sent so far under this code: sealed anew at each try, and the portal keeps the first that arrives. */
const attempts: { body: Uint8Array; fileHashes: readonly string[] }[] = [];

export const reportHandlers: Handlers<ReportCalls> = {
  async prepare() {
    prepared ??= await prepare();
    return {};
  },

  async send(input, tell) {
    if (!prepared) throw new Error("send before prepare");
    try {
      return await sealAndSend(input, { ...prepared, tell });
    } catch (error) {
      directory = null;
      throw await toldOfFile(error);
    }
  },
};

async function sealAndSend(
  { body, identity }: ReportCalls["send"]["input"],
  {
    trackingCode,
    inbox,
    tell,
  }: Prepared & { readonly tell: (stage: SendStage) => void },
): Promise<ReportCalls["send"]["output"]> {
  tell("SEALING");
  // a part of its own, fetched by everybody alike; should it not come, the tip goes all the same
  const checking = import("./check-receipt").catch(() => null);
  directory ??= await readDirectory();
  const { offices } = directory;
  const { officeId, reason } = proposeOffice(body, offices);
  const office = offices.find(({ id }) => id === officeId);
  if (!office) throw new CodedError("OFFICE_MISSING");
  const { officeKeyId, recipient: officeRecipient } =
    await readOfficeKey(office);
  const thread = await threadOfSession();
  const whole: TipBody = {
    ...body,
    // inside the seal only: it tells whom or which place the tip is about
    routingReason: reason,
    files: session.uploaded.map(({ sealedHash, variant }) => ({
      sealedHash,
      variant,
    })),
  };
  const sealed = {
    body: await sealBoundForm(formPurposes.tip, whole, [thread.recipient]),
    threadWrap: await wrapIdentity(thread.identity, officeRecipient),
    inboxWrap: await wrapIdentity(thread.identity, inbox.inboxRecipient),
    identity:
      identity &&
      (await sealIdentity(identity, {
        threadRecipient: thread.recipient,
        officeRecipient,
        inboxRecipient: inbox.inboxRecipient,
      })),
  };
  attempts.push({
    body: sealed.body,
    fileHashes: session.uploaded.map(({ sealedHash }) => sealedHash),
  });
  tell("SENDING");
  const { firstTime, entry, promise } = await postToPortal("/tip/send", {
    inboxIdHash: toBase64Url(inboxIdHash(inbox.inboxId)),
    threadRecipient: thread.recipient,
    inboxWrap: toBase64Url(sealed.inboxWrap),
    claimPublicKey: toBase64Url(inbox.claimPublicKey),
    body: toBase64Url(sealed.body),
    officeKeyId,
    threadWrap: toBase64Url(sealed.threadWrap),
    identity: sealed.identity && encoded(sealed.identity),
    files: session.uploaded.map(({ uploadId, sealedHash }) => ({
      uploadId,
      sealedHash,
    })),
    release,
  });
  const check = (await checking)?.checkReceipt;
  return {
    groups: formatTrackingCode(trackingCode).split(" "),
    firstTime: firstTime === true,
    receipt: check
      ? await check(
          { entry, promise },
          {
            directory,
            readDirectory,
            threadRecipient: thread.recipient,
            attempts,
          },
        )
      : { state: "NOT_CHECKED" },
  };
}

async function prepare(): Promise<Prepared> {
  directory ??= await readDirectory();
  const trackingCode = trackingCodeFromToken(newSubmissionToken());
  const inbox = await deriveInboxKeys(
    trackingCode,
    directory.salt,
    argon2idWasm,
  );
  return { trackingCode, inbox };
}

function encoded(identity: SealedIdentity) {
  return {
    recipient: identity.recipient,
    ciphertext: toBase64Url(identity.ciphertext),
    keyWrap: toBase64Url(identity.keyWrap),
    inboxWrap: toBase64Url(identity.inboxWrap),
  };
}
