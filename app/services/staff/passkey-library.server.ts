/** Takes 28 MB in a process: loaded when the first passkey is used. */
export function passkeyLibrary() {
  return import("@simplewebauthn/server");
}
