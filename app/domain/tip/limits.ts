/** What one tip may bring along; above it a tip would be a way to fill the store. */
export const MOST_FILES = 50;
/** a later message may bring as many files again, this many in all */
export const MOST_FILES_IN_ALL = 200;
/** messages a tipster may send in one inbox on one day */
export const MOST_MESSAGES_A_DAY = 50;
/** what an inbox opens at once, the newest first; older ones stay sealed where they are */
export const MOST_MESSAGES_SHOWN = 100;
export const MOST_FILES_SHOWN = 200;
/** files whose names the program of the inbox learns from one answer */
export const BEGINNINGS_A_PAGE = 4;
/** staged by tipsters and not sent, of one day: beyond it what came makes room for what comes, by lot */
export const MOST_STAGED_BYTES_A_DAY = 20_000_000_000;
/** as many as fit in when each is tiny */
export const MOST_STAGED_FILES_A_DAY = 50_000;
/** what a smaller file counts as: rows and objects are not free */
export const LEAST_STAGED_BYTES =
  MOST_STAGED_BYTES_A_DAY / MOST_STAGED_FILES_A_DAY;
/** 1 GiB a file, before sealing */
export const MOST_FILE_BYTES = 1024 ** 3;
/** 4 GiB a tip */
export const MOST_TIP_BYTES = 4 * 1024 ** 3;
/** what an office sends to a tipster or adds to a lead, each, before sealing: what its own browser can hold and open again */
export const MOST_STAFF_FILE_BYTES = 50_000_000;
/** the same after padding and sealing */
export const MOST_STAFF_SEALED_BYTES = 50 * 1024 ** 2;
/** files of one sending */
export const MOST_STAFF_FILES_AT_ONCE = 20;
/** one request of an upload: what a broken connection can cost the tipster at most, and what a flood can bring at once */
export const MOST_UPLOAD_PART_BYTES = 8 * 1024 ** 2;
/** less is kept only of an upload's end */
export const LEAST_UPLOAD_PART_BYTES = 64 * 1024;
/** begun, and nothing came yet */
export const MOST_EMPTY_UPLOADS = 1_000;
