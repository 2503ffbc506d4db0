/**
 * Imports point inward (docs/architecture.md, table "Rooms"). test/architecture runs these rules and proves with a planted
 * violation for each that they bite.
 */
const room = (name) => `^(test/architecture/planted/)?app/${name}(/|$)`;

module.exports = {
  forbidden: [
    {
      name: "domain-is-pure",
      comment:
        "rules import nothing but rules: no clock, no randomness, no database, no library",
      severity: "error",
      from: { path: room("domain"), pathNot: "\\.test\\.ts$" },
      to: { pathNot: room("domain") },
    },
    {
      name: "crypto-runs-everywhere",
      comment:
        "browser and server run the same sealing code: only domain and four small libraries",
      severity: "error",
      from: { path: room("crypto"), pathNot: "\\.test\\.ts$" },
      to: {
        pathNot: `${room("crypto")}|${room("domain")}|node_modules/(age-encryption|@noble/|@scure/|hash-wasm)`,
      },
    },
    {
      name: "metadata-runs-everywhere",
      comment:
        "browser and server look into files with the same code: only domain and one library that unpacks",
      severity: "error",
      from: { path: room("metadata"), pathNot: "\\.test\\.ts$" },
      to: {
        pathNot: `${room("metadata")}|${room("domain")}|node_modules/fflate`,
      },
    },
    {
      name: "forms-content-catalog-stay-light",
      comment: "shared by browser and server: domain and zod only",
      severity: "error",
      from: {
        path: `${room("(forms|content)")}|${room("jobs")}`,
        pathNot: "\\.test\\.ts$",
      },
      to: {
        pathNot: `${room("(forms|content|jobs|domain)")}|node_modules/zod`,
      },
    },
    {
      name: "services-do-not-know-pages",
      severity: "error",
      from: { path: room("(services|queries)") },
      to: {
        path: `${room("(routes|components|browser)")}|node_modules/(@remix-run|react|express)|app/server/(env|guards|deps)`,
      },
    },
    {
      name: "server-does-not-know-pages",
      severity: "error",
      from: { path: room("server") },
      to: { path: room("(routes|components|browser)") },
    },
    {
      name: "browser-code-is-small",
      comment:
        "no server code and no React in what runs on public pages or holds keys",
      severity: "error",
      from: { path: `${room("browser")}`, pathNot: "\\.test\\.ts$" },
      to: {
        path: `${room("(server|services|queries|routes)")}|\\.server\\.ts$|node_modules/react`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "shared-pages-need-no-react",
      comment:
        "the pages of report, inbox and proof are drawn by React on the server and by a small renderer in the browser: markup only",
      severity: "error",
      from: { path: room("components/(report|inbox|proof|ui)") },
      to: {
        path: "node_modules/(react|@remix-run)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "components-have-no-server",
      severity: "error",
      from: { path: room("components") },
      to: {
        path: `${room("(server|services|queries)")}|\\.server\\.ts$`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "routes-use-services",
      comment:
        "no page talks to the database, the queue or the object store by itself",
      severity: "error",
      from: { path: room("routes") },
      to: {
        path: "app/server/(generated|database|queue|storage)|node_modules/(@prisma|bullmq|ioredis|@aws-sdk|pg)/",
      },
    },
    {
      name: "workers-have-no-pages",
      severity: "error",
      from: { path: "^(test/architecture/planted/)?workers/" },
      to: {
        path: `${room("(routes|components)")}|node_modules/(react|@remix-run)`,
      },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: "\\?url$|^virtual:|server/generated",
      },
    },
    {
      name: "product-does-not-need-development-packages",
      severity: "error",
      from: {
        path: "^(test/architecture/planted/)?(app|workers|bin|server\\.ts)",
        pathNot: "\\.test\\.tsx?$",
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|var|app/server/generated)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      conditionNames: ["import", "default"],
      exportsFields: ["exports"],
    },
  },
};
