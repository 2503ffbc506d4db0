import {
  charAfter,
  charBefore,
  rule,
  type LeakKind,
  type LeakRule,
  type Span,
} from "./finding";
import {
  beginsLikeAWord,
  DOUBLE_SURNAMES,
  OFTEN_SURNAMES,
  SURE_SURNAMES,
} from "./surnames";

/**
 * Names of people. Chinese has no capitals and no spaces: a name is believed where a word before or after it says that one is due
 * (kin, title, "is called"), it begins with a surname, and what follows cannot belong to it.
 */
const KIN = [
  "老公",
  "老婆",
  "丈夫",
  "妻子",
  "爱人",
  "对象",
  "男友",
  "女友",
  "男朋友",
  "女朋友",
  "爸爸?",
  "妈妈?",
  "父亲",
  "母亲",
  "爹",
  "娘",
  "儿子",
  "女儿",
  "儿媳妇?",
  "女婿",
  "哥哥?",
  "姐姐?",
  "弟弟?",
  "妹妹?",
  "大哥",
  "大姐",
  "嫂子?",
  "姐夫",
  "妹夫",
  "弟媳",
  "岳父",
  "岳母",
  "公公",
  "婆婆",
  "爷爷",
  "奶奶",
  "外公",
  "外婆",
  "姥姥",
  "姥爷",
  "叔叔?",
  "舅舅",
  "舅妈",
  "姑姑",
  "姑妈",
  "姨妈",
  "阿姨",
  "伯伯",
  "伯父",
  "[表堂][哥姐弟妹]",
  "侄子",
  "侄女",
  "外甥女?",
  "孙子",
  "孙女",
  "家属",
  "亲戚",
].join("|");

const NEAR = [
  "同事",
  "同学",
  "朋友",
  "邻居",
  "室友",
  "老乡",
  "徒弟",
  "师傅",
  "师父",
  "战友",
  "介绍人",
  "联系人",
  "中间人",
].join("|");

const TITLES = [
  "副?主任医师",
  "副?主任",
  "副?院长",
  "副?科长",
  "副?处长",
  "副?局长",
  "副?所长",
  "副?站长",
  "副?店长",
  "副?校长",
  "副?镇长",
  "村长",
  "副?总经理",
  "副?经理",
  "董事长",
  "书记",
  "医生",
  "医师",
  "大夫",
  "护士长",
  "护士",
  "药剂师",
  "药师",
  "技师",
  "治疗师",
  "会计",
  "出纳",
  "老板娘?",
  "老师",
  "教授",
  "主管",
  "组长",
  "队长",
  "警官",
  "律师",
  "司机",
  "师傅",
  "收费员",
  "收银员",
  "护工",
].join("|");

const PATIENTS =
  "患者|病人|病友|伤者|死者|逝者|参保人|参保人员|产妇|老人|村民|学生";

const GIVEN =
  "(?![的了是在有不也都就和与及到去来说给把被从我你他她它们这那个吗呢吧着过没很太最又还再已将而且或但因为所以如果要会能可住看家得])\\p{Script=Han}";
const MASK = "(?:某{1,2}|[XxＸ×*＊○〇]{1,3})";
const SURE = `(?:[${SURE_SURNAMES}]|${DOUBLE_SURNAMES})`;
const OFTEN = `[${OFTEN_SURNAMES}]`;
const ANY = `(?:${DOUBLE_SURNAMES}|[${SURE_SURNAMES}${OFTEN_SURNAMES}])`;

/** What may stand after a name: the end, a sign, or a word that no given name ends with. */
const ENDS =
  /^(?:$|[^\p{Script=Han}]|[在是的和去到说把被给也就从曾于都住因有与跟将向让叫又还没不已来讲告看找做拿负管收当开用打做签领报带两])/u;

/** A name at the beginning of `text`, or null; `sure`: an explicit "is called" stands before it. */
function nameAt(text: string, explicit: boolean): string | null {
  if (beginsLikeAWord(text)) return null;
  const masked = new RegExp(`^${ANY}(?:${GIVEN})?${MASK}`, "u").exec(text);
  if (masked) return masked[0];
  const patterns = explicit
    ? [`^${ANY}${GIVEN}${GIVEN}`, `^${ANY}${GIVEN}`]
    : [
        `^${SURE}${GIVEN}${GIVEN}`,
        `^${SURE}${GIVEN}`,
        `^${OFTEN}${GIVEN}${GIVEN}`,
      ];
  for (const pattern of patterns) {
    const found = new RegExp(pattern, "u").exec(text)?.[0];
    if (found !== undefined && ENDS.test(text.slice(found.length)))
      return found;
  }
  return null;
}

const LONGEST_NAME = 6;

/** Names that follow a word of `words`. */
function after(
  kind: LeakKind,
  words: string,
  { link, explicit }: { readonly link: string; readonly explicit: boolean },
): LeakRule {
  const lead = new RegExp(`(?:${words})${link}`, "gu");
  return {
    kind,
    find: (text) =>
      [...text.matchAll(lead)].flatMap((match): Span[] => {
        const start = match.index + match[0].length;
        const name = nameAt(text.slice(start, start + LONGEST_NAME), explicit);
        return name === null ? [] : [{ start, end: start + name.length }];
      }),
  };
}

const LINK = '[（(:：“" ]?';
const CALLED =
  '(?:的名字)?(?:名叫|叫做?|叫作|姓名[是为]?|名字[是叫]?|是叫)[:：“" ]?';

/** Before a surname with a title: nothing, a sign, or a word that calls for a person. */
const CALLS =
  /^(?:|[^\p{Script=Han}]|[的和与跟找向由叫给让是被问对把从请及听见说了该位名])$/u;
/** What looks like a given name and is a place or an office. */
const OFFICE = /[省市县区镇乡村院科店局所站室厂司部中上下本各该]/u;

const titled = (surname: string, given: string, sureOfStart: boolean) =>
  rule(
    "PERSON_NAME",
    new RegExp(`${surname}${given}(?:${TITLES})`, "gu"),
    ({ text, start, end }) => {
      const found = text.slice(start, end);
      const before = charBefore(text, start);
      if (beginsLikeAWord(found)) return false;
      if (given !== "" && OFFICE.test(found.slice(1, 3))) return false;
      // "一张医生签字的单子"
      if (/[一二两三四五六七八九十几这那每半\d]/u.test(before)) return false;
      return sureOfStart || CALLS.test(before);
    },
  );

const NOT_ENGLISH_NAMES =
  /^(?:The|A|An|In|At|On|I|He|She|It|We|They|My|His|Her|Our|Their|This|That|Who|When|Where|What|Why|And|Or|But|Station|Office|Department|General|Room|Ward|Hospital|Clinic|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Beijing|Shanghai|China)\b/;
const ENGLISH_NAME = "[A-Z][a-z'’-]{1,20}(?: [A-Z][a-z'’-]{1,20}){0,2}";

const english = (kind: LeakKind, lead: string) =>
  rule(
    kind,
    new RegExp(`(?<before>(?:^|[^A-Za-z])(?:${lead}))${ENGLISH_NAME}`, "g"),
    ({ text, start, end }) => !NOT_ENGLISH_NAMES.test(text.slice(start, end)),
  );

export const nameRules: readonly LeakRule[] = [
  after("SELF_NAME", "我|本人|举报人|反映人|署名|落款", {
    link: "(?:名叫|叫做?|姓名[是为]?|名字[是叫]?|是|[:：]) ?",
    explicit: false,
  }),
  rule(
    "SELF_NAME",
    new RegExp(`(?<before>(?:我|本人|免贵)姓)${ANY}`, "gu"),
    ({ text, end }) =>
      !/^\p{Script=Han}{0,1}名/u.test(text.slice(end, end + 2)),
  ),
  english("SELF_NAME", "[Mm]y (?:full |real )?name is |I am called "),
  after("KIN_NAME", KIN, { link: LINK, explicit: false }),
  after("KIN_NAME", KIN, { link: CALLED, explicit: true }),
  english(
    "KIN_NAME",
    "[Mm]y (?:late |elder |younger |older |big |little )?(?:husband|wife|son|daughter|father|mother|dad|mum|mom|brother|sister|uncle|aunt|cousin|grandfather|grandmother|partner|boyfriend|girlfriend),? (?:is called |called |named )?",
  ),
  after("PERSON_NAME", NEAR, { link: LINK, explicit: false }),
  after("PERSON_NAME", NEAR, { link: CALLED, explicit: true }),
  english(
    "PERSON_NAME",
    "(?:my |a |our )(?:colleague|friend|neighbou?r|classmate|boss),? (?:is called |called |named )?",
  ),
  after("PATIENT_NAME", PATIENTS, { link: LINK, explicit: false }),
  after("PATIENT_NAME", PATIENTS, { link: CALLED, explicit: true }),
  english("PATIENT_NAME", "[Pp]atient,? (?:is called |called |named )?"),
  after("PERSON_NAME", TITLES, { link: LINK, explicit: false }),
  after("PERSON_NAME", TITLES, { link: CALLED, explicit: true }),
  after("PERSON_NAME", "有个人|有人|一个人|这个人|那个人|此人|女的|男的", {
    link: CALLED,
    explicit: true,
  }),
  titled(SURE, "", true),
  titled(OFTEN, "", false),
  titled(ANY, GIVEN, false),
  titled(ANY, `${GIVEN}${GIVEN}`, false),
  // 老张, 小李; 张姐, 李总
  rule(
    "PERSON_NAME",
    new RegExp(
      `[老小阿][${SURE_SURNAMES}周黄何高马任余叶程曾钟范史孔段雷武严陆贾韦孟]`,
      "gu",
    ),
    ({ text, start, end }) =>
      CALLS.test(charBefore(text, start)) &&
      /^(?:$|[^\p{Script=Han}]|[在说的和也给跟去把是就让叫讲告问])/u.test(
        charAfter(text, end),
      ) &&
      !beginsLikeAWord(text.slice(start + 1, start + 3)),
  ),
  rule(
    "PERSON_NAME",
    new RegExp(`[${SURE_SURNAMES}](?:姐|哥|总|工|姨|叔|婶|伯)`, "gu"),
    ({ text, start, end }) =>
      CALLS.test(charBefore(text, start)) &&
      /^(?:$|[^\p{Script=Han}]|[在说的和也给跟去把是就让叫讲告问])/u.test(
        charAfter(text, end),
      ),
  ),
  rule(
    "PERSON_NAME",
    new RegExp(
      `(?<before>(?:^|[^A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Doctor|Nurse|Director|Manager|President|Sister|Uncle|Aunt|Auntie)\\.? )${ENGLISH_NAME}`,
      "g",
    ),
    ({ text, start, end }) => !NOT_ENGLISH_NAMES.test(text.slice(start, end)),
  ),
];
