import type { MetadataLabel } from "#app/domain/codes/metadata";
import type { Found } from "./found";
import { unescaped, xmlValue } from "./xmp";

/**
 * Takes out of one XML part of an Office package what it tells beside its content, and says what that was. Works on the text
 * by patterns that run once over it: a parser would be another thing to feed hostile files to, and the parts are machine-written.
 */
export function cleanOfficeXml(
  name: string,
  text: string,
  found: Found,
): string {
  if (/^docProps\/core\.xml$|\.psmdcp$/i.test(name))
    return properties(text, { labels: coreLabels, empty: EMPTY_CORE, found });
  if (/^docProps\/app\.xml$/i.test(name))
    return properties(text, { labels: appLabels, empty: EMPTY_APP, found });
  if (/^docProps\/custom\.xml$/i.test(name))
    return customProperties(text, found);
  if (/^docMetadata\/LabelInfo\.xml$/i.test(name))
    return labelInfo(text, found);
  if (name.endsWith(".rels")) return relationships(text, found);
  if (/^customXml\/item\d+\.xml$/i.test(name)) {
    if (!/bibliography|CoverPageProps/.test(text.slice(0, 2_000)))
      found.add("METADATA_BLOCK", name, false);
    return text;
  }
  if (name.startsWith("word/")) return word(text, found);
  if (name.startsWith("xl/")) return excel(name, text, found);
  if (name.startsWith("ppt/")) return powerPoint(name, text, found);
  return text;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OPC = "http://schemas.openxmlformats.org";
const EMPTY_CORE = `${DECLARATION}<cp:coreProperties xmlns:cp="${OPC}/package/2006/metadata/core-properties"/>`;
const EMPTY_APP = `${DECLARATION}<Properties xmlns="${OPC}/officeDocument/2006/extended-properties"/>`;
const EMPTY_CUSTOM = `${DECLARATION}<Properties xmlns="${OPC}/officeDocument/2006/custom-properties"/>`;
const EMPTY_LABELS = `${DECLARATION}<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>`;

const coreLabels: Readonly<Record<string, MetadataLabel>> = {
  "dc:creator": "AUTHOR",
  "cp:lastModifiedBy": "LAST_EDITOR",
  "dcterms:created": "CREATED_AT",
  "dcterms:modified": "CHANGED_AT",
  "cp:lastPrinted": "PRINTED_AT",
  "cp:revision": "REVISION_COUNT",
  "cp:version": "REVISION_COUNT",
  "dc:title": "TITLE",
  "dc:subject": "DESCRIPTION",
  "dc:description": "DESCRIPTION",
  "cp:keywords": "KEYWORDS",
  "cp:category": "KEYWORDS",
  "cp:contentStatus": "COMMENT",
  "dc:identifier": "DOCUMENT_ID",
};

const appLabels: Readonly<Record<string, MetadataLabel>> = {
  Application: "SOFTWARE",
  AppVersion: "SOFTWARE",
  Template: "TEMPLATE",
  Company: "COMPANY",
  Manager: "MANAGER",
  TotalTime: "EDITING_TIME",
  HyperlinkBase: "LINKED_FILE",
};

function properties(
  text: string,
  {
    labels,
    empty,
    found,
  }: {
    readonly labels: Readonly<Record<string, MetadataLabel>>;
    readonly empty: string;
    readonly found: Found;
  },
): string {
  const before = found.size;
  for (const [name, label] of Object.entries(labels)) {
    const value = xmlValue(text, name);
    if (value !== null && value.trim() !== "" && value !== "0")
      found.add(label, value);
  }
  if (found.size === before && text !== empty && /<\w+:?\w*>[^<]/.test(text))
    found.add("METADATA_BLOCK", "docProps");
  return empty;
}

function customProperties(text: string, found: Found): string {
  for (const match of text.matchAll(
    /<property\b[^<>]* name="([^"]*)"[^<>]*>/g,
  )) {
    const start = match.index + match[0].length;
    const value = text.slice(start, start + 400).split("</property")[0]!;
    found.add(
      "CUSTOM_PROPERTY",
      unescaped(`${match[1]}: ${value.replace(/<[^<>]*>/g, "")}`),
    );
  }
  return EMPTY_CUSTOM;
}

function labelInfo(text: string, found: Found): string {
  const site = / siteId="([^"]*)"/.exec(text);
  if (site) found.add("ORGANISATION_LABEL", site[1]);
  return EMPTY_LABELS;
}

/** Links to files of a computer or its network name its user; links to the web are content. */
function relationships(text: string, found: Found): string {
  return text
    .replace(/<Relationship\b[^<>]*\/metadata\/thumbnail"[^<>]*>/g, "")
    .replace(
      /(<Relationship\b[^<>]* Target=")([^"]*)("[^<>]*>)/g,
      (whole, before: string, target: string, after: string) => {
        if (!/TargetMode="External"/.test(whole)) return whole;
        if (
          !/^(file:|[A-Za-z]:[\\/]|\\\\|%5c)/i.test(target) ||
          target === LINK
        )
          return whole;
        found.add("LINKED_FILE", unescaped(target));
        return `${before}${LINK}${after}`;
      },
    );
}
const LINK = "file:///removed";

/** Reports the value of an attribute wherever it stands, and puts another in its place; null takes the attribute out. */
function attribute(
  text: string,
  name: string,
  {
    label,
    by,
    found,
  }: {
    readonly label: MetadataLabel | null;
    readonly by: string | null;
    readonly found: Found;
  },
): string {
  if (!text.includes(` ${name}="`)) return text;
  return text.replace(
    new RegExp(` ${name}="([^"]*)"`, "g"),
    (_whole, value: string) => {
      if (value !== "" && value !== by && label)
        found.add(label, unescaped(value));
      return by === null ? "" : ` ${name}="${by}"`;
    },
  );
}

const NOBODY = "Author";
const NO_TIME = "2000-01-01T00:00:00Z";

function word(text: string, found: Found): string {
  let clean = text;
  clean = attribute(clean, "w:author", {
    label: "REVIEWER",
    by: NOBODY,
    found,
  });
  clean = attribute(clean, "w:initials", { label: "REVIEWER", by: "A", found });
  clean = attribute(clean, "w:date", { label: "REVIEWED_AT", by: null, found });
  clean = attribute(clean, "w16du:dateUtc", {
    label: "REVIEWED_AT",
    by: null,
    found,
  });
  clean = attribute(clean, "w16cex:dateUtc", {
    label: "REVIEWED_AT",
    by: null,
    found,
  });
  clean = people(clean, found);
  clean = pictureNames(clean, found);
  if (/<w:comment[ >]/.test(clean)) found.note("COMMENTS_KEEP_TEXT");
  if (/<w:(ins|del|moveFrom|moveTo)[ >]/.test(clean)) {
    found.add("TRACKED_CHANGES", "", false);
    found.note("TRACKED_CHANGES_KEEP_TEXT");
  }
  const withoutMarks = clean
    .replace(/ w:rsid[A-Za-z]*="[^"]*"/g, "")
    .replace(/<w:rsid(Root)? [^<>]*\/>|<w:rsids\/?>|<\/w:rsids>/g, "");
  if (withoutMarks !== clean) found.add("SAVE_MARKS");
  return withoutMarks.replace(/<w1[45]:docId[^<>]*\/>/g, (whole) => {
    found.add("DOCUMENT_ID", /"([^"]*)"/.exec(whole)?.[1]);
    return "";
  });
}

/** The list of those who took part, with their accounts. */
function people(text: string, found: Found): string {
  const open = text.indexOf("<w15:person ");
  const close = text.lastIndexOf("</w15:person>");
  if (open < 0 || close < open) return text;
  const list = text.slice(open, close);
  for (const name of ["w15:author", "w15:userId"])
    attribute(list, name, { label: "REVIEWER", by: "", found });
  return text.slice(0, open) + text.slice(close + "</w15:person>".length);
}

/** Programs write the file's name or path beside an inserted picture: "IMG_20260301_1530.jpg", "C:\\Users\\…". */
function pictureNames(text: string, found: Found): string {
  if (!text.includes("cNvPr ") && !text.includes("docPr ")) return text;
  return text.replace(/<\w+:(?:cNvPr|docPr) [^<>]*>/g, (tag) =>
    tag.replace(
      / (name|descr|title)="([^"]*)"/g,
      (whole, name: string, value: string) => {
        if (
          !/[\\/]|\.(jpe?g|png|heic|heif|gif|bmp|webp|tiff?|mp4|mov|pdf)$/i.test(
            value,
          )
        )
          return whole;
        found.add("LINKED_FILE", unescaped(value));
        return ` ${name}="${name === "name" ? "Picture" : ""}"`;
      },
    ),
  );
}

function excel(name: string, text: string, found: Found): string {
  let clean = pictureNames(text, found);
  if (name === "xl/workbook.xml") {
    clean = clean
      .replace(
        /(<x15ac:absPath [^<>]*url=")([^"]+)(")/g,
        (_whole, before: string, path: string, after: string) => {
          found.add("LINKED_FILE", unescaped(path));
          return `${before}${after}`;
        },
      )
      .replace(/<xr:revisionPtr [^<>]*\/>/g, (whole) => {
        found.add("DOCUMENT_ID", / documentId="([^"]*)"/.exec(whole)?.[1]);
        return "";
      });
    return attribute(clean, "userName", {
      label: "LAST_EDITOR",
      by: "",
      found,
    });
  }
  if (/^xl\/comments/.test(name)) {
    found.note("COMMENTS_KEEP_TEXT");
    return clean.replace(
      /<author>([^<]+)<\/author>/g,
      (_whole, author: string) => {
        found.add("REVIEWER", unescaped(author));
        return "<author></author>";
      },
    );
  }
  if (name.startsWith("xl/threadedComments/")) {
    found.note("COMMENTS_KEEP_TEXT");
    return attribute(clean, "dT", { label: "REVIEWED_AT", by: null, found });
  }
  if (name.startsWith("xl/persons/")) {
    clean = attribute(clean, "displayName", {
      label: "REVIEWER",
      by: NOBODY,
      found,
    });
    clean = attribute(clean, "userId", {
      label: "REVIEWER",
      by: NOBODY,
      found,
    });
    return attribute(clean, "providerId", { label: null, by: "None", found });
  }
  if (name.startsWith("xl/revisions/")) {
    found.add("TRACKED_CHANGES", "", false);
    found.note("TRACKED_CHANGES_KEEP_TEXT");
    clean = attribute(clean, "userName", {
      label: "REVIEWER",
      by: NOBODY,
      found,
    });
    if (name.endsWith("userNames.xml"))
      clean = attribute(clean, "name", {
        label: "REVIEWER",
        by: NOBODY,
        found,
      });
    return attribute(clean, "dateTime", {
      label: "REVIEWED_AT",
      by: NO_TIME,
      found,
    });
  }
  if (name === "xl/connections.xml")
    found.add("LINKED_FILE", xmlValue(text, "name") ?? "", false);
  return clean;
}

function powerPoint(name: string, text: string, found: Found): string {
  let clean = pictureNames(text, found);
  if (/^ppt\/(commentAuthors|authors)\.xml$/.test(name)) {
    clean = attribute(clean, "name", { label: "REVIEWER", by: NOBODY, found });
    clean = attribute(clean, "initials", { label: "REVIEWER", by: "A", found });
    clean = attribute(clean, "userId", {
      label: "REVIEWER",
      by: NOBODY,
      found,
    });
    return attribute(clean, "providerId", { label: null, by: "None", found });
  }
  if (name.startsWith("ppt/comments/")) {
    found.note("COMMENTS_KEEP_TEXT");
    clean = attribute(clean, "dt", { label: "REVIEWED_AT", by: null, found });
    return attribute(clean, "created", {
      label: "REVIEWED_AT",
      by: NO_TIME,
      found,
    });
  }
  if (name.startsWith("ppt/changesInfos/"))
    return emptied(clean, "pc:docChgLst", found);
  if (name === "ppt/revisionInfo.xml")
    return emptied(clean, "p1510:revLst", found);
  return clean;
}

/** A list of who changed what, and when; PowerPoint takes an empty one. */
function emptied(text: string, element: string, found: Found): string {
  const open = text.indexOf(`<${element}>`);
  const close = text.lastIndexOf(`</${element}>`);
  const start = open + element.length + 2;
  if (open < 0 || close <= start) return text;
  found.add(
    "EDIT_STEPS",
    /(?: name| userId)="([^"]*)"/.exec(text.slice(start, close))?.[1],
  );
  return text.slice(0, start) + text.slice(close);
}
