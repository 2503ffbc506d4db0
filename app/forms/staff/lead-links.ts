import { z } from "zod";

/**
 * Which leads tell of one fact. `number` is the other lead's, as people write it: case and hyphens are no matter.
 */
export const linkCommand = z.discriminatedUnion("command", [
  z
    .object({
      command: z.literal("LINK"),
      number: z
        .string()
        .max(40)
        .transform(leadNumberOf)
        .pipe(
          z.string().regex(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/, {
            error: "LEAD_NUMBER_UNKNOWN",
          }),
        ),
      misconductCode: z.string().regex(/^[A-Z0-9_-]{2,40}$/),
    })
    .strict(),
  z.object({ command: z.literal("UNLINK"), factId: z.uuid() }).strict(),
]);
export type LinkCommand = z.infer<typeof linkCommand>;

/** "7k3m 9qx2vd4h" → "7K3M-9QX2-VD4H" */
function leadNumberOf(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/(.{4})(?=.)/g, "$1-");
}
