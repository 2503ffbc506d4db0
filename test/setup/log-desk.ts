import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ActionFunctionArgs } from "@remix-run/node";
import { action as cosignatures } from "#app/routes/log/cosignatures";
import { loader as checkpoint } from "#app/routes/log/checkpoint";
import { loader as checkpointOfSize } from "#app/routes/log/checkpoint-of-size";
import { loader as keyChanges } from "#app/routes/log/key-changes";
import { loader as keys } from "#app/routes/log/keys";
import { loader as tile } from "#app/routes/log/tile";
import { loader as witnesses } from "#app/routes/log/witnesses";
import type { Deps } from "#app/services/ports";

type Handler = (args: ActionFunctionArgs) => Promise<Response>;
const routes: readonly (readonly [RegExp, Handler])[] = [
  [/^\/log\/checkpoint$/, checkpoint],
  [/^\/log\/checkpoint\/(?<size>[^/]+)$/, checkpointOfSize],
  [/^\/log\/tile\/(?<rest>.*)$/, tile],
  [/^\/log\/keys$/, keys],
  [/^\/log\/key-changes$/, keyChanges],
  [/^\/log\/witnesses$/, witnesses],
  [/^\/log\/cosignatures$/, cosignatures],
];

/** The public resources of the log alone, behind a port of their own on loopback. `deps` may be exchanged while it runs. */
export async function openLogDesk(deps: Deps): Promise<{
  readonly origin: string;
  /** what the desk shows from now on */
  show(other: Deps): void;
  readonly asked: string[];
  close(): Promise<void>;
}> {
  let shown = deps;
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const path = incoming.url ?? "/";
      asked.push(path);
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      for (const [pattern, handler] of routes) {
        const match = pattern.exec(path);
        if (!match) continue;
        const answer = await handler({
          context: { deps: shown, foreignForm: false },
          params: { size: match.groups?.size, "*": match.groups?.rest },
          request: new Request(`http://desk.example${path}`, {
            method: incoming.method!,
            ...(incoming.method === "POST" && { body: Buffer.concat(chunks) }),
          }),
        } as unknown as ActionFunctionArgs);
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
        outgoing.end(Buffer.from(await answer.arrayBuffer()));
        return;
      }
      outgoing.writeHead(404).end();
    })().catch((error: Error) => outgoing.writeHead(500).end(error.stack));
  });
  return {
    origin: await listen(server),
    show: (other) => void (shown = other),
    asked,
    close: () => closed(server),
  };
}

export async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
