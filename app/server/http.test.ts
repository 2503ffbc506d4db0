import { describe, expect, it } from "vitest";
import {
  isForeignForm,
  isForViewer,
  isLoopbackHost,
  isOldDataRequest,
  isServedBy,
  securityHeaders,
  surfaceOf,
} from "./http.server";

describe("surface of a path", () => {
  it.each([
    ["/zh", "public"],
    ["/zh/report", "public"],
    ["/zh/staff", "staff"],
    ["/zh/staff.data", "staff"],
    ["/en/finance/claims/1", "staff"],
    ["/zh/Staff", "staff"],
    ["/zh/st%61ff", "staff"],
    ["/ZH/%41udit", "staff"],
    ["/API/staff/keys", "staff"],
    ["/%61pi/staff/keys", "staff"],
    ["/zh//staff", "staff"],
    ["/__manifest", "staff"],
    ["/dev/sign-ins.json", "development"],
    ["/DEV/mails", "development"],
    ["/assets/base-1.css", "system"],
    ["/favicon.svg", "system"],
    ["/metrics", "system"],
    ["/zh/%E0%A4%A", null],
  ])("%s is %s", (path, surface) => {
    expect(surfaceOf(path)).toBe(surface);
  });

  it("keeps staff off the public host, and the other way round; both have their files and health", () => {
    expect(isServedBy("staff", "public")).toBe(false);
    expect(isServedBy("public", "staff")).toBe(false);
    expect(isServedBy("development", "public")).toBe(false);
    for (const setting of ["public", "staff", "all"] as const)
      expect(isServedBy("system", setting)).toBe(true);
  });
});

it("requests of the router's earlier protocol are known, however they are spelled", () => {
  for (const url of [
    "/figures.json?_data=x",
    "/zh?_data",
    "/zh.data?a=1&_data=root",
    "/?%5Fdata=__proto__",
    "/zh/staff?_data=routes%2Fstaff",
    "/zh?a=%zz&%5fdat%61",
  ])
    expect(isOldDataRequest(url), url).toBe(true);
  for (const url of [
    "/zh",
    "/_data",
    "/zh.data?_routes=root",
    "/zh?data=_data",
    "/zh?_data2=1",
  ])
    expect(isOldDataRequest(url), url).toBe(false);
});

describe("forms of foreign pages", () => {
  it("are known by Sec-Fetch-Site; browsers that do not send it are let in", () => {
    expect(isForeignForm("cross-site")).toBe(true);
    expect(isForeignForm("same-site")).toBe(true);
    expect(isForeignForm("same-origin")).toBe(false);
    expect(isForeignForm("none")).toBe(false);
    expect(isForeignForm(undefined)).toBe(false);
  });
});

it("takes only names of this machine for this machine", () => {
  for (const host of ["localhost:3000", "127.0.0.1", "[::1]:80"])
    expect(isLoopbackHost(host)).toBe(true);
  for (const host of [
    undefined,
    "tips.example",
    "abc.onion",
    "127.0.0.1.example",
    "localhost.example",
  ])
    expect(isLoopbackHost(host)).toBe(false);
});

describe("security headers", () => {
  const of = (pathname: string, origin = "https://tips.example") =>
    securityHeaders({ pathname, nonce: "abc", origin });

  it("let public pages run nothing that is not a file of their own", () => {
    expect(of("/zh")["Content-Security-Policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; trusted-types yanlu; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'",
    );
    expect(of("/zh/report")["Content-Security-Policy"]).toContain(
      "'wasm-unsafe-eval'",
    );
    expect(of("/zh/staff")["Content-Security-Policy"]).toContain("'nonce-abc'");
    expect(of("/zh/St%61ff")["Content-Security-Policy"]).toContain(
      "'nonce-abc'",
    );
  });

  it("let the viewer of decrypted files reach nothing, and nothing else be framed", () => {
    const headers = of("/api/staff/viewer");
    expect(headers["Content-Security-Policy"]).toBe(
      "sandbox allow-scripts; default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src blob:; media-src blob:; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; trusted-types yanlu-viewer; require-trusted-types-for 'script'",
    );
    expect(headers["X-Frame-Options"]).toBe("SAMEORIGIN");
    expect(headers["Cross-Origin-Embedder-Policy"]).toBe("require-corp");
    for (const other of [
      "/zh/staff",
      "/api/staff/viewer/x",
      "/API/staff/viewer",
      "/api/staff/keys",
    ]) {
      expect(of(other)["X-Frame-Options"]).toBe("DENY");
      expect(of(other)["Content-Security-Policy"]).toContain(
        "frame-ancestors 'none'",
      );
    }
  });

  it("let a staff page frame the viewer alone and show no bytes itself", () => {
    const policy = of("/zh/staff/leads/1")["Content-Security-Policy"];
    expect(policy).toContain(
      "frame-src https://tips.example/api/staff/viewer;",
    );
    expect(policy).not.toContain("blob:");
  });

  it("open only the viewer's own files to its opaque origin", () => {
    for (const file of [
      "/assets/file-viewer-B1x_-2Qa.js",
      "/assets/viewer-pdf-B1x_-2Qa.js",
      "/assets/file-viewer-B1x_-2Qa.css",
      "/assets/pdf.worker.min-B1x_-2Qa.mjs",
    ])
      expect([file, isForViewer(file)]).toEqual([file, true]);
    for (const file of [
      "/assets/key-worker-B1x_-2Qa.js",
      "/assets/base-B1x_-2Qa.css",
      "/api/staff/viewer",
    ])
      expect([file, isForViewer(file)]).toEqual([file, false]);
  });

  it("are the whole set", () => {
    expect(Object.keys(of("/zh")).sort()).toMatchInlineSnapshot(`
      [
        "Cache-Control",
        "Content-Security-Policy",
        "Cross-Origin-Embedder-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-DNS-Prefetch-Control",
        "X-Frame-Options",
      ]
    `);
  });

  it("let staff pages alone use passkeys, and nobody any other feature", () => {
    const policyOf = (pathname: string) => of(pathname)["Permissions-Policy"]!;
    for (const feature of ["get", "create"]) {
      const name = `publickey-credentials-${feature}`;
      expect(policyOf("/zh/staff/sign-in")).toContain(`${name}=(self)`);
      for (const path of ["/zh/report", "/zh/inbox", "/assets/a.js", "/dev"])
        expect(policyOf(path)).toContain(`${name}=()`);
    }
    expect(policyOf("/zh/report")).not.toContain("(self)");
    expect(policyOf("/zh/staff").match(/\(self\)/g)).toHaveLength(2);
  });

  it("ask for TLS where there is TLS", () => {
    expect(of("/zh")["Strict-Transport-Security"]).toBeDefined();
    expect(
      of("/zh", "http://localhost:3000")["Strict-Transport-Security"],
    ).toBeUndefined();
    expect(
      of("/zh", "https://abcdef.onion")["Strict-Transport-Security"],
    ).toBeUndefined();
  });
});
