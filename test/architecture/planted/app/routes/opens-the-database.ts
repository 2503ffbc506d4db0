export { connectDatabase } from "#app/server/database.server";
