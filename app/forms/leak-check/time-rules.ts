import {
  charAfter,
  charBefore,
  rule,
  type LeakRule,
  type Span,
} from "./finding";

/**
 * Times so exact that a duty roster, a camera or a till tells who was there. "About six" is left alone: that is how to write it.
 */
const DATE =
  "(?:(?:\\d{4}[年./-])?\\d{1,2}[月./-]\\d{1,2}[日号]?(?:那天|当天)?的?[ ,T]{0,2}|(?:昨|今|前)[天日晚]的?)?";
const PART_OF_DAY =
  "(?:凌晨|清晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜|当晚|晚)";
const VAGUE =
  /^(?:钟)?(?:多|左右|前后|上下|来钟|以后|以前|之后|之前|起|到|至|[几许])/;

const VAGUE_BEFORE =
  /(?:大约|大概|约|差不多|(?:about|around|before|after|nearly|almost|roughly|towards?|past) ) ?$/i;

const isVague = (text: string, { start, end }: Span) =>
  VAGUE.test(text.slice(end, end + 4)) ||
  VAGUE_BEFORE.test(text.slice(Math.max(0, start - 8), start));

export const timeRules: readonly LeakRule[] = [
  rule(
    "CLOCK_TIME",
    new RegExp(
      `${DATE}${PART_OF_DAY}?(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?`,
      "gu",
    ),
    ({ text, start, end }) =>
      !/[\d:.]/.test(charBefore(text, start)) &&
      !/[\d:]/.test(charAfter(text, end)) &&
      !isVague(text, { start, end }),
  ),
  rule(
    "CLOCK_TIME",
    new RegExp(
      `${DATE}${PART_OF_DAY}?(?:[01]?\\d|2[0-4])[点时](?:\\d{1,2}分|半|整|一刻|三刻|钟)?`,
      "gu",
    ),
    ({ text, start, end }) => {
      const found = text.slice(start, end);
      const exact = /[分半整刻钟]$/.test(found);
      const part = new RegExp(PART_OF_DAY, "u").test(found);
      return (
        !/[\d.第共]/.test(charBefore(text, start)) &&
        !isVague(text, { start, end }) &&
        (exact || (part && !/[个种条建意要]/.test(charAfter(text, end))))
      );
    },
  ),
  rule(
    "CLOCK_TIME",
    new RegExp(
      `${DATE}(?<part>${PART_OF_DAY})?(?:二?十[一二三四]?|[一二两三四五六七八九])[点时](?:[一二三四五]?十?[一二三四五六七八九]?分|半|整|一刻|三刻|钟)?`,
      "gu",
    ),
    ({ text, groups, start, end }) => {
      const exact = /(?:分|整|刻|半)$/.test(text.slice(start, end));
      // without the part of the day, "一点" and "三点" count things
      return (
        (groups["part"] !== undefined ||
          (exact && !/[有第共半这]/.test(charBefore(text, start)))) &&
        !isVague(text, { start, end })
      );
    },
  ),
  rule(
    "CLOCK_TIME",
    /\b(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)? ?(?:a\.?m\b\.?|p\.?m\b\.?|o'clock)/gi,
    ({ text, start, end }) => !isVague(text, { start, end }),
  ),
  // a day on which the writer was there
  rule(
    "OWN_DAY",
    /(?:\d{4}年)?\d{1,2}月\d{1,2}[日号](?:那天|当天|那晚|当晚|早上|上午|中午|下午|晚上)?(?<after>[^。;!?\n我]{0,6}(?:我|本人)(?!们(?:医院|院|国)|国))/gu,
  ),
  rule(
    "OWN_DAY",
    /(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}\/\d{1,2}\/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2})(?<after>(?:那天|当天)?[^。;!?\n我\d]{0,6}(?:我|本人)(?!们(?:医院|院|国)|国))/gu,
  ),
  rule(
    "OWN_DAY",
    /\b[Oo]n (?:the )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?)(?<after>,? (?:I|we|my) )/g,
  ),
];
