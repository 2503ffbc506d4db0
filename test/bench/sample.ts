import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evidenceFiles } from "#app/server/journey/evidence-files";
import { sampleTips, type SampleTip } from "#app/server/journey/sample-tip";

/** A tip as most are: some hundred characters, a real name, no files. */
export function realNameTip(): SampleTip {
  const file = join(import.meta.dirname, "../samples/tips.json");
  const sample = sampleTips
    .parse(JSON.parse(readFileSync(file, "utf8")))
    .find((tip) => tip.nameKind === "REAL" && evidenceFiles(tip).length === 0);
  if (!sample) throw new Error("no sample with a real name and without files");
  return sample;
}
