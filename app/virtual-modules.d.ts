/** Made by the build (vite.config.ts, bin/public-modules.mjs). */
declare module "virtual:public-modules" {
  type InBothLanguages = { readonly "zh-CN": string; readonly en: string };
  /** URL of the program of each public page that has one */
  export const publicModules: {
    readonly reportPage: InBothLanguages;
    readonly inboxPage: InBothLanguages;
    readonly proofPage: InBothLanguages;
  };
  /** names the bytes of those programs */
  export const release: string;
}

declare module "virtual:areas" {
  const packed: string;
  export default packed;
}

/** As in `virtual:public-modules`; put into the programs themselves. */
declare const YANLU_RELEASE: string;
