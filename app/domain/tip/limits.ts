/** What one tip may bring along; above it a tip would be a way to fill the store. */
export const MOST_FILES = 50;
/** a later message may bring as many files again, this many in all */
export const MOST_FILES_IN_ALL = 200;
/** messages a tipster may send in one inbox on one day */
export const MOST_MESSAGES_A_DAY = 50;
/** what an inbox opens at once, the newest first; older ones stay sealed where they are */
export const MOST_MESSAGES_SHOWN = 100;
export const MOST_FILES_SHOWN = 200;
/** staged and not sent, of one day: a flood of uploads ends here and is gone with the purge */
export const MOST_STAGED_FILES_A_DAY = 2_000;
export const MOST_STAGED_BYTES_A_DAY = 20_000_000_000;
/** 1 GiB a file, before sealing */
export const MOST_FILE_BYTES = 1024 ** 3;
/** 4 GiB a tip */
export const MOST_TIP_BYTES = 4 * 1024 ** 3;
