import { permissionsOfRole, type Permission } from "../access/permissions";
import { roles as allRoles, type Role } from "../access/roles";
import { leadRules } from "../lead/decide";
import { textOf, textsOf, type LogFact, type ReportFault } from "./log-fact";

const rolesWith = (permission: Permission): readonly Role[] =>
  allRoles.filter((role) => permissionsOfRole[role].includes(permission));
const readers = rolesWith("lead.read");
const keepers: readonly Role[] = ["INTAKE", "LEADER"];

/** Which roles an act needs, one of them in the office of its entry. What is not here is not judged. */
const rolesFor: Readonly<Record<string, readonly Role[]>> = {
  LEAD_OPENED: readers,
  FILE_OPENED: readers,
  LEAD_OPENED_AGAIN: readers,
  FILE_OPENED_AGAIN: readers,
  CASE_DOCUMENT_OPENED: readers,
  LEAD_EXPORTED: readers,
  LEAD_PRINTED: readers,
  IDENTITY_OPENED: rolesWith("identity.open"),
  LEAD_TAKEN_UP: leadRules.TAKE_UP.roles,
  LEAD_ACCEPTED: leadRules.ACCEPT.roles,
  LEAD_REFUSED: leadRules.REFUSE.roles,
  LEAD_TRANSFERRED: leadRules.TRANSFER.roles,
  LEAD_ASSIGNED: leadRules.ASSIGN.roles,
  CHECK_STARTED: leadRules.START_CHECK.roles,
  FILING_DECIDED: leadRules.DECIDE_FILING.roles,
  FINDINGS_RECORDED: leadRules.RECORD_FINDINGS.roles,
  FINDINGS_CONFIRMED: leadRules.CONFIRM_FINDINGS.roles,
  FINDINGS_SENT_BACK: leadRules.SEND_BACK_FINDINGS.roles,
  LEAD_CLOSED: leadRules.CLOSE.roles,
  HAND_OVER_OFFERED: keepers,
  HAND_OVER_CONFIRMED: keepers,
  HAND_OVER_REFUSED: keepers,
  HAND_OVER_WITHDRAWN: keepers,
  REWARD_APPROVED: ["LEADER"],
  CLAIM_OPENED: rolesWith("finance.read"),
  CLAIM_ENTERED: ["CASHIER"],
  CLAIM_AUTHORISED: ["ACCOUNTANT"],
  CLAIM_SIGNED: ["FINANCE_HEAD"],
};

const keyKinds: ReadonlySet<string> = new Set([
  "OFFICE_KEY_MADE",
  "OFFICE_KEY_SHARED",
  "OFFICE_KEY_UNSHARED",
  "OFFICE_KEY_RECOVERED",
  "RECOVERY_STARTED",
]);
const peopleKinds: ReadonlySet<string> = new Set([
  "PERSON_INVITED",
  "PERSON_ADDED",
  "PERSON_ROLES_SET",
  "PERSON_LEFT",
]);

/** A request under way when a colleague leaves may end after it; clocks of machines differ a little. */
const GRACE_MS = 60_000;
/** roles that were given without saying in which office they count */
const ANY_OFFICE = "*";

type Holder = {
  readonly roles: Map<string, Set<string>>;
  leftAt: string | null;
};

/**
 * Who may act, and who holds which office key, as far as the log says it: of people and keys made before the log nothing is
 * judged. Entries of one cut have no order between them, so what somebody held at any moment of a cut counts for all of it.
 */
export class PeopleReplay {
  private readonly people = new Map<string, Holder>();
  /** office key → who holds it; only keys whose making is in the log */
  private readonly holders = new Map<string, Set<string>>();
  private readonly recoveries = new Set<string>();
  private acts: LogFact[] = [];
  private changes: LogFact[] = [];

  constructor(private readonly report: ReportFault) {}

  wait(fact: LogFact): void {
    if (keyKinds.has(fact.kind) || peopleKinds.has(fact.kind))
      this.changes.push(fact);
    // of those who came before the log nothing is known, and none of their acts need wait
    if (fact.personId !== null && fact.at !== null) this.acts.push(fact);
  }

  endCut(): void {
    this.changes.sort(
      (a, b) => (a.at ?? "").localeCompare(b.at ?? "") || a.index - b.index,
    );
    const losses: (() => void)[] = [];
    for (const fact of this.changes)
      if (peopleKinds.has(fact.kind)) this.personChanges(fact, losses);
    this.keysChange(losses);
    for (const fact of this.acts) this.judge(fact);
    for (const lose of losses) lose();
    this.acts = [];
    this.changes = [];
  }

  private holder(personId: string): Holder {
    let found = this.people.get(personId);
    if (!found) {
      found = { roles: new Map(), leftAt: null };
      this.people.set(personId, found);
    }
    return found;
  }

  private personChanges(fact: LogFact, losses: (() => void)[]): void {
    const given = textsOf(fact, "roles");
    const office = fact.officeId ?? ANY_OFFICE;
    switch (fact.kind) {
      case "PERSON_LEFT":
        this.holder(textOf(fact, "leftPersonId")).leftAt = fact.at;
        return;
      case "PERSON_ROLES_SET": {
        const { roles } = this.holder(textOf(fact, "ofPersonId"));
        for (const role of given) add(roles, office, role);
        losses.push(() => {
          roles.set(office, new Set(given));
          // an invitation names the roles of all offices together; from now on this office's are known
          const unplaced = roles.get(ANY_OFFICE);
          for (const role of unplaced ?? [])
            if (!given.includes(role)) unplaced!.delete(role);
        });
        return;
      }
      default: {
        const person =
          fact.kind === "PERSON_INVITED"
            ? textOf(fact, "invitedPersonId")
            : (fact.personId ?? "");
        const holder = this.holder(person);
        holder.leftAt = null;
        for (const role of given) add(holder.roles, ANY_OFFICE, role);
      }
    }
  }

  private keysChange(losses: (() => void)[]): void {
    const shares: LogFact[] = [];
    for (const fact of this.changes) {
      const key = textOf(fact, "officeKeyId");
      switch (fact.kind) {
        case "OFFICE_KEY_MADE":
          this.holders.set(key, new Set([fact.personId ?? ""]));
          break;
        case "RECOVERY_STARTED":
          this.recoveries.add(
            `${fact.officeId} ${textOf(fact, "recoveryKeyId")}`,
          );
          break;
        case "OFFICE_KEY_SHARED":
        case "OFFICE_KEY_RECOVERED":
          shares.push(fact);
          break;
        default:
      }
    }
    let open = shares;
    // whoever was given a key in this cut may have shared it on in the same cut
    for (let before = Infinity; open.length < before;) {
      before = open.length;
      open = open.filter((fact) => {
        const holders = this.holders.get(textOf(fact, "officeKeyId"));
        if (holders && !this.maySharing(fact, holders)) return true;
        holders?.add(textOf(fact, "toPersonId"));
        return false;
      });
    }
    for (const fact of open) {
      this.report("KEY_SHARED_BY_OUTSIDER", fact);
      this.holders
        .get(textOf(fact, "officeKeyId"))
        ?.add(textOf(fact, "toPersonId"));
    }
    for (const fact of this.changes)
      if (fact.kind === "OFFICE_KEY_UNSHARED") {
        const holders = this.holders.get(textOf(fact, "officeKeyId"));
        const from = textOf(fact, "fromPersonId");
        const sharedAgain = shares.some(
          (share) =>
            textOf(share, "officeKeyId") === textOf(fact, "officeKeyId") &&
            textOf(share, "toPersonId") === from &&
            (share.at ?? "") > (fact.at ?? ""),
        );
        if (!sharedAgain) losses.push(() => holders?.delete(from));
      }
  }

  private maySharing(fact: LogFact, holders: ReadonlySet<string>): boolean {
    return fact.kind === "OFFICE_KEY_SHARED"
      ? holders.has(fact.personId ?? "")
      : this.recoveries.has(
          `${fact.officeId} ${textOf(fact, "recoveryKeyId")}`,
        );
  }

  private judge(fact: LogFact): void {
    const person = this.people.get(fact.personId!);
    if (!person) return;
    if (
      person.leftAt !== null &&
      Date.parse(fact.at!) > Date.parse(person.leftAt) + GRACE_MS
    )
      this.report("ACTED_AFTER_LEAVING", fact);
    const needed = rolesFor[fact.kind];
    if (!needed || person.roles.size === 0) return;
    const held = [
      ...(person.roles.get(fact.officeId ?? "") ?? []),
      ...(person.roles.get(ANY_OFFICE) ?? []),
    ];
    if (!needed.some((role) => held.includes(role)))
      this.report("NOT_IN_THIS_ROLE", fact, { roles: needed.join(", ") });
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const found = map.get(key);
  if (found) found.add(value);
  else map.set(key, new Set([value]));
}
