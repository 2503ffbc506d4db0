import { defineWords } from "./words";

/** What `yanlu log verify` says of each thing that is wrong: one sentence each. */
export const logFindingWords = defineWords(
  {
    sentence: {
      TEXT_NOT_READABLE: "记录的文本不是日志记录的格式。",
      TEXT_NOT_CANONICAL: "记录的文本不是规范写法，说明写入后被改过。",
      KIND_UNKNOWN: "没有 {kind} 这种记录。",
      VERSION_UNKNOWN: "{kind} 没有第 {version} 版的格式。",
      CONTENT_NOT_LEGAL: "记录内容不符合该类记录的格式（{field}）。",
      INNER_CHANGED:
        "内部部分与公开部分中的散列值不符：内部部分被改动、补上或去掉。",
      CAUSE_NOT_LEGAL: "记录中的人员或时间与该类记录不符。",
      COLUMN_DIFFERS: "{column} 列与被散列的文本不一致：该列被改过。",
      LEAF_COLUMN_CHANGED:
        "leaf_hash 列不是文本的散列值，而文本与树一致：该列被改过。",
      ENTRY_CHANGED: "文本不是进入日志树时的文本：写入后被改过。",
      ENTRY_REPLACED: "此处原有的记录被换成了另一条。",
      ENTRY_MOVED: "记录被移动：原在第 {was} 位，现在第 {to} 位。",
      ENTRY_INSERTED:
        "此处插入了一条不在日志树中的记录，其后 {moved} 条因此后移。",
      ENTRY_REMOVED: "此处原有的记录被删去，其后 {moved} 条因此前移。",
      ENTRIES_MISSING:
        "第 {from} 至 {to} 位的记录不见了，而日志树中有它们的散列值。",
      LOG_TRUNCATED:
        "日志末尾第 {from} 至 {to} 位的记录不见了，而日志树中有它们的散列值。",
      NOT_IN_TREE: "记录不在日志树中：是事后添加的，或者树被截短。",
      ORDER_IN_CUT: "记录在这一批中的位置不符合排序规则。",
      TILE_CHANGED:
        "散列块 {level}/{tile} 被改过：与第 {from} 至 {to} 位的记录不符，而签过名的正是这些记录。",
      TILE_MISSING: "散列块 {tile} 缺少或不完整。",
      TILE_SPARE: "散列块 {level}/{tile} 超出日志的末尾。",
      CUT_WITHOUT_CHECKPOINT:
        "这批记录已封存，但没有对应的检查点：检查点被删。",
      PROMISE_NOT_KEPT:
        "记录还在等待，而日志已封存到 {complete}：没有按承诺进入日志树。",
      FIGURES_DIFFER:
        "公布的数据不是日志所记的那一份：被改动或者删除（当日现有 {rows} 份）。",
      CHECKPOINT_NOT_READABLE: "大小为 {size} 的检查点格式不对，或者签名不对。",
      CHECKPOINT_DIFFERS:
        "大小为 {size} 的检查点的 {field} 与已签名的文本不符。",
      CHECKPOINT_UNSIGNED: "大小为 {size} 的检查点没有当时的日志密钥的签名。",
      CHECKPOINT_BACKWARDS: "大小为 {size} 的检查点早于它前面的检查点。",
      CHECKPOINT_WITHOUT_CUT:
        "大小为 {size} 的检查点之前最后一条不是同一天的封存记录。",
      CHECKPOINT_BEYOND:
        "有大小为 {size} 的检查点，而日志只有 {end} 条：末尾被截去。",
      LOG_REWRITTEN:
        "第 {from} 至 {to} 位的记录和散列块都不是大小为 {size} 的检查点所签的：签名之后被一起改写。",
      KEY_DIFFERS: "日志密钥 {key} 在密钥表与日志记录中不一致。",
      KEY_CHANGE_ONE_SIDED:
        "大小为 {size} 的检查点最先含有密钥变更，却没有变更前的密钥 {key} 的签名。",
      CHECKPOINT_OTHER_KEY:
        "大小为 {size} 的检查点还有密钥 {key} 的签名，而这个密钥当时不在使用期内。",
      COSIGNATURE_WRONG:
        "见证方 {witness} 对大小为 {size} 的检查点的签名不对。",
      SAVED_NOT_READABLE: "{name} 不是检查点，或者签名不对。",
      SAVED_OF_ANOTHER_LOG: "{name} 是另一个日志的检查点。",
      SAVED_UNSIGNED:
        "{name} 没有本日志任何已知密钥的签名：不是本日志的，或者日志换了没有公布的密钥。",
      SAVED_BEYOND: "{name} 的大小是 {size}，而日志只有 {end} 条：末尾被截去。",
      SPLIT_VIEW:
        "日志不是 {name} 所签的那一份：第 {from} 至 {to} 位中有记录与当时出示的不同。",
      LEAD_UNKNOWN: "此线索有记录，却没有收到举报的记录。",
      LEAD_RECEIVED_TWICE: "同一线索两次收到举报。",
      STATE_NOT_LEGAL: "在 {state} 状态下不能有这一步。",
      GATE_SKIPPED:
        "缺少必经的一步（{state}）：没有核查记录，或者没有第二人确认的认定结果就办结。",
      NOT_THE_OWNER: "做这一步的不是承办人。",
      DUTIES_NOT_SEPARATE: "同一个人做了必须由不同的人做的事。",
      FINDING_DIFFERS: "确认或退回的认定结果不是待确认的那一个。",
      FIGURES_NOT_LEGAL: "认定的金额相互矛盾。",
      CODE_UNKNOWN: "记录中有不存在的代码。",
      OUTCOME_DIFFERS: "办结结果与认定结果不符（应为 {expected}）。",
      WRONG_OFFICE: "记录的机构不是当时处理该线索的机构。",
      CHANGED_WHILE_OFFERED: "移交等待答复期间线索被改动。",
      HAND_OVER_ONE_SIDED:
        "移交没有双方的一致行为：没有提出，或者答复的不是接收方。",
      STRUCK_OUT_OFFICE_BACK: "举报人排除的机构又得到了该线索。",
      IDENTITY_NOT_GIVEN: "查看了举报人没有提供过的身份。",
      IDENTITY_WITHOUT_REASON: "查看举报人身份没有法定理由（{reason}）。",
      CLOCK_NOT_LEGAL: "期限的变动不合规则（{stage}，应到日 {due}）。",
      LIMIT_DIFFERS:
        "期限的最后一天不是按工作日历和规定算出的那一天（应为 {expected}，记为 {told}）。",
      LIMIT_NOT_NOTED:
        "线索 {lead} 的期限（{stage}）最后一天是 {due}，已经过去，既没有办理，也没有记下逾期。",
      FACT_NOT_LINKED: "关联事实的记录前后不符：重复关联，或者取消没有关联的。",
      REWARD_DIFFERS:
        "审批的奖励与初核的不同（初核 {made} 分，审批 {approved} 分）。",
      ABOVE_CEILING: "奖励 {fen} 分高于当时的上限 {ceiling} 分。",
      CLAIM_NOT_OPEN: "没有待支付的这一申领：从未申领，或者已经支付。",
      AMOUNT_DIFFERS:
        "金额与审批的不同（应为 {expected} 分，记为 {found} 分）。",
      LEDGER_UNBALANCED: "记账 {onceKey} 借贷不平。",
      POSTINGS_WRONG:
        "记账 {onceKey} 的科目或金额不是这类记账应有的（{amount} 分）。",
      NOT_BOOKED: "这一步必须记账，账上没有。",
      BOOKED_WITHOUT_CAUSE: "记账 {onceKey} 没有相应的决定，或者记了两次。",
      BOOK_CHANGED: "奖励的记账换了账簿：机构或预算年度与审批时不同。",
      BUDGET_EXCEEDED: "审批后预算为负，差 {short} 分。",
      SUMS_DIFFER:
        "科目 {account} 的余额是 {found} 分，按决定应为 {expected} 分。",
      NOT_IN_THIS_ROLE: "此人在该机构没有做这件事的角色（需要 {roles}）。",
      ACTED_AFTER_LEAVING: "此人离任以后还有行为。",
      KEY_SHARED_BY_OUTSIDER:
        "分享机构密钥的人自己没有这个密钥，或者恢复没有先开始。",
      CUT_BACKWARDS: "封存的日期早于前一次（{before}）。",
      DAY_DIFFERS: "记录的日期（{day}）不是其中时间所在的那一天。",
      ENTRY_BACKDATED:
        "记录的日期是 {day}，而在它进入之前，日志已声明到 {complete} 为止是完整的：日期被提前。",
    },
  },
  {
    sentence: {
      TEXT_NOT_READABLE: "The text is not that of a log entry.",
      TEXT_NOT_CANONICAL:
        "The text is not in its canonical form: it was changed after it was written.",
      KIND_UNKNOWN: "There is no kind of entry called {kind}.",
      VERSION_UNKNOWN: "{kind} has no schema version {version}.",
      CONTENT_NOT_LEGAL: "The content does not fit its kind ({field}).",
      INNER_CHANGED:
        "The inner part is not the one whose hash stands in the open part: it was changed, added or removed.",
      CAUSE_NOT_LEGAL: "Person or time do not fit this kind of entry.",
      COLUMN_DIFFERS:
        "The column {column} is not what the hashed text says: the column was changed.",
      LEAF_COLUMN_CHANGED:
        "The column leaf_hash is not the hash of the text, and the text is the one in the tree: the column was changed.",
      ENTRY_CHANGED:
        "The text is not the one that went into the tree: it was changed afterwards.",
      ENTRY_REPLACED:
        "Another entry was put in the place of the one that stood here.",
      ENTRY_MOVED:
        "The entry was moved: it stood at {was} and stands at {to} now.",
      ENTRY_INSERTED:
        "An entry that is not in the tree was put in here; {moved} after it moved up.",
      ENTRY_REMOVED:
        "The entry that stood here was taken out; {moved} after it moved down.",
      ENTRIES_MISSING:
        "Entries {from} to {to} are gone; the tree still holds their hashes.",
      LOG_TRUNCATED:
        "The end of the log is cut off: entries {from} to {to} are gone, and the tree still holds their hashes.",
      NOT_IN_TREE:
        "The entry is not in the tree: it was added by hand, or the tree was cut off.",
      ORDER_IN_CUT:
        "The entry does not stand where the order of its cut puts it.",
      TILE_CHANGED:
        "Tile {level}/{tile} was changed: it does not fit entries {from} to {to}, which are the ones that were signed.",
      TILE_MISSING: "Tile {tile} is missing or not complete.",
      TILE_SPARE: "Tile {level}/{tile} reaches beyond the end of the log.",
      CUT_WITHOUT_CHECKPOINT:
        "The log was cut here and there is no checkpoint of it: the checkpoint was removed.",
      PROMISE_NOT_KEPT:
        "The entry still waits, and the log was cut up to {complete}: it did not go into the tree when it was promised to.",
      FIGURES_DIFFER:
        "The published figures are not the ones the log tells of: they were changed or removed ({rows} of that day are left).",
      CHECKPOINT_NOT_READABLE:
        "The checkpoint of size {size} is malformed or its signature is wrong.",
      CHECKPOINT_DIFFERS:
        "{field} of the checkpoint of size {size} is not what its signed text says.",
      CHECKPOINT_UNSIGNED:
        "The checkpoint of size {size} is not signed with the key the log had then.",
      CHECKPOINT_BACKWARDS:
        "The checkpoint of size {size} is older than the one before it.",
      CHECKPOINT_WITHOUT_CUT:
        "The last entry before the checkpoint of size {size} is not the cut of its day.",
      CHECKPOINT_BEYOND:
        "There is a checkpoint of size {size}, and the log holds {end} entries: its end was cut off.",
      LOG_REWRITTEN:
        "Entries {from} to {to} and their tiles are not what the checkpoint of size {size} signed: they were rewritten together afterwards.",
      KEY_DIFFERS:
        "The key {key} of the log is not the same in the table of keys and in the entries.",
      KEY_CHANGE_ONE_SIDED:
        "The checkpoint of size {size} is the first that holds a change of key, and the key before it, {key}, did not sign it.",
      CHECKPOINT_OTHER_KEY:
        "The checkpoint of size {size} also bears a signature of the key {key}, which was not in use then.",
      COSIGNATURE_WRONG:
        "The signature of the witness {witness} on the checkpoint of size {size} is wrong.",
      SAVED_NOT_READABLE: "{name} is no checkpoint, or its signature is wrong.",
      SAVED_OF_ANOTHER_LOG: "{name} is a checkpoint of another log.",
      SAVED_UNSIGNED:
        "{name} is signed with no key this log is known to have: it is not of this log, or the log changed its key in silence.",
      SAVED_BEYOND:
        "{name} is of size {size}, and the log holds {end} entries: its end was cut off.",
      SPLIT_VIEW:
        "This is not the log that {name} signed: among entries {from} to {to} something differs from what was shown then.",
      LEAD_UNKNOWN:
        "There are entries of this lead and none of a tip that was received.",
      LEAD_RECEIVED_TWICE: "The tip of one lead was received twice.",
      STATE_NOT_LEGAL: "This step is not possible in the state {state}.",
      GATE_SKIPPED:
        "A gate was skipped ({state}): closed without a record of the check, or without findings that a second person confirmed.",
      NOT_THE_OWNER:
        "Somebody other than the investigator of the lead took this step.",
      DUTIES_NOT_SEPARATE: "One person did what two different people must do.",
      FINDING_DIFFERS:
        "The findings that were answered are not the ones that waited.",
      FIGURES_NOT_LEGAL: "The amounts of the findings contradict each other.",
      CODE_UNKNOWN: "The entry holds a code that does not exist.",
      OUTCOME_DIFFERS:
        "The lead was closed with another outcome than its findings have ({expected}).",
      WRONG_OFFICE: "The office of the entry is not the one that had the lead.",
      CHANGED_WHILE_OFFERED:
        "The lead was changed while a hand-over waited for its answer.",
      HAND_OVER_ONE_SIDED:
        "The hand-over lacks one of its sides: it was not offered, or somebody else than the receiving office answered.",
      STRUCK_OUT_OFFICE_BACK:
        "An office that the tipster struck out got the lead again.",
      IDENTITY_NOT_GIVEN: "An identity was opened that the tipster never gave.",
      IDENTITY_WITHOUT_REASON:
        "The identity was opened without one of the reasons there are ({reason}).",
      CLOCK_NOT_LEGAL:
        "The time limit was changed or missed against its rules ({stage}, due {due}).",
      LIMIT_DIFFERS:
        "The last day of the time limit is not the one that calendar and law give ({expected}; the entry says {told}).",
      LIMIT_NOT_NOTED:
        "A time limit of lead {lead} passed on {due} ({stage}): nothing was done, and nobody noted that it was missed.",
      FACT_NOT_LINKED:
        "Linked to a fact twice, or unlinked from one it was not linked to.",
      REWARD_DIFFERS:
        "The reward decided differs from the one made ({made} fen made, {approved} fen decided).",
      ABOVE_CEILING:
        "A reward of {fen} fen is above the ceiling in force, {ceiling} fen.",
      CLAIM_NOT_OPEN:
        "No such claim waits for payment: it was never made, or was paid before.",
      AMOUNT_DIFFERS:
        "The amount is not the one decided ({expected} fen decided, {found} fen here).",
      LEDGER_UNBALANCED: "The booking {onceKey} does not balance.",
      POSTINGS_WRONG:
        "The booking {onceKey} has other accounts or amounts than its kind makes ({amount} fen).",
      NOT_BOOKED: "This step must be booked, and the books do not have it.",
      BOOKED_WITHOUT_CAUSE:
        "The booking {onceKey} has no decision behind it, or stands there twice.",
      BOOK_CHANGED:
        "The reward changed its book: office or budget year differ from those of its approval.",
      BUDGET_EXCEEDED: "The approval takes the budget {short} fen below zero.",
      SUMS_DIFFER:
        "Account {account} holds {found} fen; what was decided comes to {expected} fen.",
      NOT_IN_THIS_ROLE:
        "This person holds no role in that office that may do this ({roles}).",
      ACTED_AFTER_LEAVING: "This person acted after having left.",
      KEY_SHARED_BY_OUTSIDER:
        "Who shared the office key did not hold it, or the recovery had not been started.",
      CUT_BACKWARDS:
        "The cut is of an earlier day than the one before ({before}).",
      DAY_DIFFERS:
        "The day of the entry ({day}) is not the one on which its time lies.",
      ENTRY_BACKDATED:
        "The entry is of {day}, and before it went in the log was said to be complete up to {complete}: it was backdated.",
    },
  },
);
