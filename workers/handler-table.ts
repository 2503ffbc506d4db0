import type { JobName } from "#app/jobs/catalog";
import type { Handler } from "./handler";
import { handle as computeReward } from "./handlers/compute-reward";
import { handle as lapseClaims } from "./handlers/lapse-claims";
import { handle as noteMissedClocks } from "./handlers/note-missed-clocks";
import { handle as notifyReward } from "./handlers/notify-reward";
import { handle as publishFigures } from "./handlers/publish-figures";
import { handle as purgeStagedFiles } from "./handlers/purge-staged-files";
import { handle as repairStuck } from "./handlers/repair-stuck";
import { handle as sendMail } from "./handlers/send-mail";
import { handle as sendStaffMails } from "./handlers/send-staff-mails";
import { handle as settlePayment } from "./handlers/settle-payment";

/** A job of the catalog without a handler does not compile. */
export const handlers: { readonly [Name in JobName]: Handler<Name> } = {
  "compute-reward": computeReward,
  "notify-reward": notifyReward,
  "settle-payment": settlePayment,
  "lapse-claims": lapseClaims,
  "note-missed-clocks": noteMissedClocks,
  "publish-figures": publishFigures,
  "send-staff-mails": sendStaffMails,
  "send-mail": sendMail,
  "purge-staged-files": purgeStagedFiles,
  "repair-stuck": repairStuck,
};
