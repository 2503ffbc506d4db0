// The least a Node web server can do: the same bytes for every request. Gets {status, headers, body (base64)} as its first
// message, answers with its port, ends with its parent.
import { createServer } from "node:http";

process.once("message", ({ status, headers, body }) => {
  const bytes = Buffer.from(body, "base64");
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, headers);
    response.end(bytes);
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
});
process.on("disconnect", () => process.exit());
process.on("SIGINT", () => {});
