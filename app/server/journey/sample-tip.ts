import { z } from "zod";
import { misconductOf } from "#app/domain/codes/misconduct";

/** One record of a journey file; what the journey does not need is let through. */
export const sampleTip = z.object({
  id: z.string().min(1).max(40),
  area: z.object({
    name: z.string(),
    adcode: z
      .string()
      .regex(/^\d{6}$/)
      .nullable(),
  }),
  subject: z.object({
    kind: z.string(),
    level: z.string().nullable(),
    name: z.string().nullable(),
  }),
  misconduct: z.array(z.string()),
  amounts: z.object({
    lossFen: z.int().min(0).nullable(),
    recoveredFen: z.int().min(0).nullable().optional(),
    fineFen: z.int().min(0).nullable().optional(),
  }),
  outcomes: z.array(z.string()),
  evidence: z.array(z.string()),
  reporterKind: z.string(),
  nameKind: z.enum(["REAL", "ANON_CLAIM", "ANON"]),
  tip: z.object({ lang: z.enum(["zh", "en"]), zh: z.string(), en: z.string() }),
  expected: z
    .object({ decision: z.string(), reason: z.string() })
    .partial()
    .optional(),
  pair: z.string().optional(),
  pairOrder: z.int().optional(),
  nearDuplicateOf: z.string().optional(),
  tags: z.array(z.string()).optional(),
});
export type SampleTip = z.infer<typeof sampleTip>;

export const sampleTips = z.array(sampleTip).min(1).max(10_000);

/** The acts the record names, else the "something else" of its kind of subject: the form asks for at least one. */
export function actsOf(sample: SampleTip): readonly string[] {
  if (sample.misconduct.length > 0) return sample.misconduct;
  return misconductOf(sample.subject.kind)
    .slice(-1)
    .map(({ code }) => code);
}
