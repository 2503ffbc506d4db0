/** What one tip may bring along; above it a tip would be a way to fill the store. */
export const MOST_FILES = 50;
/** a later message may bring as many files again, this many in all */
export const MOST_FILES_IN_ALL = 200;
/** 1 GiB a file, before sealing */
export const MOST_FILE_BYTES = 1024 ** 3;
/** 4 GiB a tip */
export const MOST_TIP_BYTES = 4 * 1024 ** 3;
