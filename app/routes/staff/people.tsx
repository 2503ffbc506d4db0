import type { MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { SelectField, TextField } from "#app/components/staff/fields";
import { Empty, listQuery, Pager } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import {
  InvitationLink,
  type ShownInvitation,
} from "#app/components/staff/people/invitation-link";
import { InviteDialog } from "#app/components/staff/people/invite-form";
import {
  AddOfficeDialog,
  OfficeDialog,
  type SetOffice,
} from "#app/components/staff/people/office-forms";
import { useHydrated } from "#app/components/staff/use-hydrated";
import { peopleWords } from "#app/content/staff-people";
import { roleWords } from "#app/content/staff-roles";
import { fill } from "#app/content/words";
import { staffPeople } from "#app/queries/staff-people.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navPeople);

export const loader = staffLoader(
  { can: "people.manage" },
  async ({ deps, actor, request }) => {
    const query = new URL(request.url).searchParams;
    const filter = {
      officeId: query.get("office") ?? "",
      text: (query.get("q") ?? "")
        .normalize("NFKC")
        .replace(/\p{Cc}/gu, "")
        .trim()
        .slice(0, 64),
    };
    const { page } = listQuery(request);
    return { ...(await staffPeople(deps, actor, { ...filter, page })), filter };
  },
);

type Office = Awaited<ReturnType<typeof staffPeople>>["offices"][number];

export default function PeoplePage() {
  const { offices, choices, page, pages, filter } =
    useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const hydrated = useHydrated();
  const [open, setOpen] = useState<"INVITE" | "OFFICE" | null>(null);
  const [settings, setSettings] = useState<SetOffice | null>(null);
  const [shown, setShown] = useState<ShownInvitation | null>(null);
  const [done, setDone] = useState("");
  const isFiltered = filter.officeId !== "" || filter.text !== "";
  const close = () => {
    setOpen(null);
    setSettings(null);
  };
  const finish = (sentence: string) => {
    close();
    setDone(sentence);
  };
  return (
    <>
      <h1>{words.title}</h1>
      <p className="soft">{words.lead}</p>
      <div className="actions people-actions">
        <button
          type="button"
          disabled={!hydrated || choices.length === 0}
          onClick={() => setOpen("INVITE")}
        >
          {words.invite}
        </button>
        <button
          type="button"
          className="second"
          disabled={!hydrated}
          onClick={() => setOpen("OFFICE")}
        >
          {words.addOffice}
        </button>
      </div>
      <p role="status" className="done">
        {done}
      </p>
      {choices.length > 1 && (
        <Form method="get" className="filters" key={JSON.stringify(filter)}>
          <SelectField
            name="office"
            label={words.office}
            noneLabel={words.allOffices}
            choices={choices.map(({ id, nameZh, nameEn }) => ({
              value: id,
              label: language === "en" ? nameEn : nameZh,
            }))}
            defaultValue={filter.officeId}
          />
          <TextField
            name="q"
            label={words.search}
            defaultValue={filter.text}
            maxLength={64}
          />
          <div className="actions">
            <button type="submit" className="second">
              {words.find}
            </button>
            {isFiltered && <Link to="?">{words.findAll}</Link>}
          </div>
        </Form>
      )}
      {offices.length === 0 && (
        <Empty text={isFiltered ? words.noneFound : words.noOffices} />
      )}
      {offices.map((office) => (
        <OfficePanel
          key={office.id}
          office={office}
          onSettings={hydrated ? () => setSettings(office) : null}
        />
      ))}
      <Pager page={page} pages={pages} />
      <InviteDialog
        open={open === "INVITE"}
        offices={choices}
        onClose={close}
        onInvited={(invited) => {
          close();
          setShown(invited);
        }}
      />
      <AddOfficeDialog
        open={open === "OFFICE"}
        offices={choices}
        onClose={close}
        onDone={finish}
      />
      <OfficeDialog
        office={settings}
        offices={choices}
        onClose={close}
        onDone={finish}
      />
      <InvitationLink shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

function OfficePanel({
  office,
  onSettings,
}: {
  readonly office: Office;
  readonly onSettings: (() => void) | null;
}) {
  const { language, prefix } = usePageLanguage();
  const words = peopleWords[language];
  const isEnglish = language === "en";
  const finance = office.financeOffice;
  return (
    <section className="panel office" aria-labelledby={`office-${office.id}`}>
      <div className="office__head">
        <div>
          <h2 id={`office-${office.id}`}>
            {isEnglish ? office.nameEn : office.nameZh}
          </h2>
          <p className="soft">
            {[
              office.code,
              words.kindName[office.kind],
              (isEnglish ? office.area.nameEn : null) ?? office.area.nameZh,
              office.keyYear === null
                ? words.keyNone
                : fill(words.keyOf, { year: office.keyYear }),
              ...(office.kind === "FINANCE"
                ? []
                : [
                    office.takesTips ? words.takesTipsYes : words.takesTipsNo,
                    `${words.financeOffice}${isEnglish ? ": " : "："}${
                      (isEnglish ? finance?.nameEn : finance?.nameZh) ??
                      words.noFinanceOffice
                    }`,
                  ]),
            ].join(" · ")}
          </p>
        </div>
        {office.kind !== "FINANCE" && (
          <button
            type="button"
            className="second"
            disabled={onSettings === null}
            aria-describedby={`office-${office.id}`}
            onClick={() => onSettings?.()}
          >
            {words.officeSettings}
          </button>
        )}
      </div>
      {office.people.length === 0 ? (
        <p className="soft">{words.noPeople}</p>
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table people-table">
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.loginName}</th>
                <th scope="col">{words.roles}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.keys}</th>
              </tr>
            </thead>
            <tbody>
              {office.people.map((person) => (
                <tr key={person.id} data-person={person.loginName}>
                  <td data-label={words.name}>
                    <Link to={`/${prefix}/staff/people/${person.id}`}>
                      {person.displayName}
                    </Link>
                  </td>
                  <td data-label={words.loginName} className="wrap">
                    {person.loginName}
                  </td>
                  <td data-label={words.roles}>
                    {person.roles
                      .map((role) => roleWords[language][role])
                      .join(isEnglish ? ", " : "、")}
                  </td>
                  <td data-label={words.state}>
                    <span className="state" data-person-state={person.state}>
                      {words.stateName[person.state]}
                    </span>
                  </td>
                  <td data-label={words.keys}>
                    {person.state === "LEFT" || !person.needsKeys
                      ? words.keysNotNeeded
                      : person.hasKeys
                        ? words.keysHeld
                        : words.keysMissing}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
