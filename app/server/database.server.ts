import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";

/** @param url PostgreSQL 15 or newer. No query logging: parameters are what people typed. */
export function connectDatabase(url: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: 10 }),
    log: [],
  });
}
