/**
 * What a release serves to the public, byte for byte: against a server that gives one visitor another program than all the
 * others. The layout is that of a WEBCAT bundle (manifest and detached signatures by public key), so that its tools can read it.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { canonicalJson } from "./canonical-json";
import { fromBase64Url, toBase64Url, utf8Bytes } from "./encoding";

export type ReleaseManifest = {
  readonly name: "yanlu";
  /** name of the sealing programs, as tips carry it */
  readonly version: string;
  /** YYYY-MM-DD */
  readonly timestamp: string;
  readonly default_index: string;
  readonly default_fallback: string;
  readonly default_csp: string;
  /** path -> policy, where it is not the default one */
  readonly extra_csp: Readonly<Record<string, string>>;
  /** path -> SHA-256 of the answer's body, base64url */
  readonly files: Readonly<Record<string, string>>;
  /** the same for pages that read otherwise while no office can take a tip in */
  readonly closed: Readonly<Record<string, string>>;
};

export type ReleaseBundle = {
  readonly manifest: ReleaseManifest;
  /** base64url Ed25519 public key -> signature over the manifest */
  readonly signatures: Readonly<Record<string, string>>;
};

const DOMAIN = "yanlu/v1/release-manifest\n";

function signedBytes(manifest: ReleaseManifest): Uint8Array {
  return utf8Bytes(DOMAIN + canonicalJson(manifest));
}

/** @param privateKey 32 bytes (RFC 8032) */
export function signManifest(
  manifest: ReleaseManifest,
  privateKey: Uint8Array,
): ReleaseBundle["signatures"] {
  return {
    [toBase64Url(ed25519.getPublicKey(privateKey))]: toBase64Url(
      ed25519.sign(signedBytes(manifest), privateKey),
    ),
  };
}

/** Whether the owner of `publicKey` (base64url) signed this manifest. False, never an error, for malformed keys and signatures. */
export function isSignedBy(bundle: ReleaseBundle, publicKey: string): boolean {
  const signature = Object.hasOwn(bundle.signatures, publicKey)
    ? bundle.signatures[publicKey]
    : undefined;
  if (signature === undefined) return false;
  try {
    return ed25519.verify(
      fromBase64Url(signature),
      signedBytes(bundle.manifest),
      fromBase64Url(publicKey),
      { zip215: false },
    );
  } catch {
    return false;
  }
}
