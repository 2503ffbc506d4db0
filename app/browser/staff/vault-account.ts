import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
} from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import {
  openUserKey,
  passkeyWrapIdentity,
  type SignIn,
  type SignInKeys,
} from "#app/crypto/staff-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import type { KeyRing } from "./key-protocol";
import { callStaffApi, type Fetch } from "./staff-http";

/** The key worker's part in enrolment, password change and passkeys: the user key U is made, held and wrapped here only. */
export type AccountCalls = {
  /** A fresh user key, held until the page locks, for the passkey that may be set up beside the password. */
  readonly prepareEnrolment: {
    readonly input: SignIn;
    readonly output: {
      readonly authKey: string;
      readonly userRecipient: string;
      readonly userKeyWrap: string;
    };
  };
  /** Holds the own user key for the `sealForPasskey` that follows. */
  readonly openOwnUserKey: {
    readonly input: { readonly password: string };
    readonly output: Record<string, never>;
  };
  /** The held user key, sealed under what the passkey's PRF gave (32 bytes, overwritten). */
  readonly sealForPasskey: {
    readonly input: { readonly prf: Uint8Array };
    readonly output: { readonly userKeyWrap: string };
  };
  readonly changePassword: {
    readonly input: {
      readonly oldPassword: string;
      readonly newPassword: string;
    };
    readonly output: {
      readonly oldAuthKey: string;
      readonly newAuthKey: string;
      readonly userKeyWrap: string;
    };
  };
  /** `prf` as above; the wrap is the passkey's. */
  readonly unlockByPasskey: {
    readonly input: { readonly prf: Uint8Array; readonly userKeyWrap: string };
    readonly output: KeyRing;
  };
};

type AccountHandlers = {
  readonly [Call in keyof AccountCalls]: (
    input: AccountCalls[Call]["input"],
  ) => Promise<AccountCalls[Call]["output"]>;
};

type OwnUserKey = {
  readonly loginName: string;
  readonly userKeyWrap: string | null;
};

export function accountHandlers({
  fetch: send,
  derive,
  loadKeys,
}: {
  readonly fetch: Fetch;
  readonly derive: (input: SignIn) => Promise<SignInKeys>;
  readonly loadKeys: (openOwn: () => Promise<AgeIdentity>) => Promise<KeyRing>;
}): AccountHandlers {
  let held: AgeIdentity | null = null;

  /** @throws CodedError PASSWORD_WRONG with `field` */
  async function openOwn(password: string, field: string) {
    const { loginName, userKeyWrap } = await callStaffApi<OwnUserKey>(
      "/api/staff/user-key",
      { fetch: send },
    );
    if (userKeyWrap === null) throw new CodedError("USER_KEY_MISSING");
    const keys = await derive({ loginName, password });
    const userKey = await openUserKey(
      fromBase64Url(userKeyWrap),
      keys.wrapIdentity,
    ).catch(() => {
      throw new CodedError("PASSWORD_WRONG", { field });
    });
    return { loginName, keys, userKey };
  }

  return {
    async prepareEnrolment(input) {
      const keys = await derive(input);
      held = await newIdentity();
      const [userRecipient, userKeyWrap] = await Promise.all([
        recipientOf(held),
        recipientOf(keys.wrapIdentity).then((recipient) =>
          wrapIdentity(held!, recipient),
        ),
      ]);
      return {
        authKey: toBase64Url(keys.authKey),
        userRecipient,
        userKeyWrap: toBase64Url(userKeyWrap),
      };
    },

    async openOwnUserKey({ password }) {
      held = (await openOwn(password, "password")).userKey;
      return {};
    },

    async sealForPasskey({ prf }) {
      const wrapKey = passkeyWrapIdentity(prf);
      if (held === null) throw new CodedError("KEYS_LOCKED");
      const sealed = await wrapIdentity(held, await recipientOf(wrapKey));
      held = null;
      return { userKeyWrap: toBase64Url(sealed) };
    },

    async changePassword({ oldPassword, newPassword }) {
      const { loginName, keys, userKey } = await openOwn(
        oldPassword,
        "oldPassword",
      );
      const next = await derive({ loginName, password: newPassword });
      const userKeyWrap = await wrapIdentity(
        userKey,
        await recipientOf(next.wrapIdentity),
      );
      return {
        oldAuthKey: toBase64Url(keys.authKey),
        newAuthKey: toBase64Url(next.authKey),
        userKeyWrap: toBase64Url(userKeyWrap),
      };
    },

    unlockByPasskey({ prf, userKeyWrap }) {
      const wrapKey = passkeyWrapIdentity(prf);
      return loadKeys(() =>
        openUserKey(fromBase64Url(userKeyWrap), wrapKey).catch(() => {
          throw new CodedError("PASSKEY_OPENS_NOTHING");
        }),
      );
    },
  };
}
