import "@remix-run/node";
import type { Deps } from "#app/services/ports";

declare module "@remix-run/node" {
  /** What server.ts hands to every loader and action. */
  interface AppLoadContext {
    readonly deps: Deps;
    /** of the content security policy; empty on public pages, which must be the same bytes for all */
    readonly nonce: string;
    readonly origin: string;
    /** sent by another site's page */
    readonly foreignForm: boolean;
  }
}
