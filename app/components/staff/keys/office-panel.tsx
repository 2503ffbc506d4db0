import { keyWords } from "#app/content/staff-keys";
import { roleWords } from "#app/content/staff-roles";
import { fill } from "#app/content/words";
import type { Role } from "#app/domain/access/roles";
import type {
  OfficeKeysPage,
  OfficeKeysView,
} from "#app/queries/staff-office-keys.server";
import { timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { BackUpKeys } from "./back-up-keys";
import { Digits } from "./digits";
import { RenewKey } from "./renew-key";
import { RewrapLeads } from "./rewrap-leads";
import { ShareKeys } from "./share-keys";

/** Everything about the keys of one office. */
export function OfficePanel({
  office,
  page,
}: {
  readonly office: OfficeKeysView;
  readonly page: OfficeKeysPage;
}) {
  const { language } = usePageLanguage();
  const words = keyWords[language];
  const mine = office.members.find(
    ({ personId }) => personId === page.personId,
  );
  return (
    <section className="panel" id={`office-${office.officeId}`}>
      <h2>{language === "en" ? office.nameEn : office.nameZh}</h2>
      {mine && mine.lacks.length > 0 && (
        <p className="notice">{words.youLack}</p>
      )}
      {office.keys.length > 0 && <KeyTable office={office} page={page} />}
      <RenewKey office={office} page={page} />
      {office.currentId && <RewrapLeads office={office} />}
      <BackUpKeys office={office} recovery={page.recovery} />
      <Members office={office} personId={page.personId} />
    </section>
  );
}

function KeyTable({
  office,
  page,
}: {
  readonly office: OfficeKeysView;
  readonly page: OfficeKeysPage;
}) {
  const words = keyWords[usePageLanguage().language];
  return (
    <>
      <h3>{words.keysTitle}</h3>
      <div className="table-frame">
        <table className="staff-table stack-table">
          <thead>
            <tr>
              <th scope="col">{words.key}</th>
              <th scope="col">{words.madeAt}</th>
              <th scope="col">{words.digits}</th>
              <th scope="col">{words.holders}</th>
              <th scope="col">{words.mine}</th>
              <th scope="col">{words.uses}</th>
              {page.recovery && <th scope="col">{words.backedUp}</th>}
            </tr>
          </thead>
          <tbody>
            {office.keys.map((key) => (
              <tr key={key.id}>
                <td data-label={words.key}>
                  <span>
                    {fill(words.serial, { year: key.year, serial: key.serial })}
                    <span className="fact-note">
                      {key.current ? words.current : words.earlier}
                    </span>
                  </span>
                </td>
                <td data-label={words.madeAt}>{timeText(key.madeAt)}</td>
                <td data-label={words.digits}>
                  <Digits recipient={key.recipient} />
                </td>
                <td data-label={words.holders}>{key.holders}</td>
                <td data-label={words.mine}>
                  {key.mine ? words.mineYes : words.mineNo}
                </td>
                <td data-label={words.uses}>
                  <Uses office={office} keyId={key.id} />
                </td>
                {page.recovery && (
                  <td data-label={words.backedUp}>
                    <span>
                      {key.backedUpTo.includes(page.recovery.recoveryKeyId)
                        ? words.backedUpYes
                        : words.backedUpNo}
                      {key.onOldSheets && (
                        <span className="fact-note">{words.onOldSheets}</span>
                      )}
                    </span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Uses({
  office,
  keyId,
}: {
  readonly office: OfficeKeysView;
  readonly keyId: string;
}) {
  const words = keyWords[usePageLanguage().language];
  const key = office.keys.find(({ id }) => id === keyId)!;
  if (office.isFinance)
    return key.openClaims === 0
      ? words.usesNone
      : fill(words.usesClaims, { count: key.openClaims });
  return key.openLeads === 0
    ? words.usesNone
    : fill(words.usesLeads, { count: key.openLeads });
}

function Members({
  office,
  personId,
}: {
  readonly office: OfficeKeysView;
  readonly personId: string;
}) {
  const { language } = usePageLanguage();
  const words = keyWords[language];
  const heldByMe = office.keys.filter((key) => key.mine).map(({ id }) => id);
  return (
    <>
      <h3>{words.membersTitle}</h3>
      <div className="table-frame">
        <table className="staff-table stack-table">
          <thead>
            <tr>
              <th scope="col">{words.member}</th>
              <th scope="col">{words.roles}</th>
              <th scope="col">{words.digits}</th>
              <th scope="col">{words.state}</th>
            </tr>
          </thead>
          <tbody>
            {office.members.map((member) => (
              <tr key={member.personId} data-person={member.personId}>
                <td data-label={words.member}>
                  <span>
                    {member.displayName}
                    {member.personId === personId && words.you}
                  </span>
                </td>
                <td data-label={words.roles}>
                  {member.roles
                    .map((role) => roleWords[language][role as Role])
                    .join(language === "en" ? ", " : "、")}
                </td>
                <td data-label={words.digits}>
                  <Digits recipient={member.recipient} />
                </td>
                <td data-label={words.state}>
                  {member.lacks.length === 0 ? (
                    <span className="check-mark">
                      {office.currentId ? words.holdsAll : "–"}
                    </span>
                  ) : (
                    <span>
                      {fill(words.lacks, { count: member.lacks.length })}
                      {member.personId !== personId && (
                        <ShareKeys
                          officeId={office.officeId}
                          member={member}
                          keyIds={member.lacks.filter((id) =>
                            heldByMe.includes(id),
                          )}
                        />
                      )}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {office.unenrolled > 0 && (
        <p className="soft">
          {fill(words.unenrolled, { count: office.unenrolled })}
        </p>
      )}
    </>
  );
}
