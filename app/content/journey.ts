/**
 * What the people of `yanlu journey` type: test input in Chinese, the first language of the portal, shown to nobody. `{…}` as in
 * `fill`.
 */
export const journeyWords = {
  tipster: {
    nameUnknown: "不清楚名称",
    name: "举报人{id}",
    contact: "方式 {id}@example.invalid",
    when: "大约从去年春天开始",
    howKnown: "亲眼所见 {mark}",
    answer: "补充：{mark}\n是三月的事。",
    payeeName: "收款人{id}",
    payeeBank: "某银行{id}支行",
  },
  files: {
    photo: "现场照片",
    bill: "票据",
    feeList: "费用清单",
    chat: "聊天记录",
    content: "{mark}\n项目,数量,金额\n床位费,3,120.00\n",
  },
  staff: {
    question: "请补充 {mark} 的时间。",
    refused: "不符合受理条件。{mark}",
    accepted: "线索明确，予以受理。{mark}",
    checked: "调取结算明细并逐笔核对。{mark}",
    filed: "符合立案条件。{mark}",
    found: "按核查记录认定。{mark}",
    closed: "处理完毕，予以办结。{mark}",
    lowest: "按最低档提出",
  },
} as const;
