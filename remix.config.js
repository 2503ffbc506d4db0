/**
 * Options of the Remix Vite plugin. Vite does not read this file by itself: `vite.config.ts` imports it.
 * Every v3 future flag is on, so that the step to React Router 7 is mechanical.
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
export default {
  appDirectory: "app",
  // a folder of its own: Remix empties it at each build, and build/ also holds the bundles of server, worker and commands
  buildDirectory: "build/pages",
  serverModuleFormat: "esm",
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
