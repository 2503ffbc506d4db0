import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from "node:crypto";
import type { GivenPasskey, NewPasskey } from "#app/forms/staff/people";

const sha256 = (bytes: Uint8Array | string) =>
  createHash("sha256").update(bytes).digest();
const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

type Ceremony = {
  readonly challengeId: string;
  readonly options: { readonly challenge: string };
};
/** What an honest authenticator and browser would not do. */
type Oddity = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  readonly type?: string;
};

/** An ES256 authenticator in memory (WebAuthn Level 3, sections 6.1 and 6.5), obedient to whatever a test wants. */
export class SoftPasskey {
  readonly credentialId = randomBytes(32);
  private readonly keys: {
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
  } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  counter = 0;

  constructor(
    private readonly origin = "http://localhost:3000",
    private readonly rpId = "localhost",
  ) {}

  create(
    { challengeId, options }: Ceremony,
    {
      userKeyWrap,
      label = "通行密钥",
      ...odd
    }: Oddity & {
      readonly userKeyWrap: string | null;
      readonly label?: string;
    },
  ): NewPasskey {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const authData = Buffer.concat([
      this.head(ATTESTED, odd),
      Buffer.alloc(16),
      length,
      this.credentialId,
      this.coseKey(),
    ]);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(authData.length);
    // CBOR {fmt: "none", attStmt: {}, authData}
    const head = Buffer.from(
      "a363666d74646e6f6e656761747453746d74a068617574684461746159",
      "hex",
    );
    return {
      challengeId,
      label,
      userKeyWrap,
      response: {
        id: b64(this.credentialId),
        rawId: b64(this.credentialId),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: b64(
            this.clientData("webauthn.create", options.challenge, odd),
          ),
          attestationObject: b64(Buffer.concat([head, size, authData])),
          transports: ["internal"],
        },
      },
    };
  }

  get({ challengeId, options }: Ceremony, odd: Oddity = {}): GivenPasskey {
    this.counter = odd.counter ?? this.counter + 1;
    const authData = this.head(0, odd);
    const clientData = this.clientData("webauthn.get", options.challenge, odd);
    return {
      challengeId,
      response: {
        id: b64(this.credentialId),
        rawId: b64(this.credentialId),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: b64(clientData),
          authenticatorData: b64(authData),
          signature: b64(
            sign(
              "sha256",
              Buffer.concat([authData, sha256(clientData)]),
              this.keys.privateKey,
            ),
          ),
        },
      },
    };
  }

  private head(flags: number, odd: Oddity): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(odd.counter ?? this.counter);
    const verified = odd.userVerified === false ? 0 : USER_VERIFIED;
    return Buffer.concat([
      sha256(odd.rpId ?? this.rpId),
      Buffer.from([USER_PRESENT | verified | flags]),
      counter,
    ]);
  }

  private clientData(type: string, challenge: string, odd: Oddity): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: odd.type ?? type,
        challenge,
        origin: odd.origin ?? this.origin,
        crossOrigin: false,
      }),
    );
  }

  /** {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053 section 7.1.1) */
  private coseKey(): Buffer {
    const { x, y } = this.keys.publicKey.export({ format: "jwk" });
    return Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x!, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y!, "base64url"),
    ]);
  }
}
