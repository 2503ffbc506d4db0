/** What a piece of metadata tells, in the tipster's terms. */
export type MetadataKind =
  | "PLACE"
  | "DEVICE"
  | "AUTHOR"
  | "TIME"
  | "EDIT_HISTORY"
  | "SOFTWARE"
  | "THUMBNAIL"
  | "COMMENT"
  | "IDENTIFIER"
  | "OTHER";

/** Every label a finding can have, with what it tells. The sentences stand in `app/content/metadata.ts`. */
export const labelKinds = {
  GPS_POSITION: "PLACE",
  PLACE_NAME: "PLACE",
  METADATA_TRACK: "PLACE",
  DEVICE_MAKE: "DEVICE",
  DEVICE_MODEL: "DEVICE",
  LENS: "DEVICE",
  MAKER_NOTE: "DEVICE",
  COLOUR_PROFILE: "DEVICE",
  PRINTER: "DEVICE",
  AUTHOR: "AUTHOR",
  OWNER: "AUTHOR",
  LAST_EDITOR: "AUTHOR",
  COPYRIGHT: "AUTHOR",
  COMPANY: "AUTHOR",
  MANAGER: "AUTHOR",
  REVIEWER: "AUTHOR",
  SIGNATURE: "AUTHOR",
  TAKEN_AT: "TIME",
  GPS_TIME: "TIME",
  CREATED_AT: "TIME",
  CHANGED_AT: "TIME",
  PRINTED_AT: "TIME",
  REVIEWED_AT: "TIME",
  TIMECODE: "TIME",
  REVISION_COUNT: "EDIT_HISTORY",
  EDITING_TIME: "EDIT_HISTORY",
  EDIT_STEPS: "EDIT_HISTORY",
  EARLIER_VERSIONS: "EDIT_HISTORY",
  TRACKED_CHANGES: "EDIT_HISTORY",
  SOFTWARE: "SOFTWARE",
  TEMPLATE: "SOFTWARE",
  THUMBNAIL: "THUMBNAIL",
  FURTHER_PICTURE: "THUMBNAIL",
  TITLE: "COMMENT",
  DESCRIPTION: "COMMENT",
  KEYWORDS: "COMMENT",
  COMMENT: "COMMENT",
  TEXT_TRACK: "COMMENT",
  SERIAL_NUMBER: "IDENTIFIER",
  IMAGE_ID: "IDENTIFIER",
  DOCUMENT_ID: "IDENTIFIER",
  SAVE_MARKS: "IDENTIFIER",
  ORGANISATION_LABEL: "IDENTIFIER",
  LINKED_FILE: "IDENTIFIER",
  CONTENT_CREDENTIALS: "IDENTIFIER",
  CUSTOM_PROPERTY: "OTHER",
  METADATA_BLOCK: "OTHER",
  TRAILING_DATA: "OTHER",
  ATTACHMENT: "OTHER",
  MACRO: "OTHER",
} as const satisfies Record<string, MetadataKind>;

export type MetadataLabel = keyof typeof labelKinds;

/** What cannot be cleaned, or cannot be seen. The sentences stand in `app/content/metadata.ts`. */
export const metadataNotes = [
  /** faces, voices, reflections, handwriting: no program takes them out */
  "CONTENT_SHOWS_YOU",
  "FORMAT_UNKNOWN",
  "FILE_DAMAGED",
  "TOO_LARGE_TO_EXAMINE",
  /** sent without a program, over a connection too slow to hold a place for it */
  "TOO_SLOW_TO_EXAMINE",
  /** more inside than the packed size allows for, or too many parts */
  "TOO_MUCH_INSIDE",
  "OLD_OFFICE_OR_ENCRYPTED",
  "PDF_ENCRYPTED",
  "PDF_HISTORY",
  "PDF_COMPRESSED_PARTS",
  "PDF_SIGNED",
  "ATTACHMENTS_NOT_EXAMINED",
  "COMMENTS_KEEP_TEXT",
  "TRACKED_CHANGES_KEEP_TEXT",
  "DOCUMENT_SIGNED",
  "MACROS_NOT_EXAMINED",
  "SMALLER_COPY_KEPT",
  "STREAM_NOT_SEARCHED",
  "COLOURS_MAY_SHIFT",
] as const;

export type MetadataNote = (typeof metadataNotes)[number];
