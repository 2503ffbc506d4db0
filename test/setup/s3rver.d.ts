// s3rver ships no types; only what the tests use.
declare module "s3rver" {
  import type { AddressInfo, Server } from "node:net";

  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string; configs: string[] }[];
    });
    readonly httpServer: Server & { closeAllConnections(): void };
    run(): Promise<AddressInfo>;
  }
}
