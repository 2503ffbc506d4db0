/**
 * `__Host-`: bound to this very host over TLS (browsers treat localhost as trustworthy), no Domain, path `/`.
 * It lives as long as the browser window; the server ends it after 15 idle minutes or 8 hours.
 */
const COOKIE_NAME = "__Host-yanlu";

export function sessionCookie(token: string): string {
  return `${COOKIE_NAME}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`;
}

export function expiredSessionCookie(): string {
  return `${COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
}

export function readSessionToken(header: string | null): string | null {
  return (
    /(?:^|;\s*)__Host-yanlu=([A-Za-z0-9_-]{43})(?:;|$)/.exec(
      header ?? "",
    )?.[1] ?? null
  );
}
