export { loadEnv } from "#app/server/env.server";
