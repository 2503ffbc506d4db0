/** Where the start page says who seals, and how to go back; the program puts its own words there when it takes over. */
export const SEALING_NOTE_ID = "sealing-note";
export const BACK_NOTE_ID = "back-note";
