import { defineWords } from "./words";

export const whatWords = defineWords(
  {
    title: "哪些行为可以举报",
    lead: "凡是侵害医疗保障基金的行为，任何组织和个人都有权举报。",
    leadBasis: "《医疗保障基金使用监督管理条例》第三十五条",
    fundsTitle: "哪些基金",
    funds: "基本医疗保险（含生育保险）基金、医疗救助基金等医疗保障基金。",
    listTitle: "按对象看",
    listLead:
      "点开看每一类对象的常见行为。举报时从同一张表里勾选；分类不必很准，工作人员会核对。",
    noList:
      "这一类没有单独的行为清单，举报时直接用文字写明，或者勾选其他对象的行为。",
    regulation: "《医疗保障基金使用监督管理条例》",
    notHereTitle: "哪些事不在这里办",
    notHere: [
      "对服务态度、医疗质量、医疗事故的投诉：请找医疗机构或卫生健康部门。",
      "自己的报销、参保、转移接续问题：请找当地医保经办机构。",
      "欠薪、劳动合同等争议：请找人力资源社会保障部门。",
      "正在打官司、仲裁或者行政复议的事：请在原程序里解决。",
    ],
    begin: "开始举报",
  },
  {
    title: "What can be reported",
    lead: "Everybody has the right to report acts against the medical security funds.",
    leadBasis:
      "Regulation on the Supervision of the Use of Medical Security Funds, art. 35",
    fundsTitle: "Which funds",
    funds:
      "The basic medical insurance funds (maternity included), the medical assistance fund and other medical security funds.",
    listTitle: "By who did it",
    listLead:
      "Open a line to see common acts. In the form you tick them from the same list; it need not be exact, staff will check.",
    noList:
      "There is no list of its own for these. Describe it in your own words, or tick acts of the others.",
    regulation: "Regulation, ",
    notHereTitle: "What does not belong here",
    notHere: [
      "Complaints about manners, quality of care or accidents: to the hospital or the health authority.",
      "Your own reimbursement, enrolment or transfer: to the local medical-insurance agency.",
      "Unpaid wages and labour disputes: to the human resources and social security authority.",
      "Matters already before a court, in arbitration or under administrative review: in that procedure.",
    ],
    begin: "Start a report",
  },
);
