import { z } from "zod";
import { officeKinds } from "#app/domain/access/roles-in-office";
import { roles } from "#app/domain/access/roles";

/**
 * What the browser sends about people, enrolment and the own account. The server sees no password and no key: it gets an auth
 * key derived from the password, the public half of the user key, and wraps that only the person can open.
 */
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
/** 32 bytes */
const authKey = base64url.length(43);
/** 20 random bytes */
export const invitation = base64url.length(27);
/** one key inside one age file with a hybrid stanza: about 2 KB */
const keyWrap = base64url.min(100).max(8_000);
const userRecipient = z.string().regex(/^age1pq1[a-z0-9]{1000,2000}$/);
const totp = z.string().max(16);
const line = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize("NFKC").trim())
    .pipe(
      z
        .string()
        .min(1, "FIELD_REQUIRED")
        .max(max, "INPUT_INVALID")
        .regex(/^[^\p{Cc}\p{Cf}]*$/u, "INPUT_INVALID"),
    );
const loginName = line(64).pipe(
  z
    .string()
    .transform((name) => name.toLowerCase())
    .pipe(
      z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, "LOGIN_NAME_INVALID"),
    ),
);
const email = z
  .string()
  .trim()
  .max(200, "EMAIL_INVALID")
  .regex(/^(?:|[^<>@\s,;"]+@[^<>@\s,;"]+)$/, "EMAIL_INVALID")
  .transform((address) => (address === "" ? null : address));
const roleList = z.array(z.enum(roles)).min(1, "ROLE_MISSING").max(14);

const person = { personId: z.uuid() };
const officeSettings = {
  takesTips: z.boolean(),
  financeOfficeId: z.uuid().nullable(),
};

export const peopleCommand = z.discriminatedUnion("command", [
  z
    .object({
      command: z.literal("INVITE"),
      loginName,
      displayName: line(64),
      email,
      officeId: z.uuid(),
      roles: roleList,
    })
    .strict(),
  z.object({ command: z.literal("REINVITE"), ...person }).strict(),
  z
    .object({ command: z.literal("SET_ROLES"), ...person, roles: roleList })
    .strict(),
  z.object({ command: z.literal("MARK_LEFT"), ...person }).strict(),
  z
    .object({
      command: z.literal("ADD_OFFICE"),
      code: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, "OFFICE_CODE_INVALID"),
      nameZh: line(100),
      nameEn: line(100),
      kind: z.enum(officeKinds),
      areaCode: z.string().regex(/^\d{6}$/, "AREA_CODE_NOT_VALID"),
      parentId: z.uuid().nullable(),
      financeOfficeId: z.uuid().nullable(),
    })
    .strict(),
  z
    .object({
      command: z.literal("SET_OFFICE"),
      officeId: z.uuid(),
      ...officeSettings,
    })
    .strict(),
]);
export type PeopleCommand = z.infer<typeof peopleCommand>;
export type PeopleCommandOf<Name extends PeopleCommand["command"]> = Extract<
  PeopleCommand,
  { readonly command: Name }
>;

// ── Passkeys ────────────────────────────────────────────────────────────────────────────────────────────────────────

const credential = {
  id: base64url.max(1_400),
  rawId: base64url.max(1_400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(40).optional(),
  /** Empty always: the extension's output is the key that opens the user key, and stays in the browser. */
  clientExtensionResults: z.object({}).strict(),
};
const registration = z
  .object({
    ...credential,
    response: z
      .object({
        clientDataJSON: base64url.max(4_000),
        attestationObject: base64url.max(40_000),
        transports: z.array(z.string().max(20)).max(10).optional(),
      })
      .strict(),
  })
  .strict();
const assertion = z
  .object({
    ...credential,
    response: z
      .object({
        clientDataJSON: base64url.max(4_000),
        authenticatorData: base64url.max(4_000),
        signature: base64url.max(8_000),
        userHandle: base64url.max(200).optional(),
      })
      .strict(),
  })
  .strict();

/** A passkey shown: which challenge it answers, and the authenticator's signed answer. */
export const givenPasskey = z
  .object({ challengeId: z.uuid(), response: assertion })
  .strict();
export type GivenPasskey = z.infer<typeof givenPasskey>;

export const newPasskey = z
  .object({
    challengeId: z.uuid(),
    response: registration,
    label: line(100),
    /** the user key sealed under the passkey's own output; null when the authenticator has none */
    userKeyWrap: keyWrap.nullable(),
  })
  .strict();
export type NewPasskey = z.infer<typeof newPasskey>;

export const passkeyCommand = z.discriminatedUnion("command", [
  z.object({ command: z.literal("CHALLENGE") }).strict(),
  z.object({ command: z.literal("ADD"), passkey: newPasskey }).strict(),
  z.object({ command: z.literal("REMOVE"), passkeyId: z.uuid() }).strict(),
  z.object({ command: z.literal("STEP_UP_CHALLENGE") }).strict(),
]);

export const passkeySignIn = z.discriminatedUnion("command", [
  z.object({ command: z.literal("CHALLENGE") }).strict(),
  z.object({ command: z.literal("SIGN_IN"), passkey: givenPasskey }).strict(),
]);

// ── Enrolment and the own account ───────────────────────────────────────────────────────────────────────────────────

/** `sealedSecret`: as the server handed it out, so that it need not remember it; `totp`: proof that the app has it. */
export const newSecondFactor = z
  .object({ sealedSecret: base64url.max(200), totp })
  .strict();
export type NewSecondFactor = z.infer<typeof newSecondFactor>;

export const enrolCommand = z.discriminatedUnion("command", [
  z.object({ command: z.literal("OPEN"), invitation }).strict(),
  z.object({ command: z.literal("PASSKEY_CHALLENGE"), invitation }).strict(),
  z
    .object({
      command: z.literal("ENROL"),
      invitation,
      authKey,
      userRecipient,
      userKeyWrap: keyWrap,
      secondFactor: newSecondFactor.nullable(),
      passkey: newPasskey.nullable(),
    })
    .strict()
    .refine((value) => value.secondFactor !== null || value.passkey !== null, {
      path: ["totp"],
      message: "SECOND_FACTOR_MISSING",
    }),
]);
export type EnrolCommand = z.infer<typeof enrolCommand>;
export type Enrolment = Extract<EnrolCommand, { readonly command: "ENROL" }>;

export const changePassword = z
  .object({
    oldAuthKey: authKey,
    newAuthKey: authKey,
    userKeyWrap: keyWrap,
  })
  .strict();
export type ChangePassword = z.infer<typeof changePassword>;

export const secondFactorCommand = z.discriminatedUnion("command", [
  z.object({ command: z.literal("NEW") }).strict(),
  z
    .object({ command: z.literal("SET"), secondFactor: newSecondFactor })
    .strict(),
]);
