/** Where the entry page says where the code goes; the program puts its own words there when it takes over. */
export const CODE_NOTE_ID = "code-note";
