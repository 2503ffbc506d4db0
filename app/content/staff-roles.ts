import type { Role } from "#app/domain/access/roles";
import { defineWords } from "./words";

export const roleWords = defineWords(
  {
    INTAKE: "受理",
    INVESTIGATOR: "核查",
    REVIEWER: "复核",
    LEGAL: "法制审核",
    LEADER: "负责人",
    SUPERVISOR: "督办",
    CASHIER: "出纳",
    ACCOUNTANT: "会计",
    FINANCE_HEAD: "财务负责人",
    EDITOR: "信息发布",
    AUDITOR: "审计",
    CUSTODIAN: "密钥保管",
    ADMIN: "系统管理",
    THIRD_PARTY: "受托第三方",
  } satisfies Record<Role, string>,
  {
    INTAKE: "intake",
    INVESTIGATOR: "investigator",
    REVIEWER: "reviewer",
    LEGAL: "legal review",
    LEADER: "leader",
    SUPERVISOR: "supervision",
    CASHIER: "cashier",
    ACCOUNTANT: "accountant",
    FINANCE_HEAD: "head of finance",
    EDITOR: "publication",
    AUDITOR: "audit",
    CUSTODIAN: "key custodian",
    ADMIN: "administration",
    THIRD_PARTY: "entrusted third party",
  },
);
