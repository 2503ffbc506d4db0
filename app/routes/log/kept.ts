/** How long anybody may keep a public resource of the log. */
const seconds = {
  /** it will never be another */
  forever: "public, max-age=31536000, immutable",
  /** grows with the next checkpoint */
  short: "public, max-age=60",
} as const;

export function keptText(body: string, kept: keyof typeof seconds): Response {
  return new Response(body, {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": seconds[kept],
    },
  });
}

export function keptBytes(
  body: Uint8Array,
  kept: keyof typeof seconds,
): Response {
  return new Response(new Uint8Array(body), {
    headers: {
      "Content-Type": "application/octet-stream",
      "Cache-Control": seconds[kept],
    },
  });
}
