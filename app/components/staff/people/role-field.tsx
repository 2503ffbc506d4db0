import { roleWords } from "#app/content/staff-roles";
import { peopleWords } from "#app/content/staff-people";
import { roles, type Role } from "#app/domain/access/roles";
import { rolesFor, type OfficeKind } from "#app/domain/access/roles-in-office";
import { ChoiceField, type FieldRefusals } from "../fields";
import { usePageLanguage } from "../page-language";

/** The duties that exist in an office of this kind. */
export function RoleField({
  kind,
  held = [],
  refusals,
}: {
  readonly kind: OfficeKind;
  readonly held?: readonly Role[];
  readonly refusals: FieldRefusals;
}) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  return (
    <ChoiceField
      name="roles"
      label={words.roles}
      hint={words.rolesHint}
      many
      inline
      choices={rolesFor(kind, roles).map((role) => ({
        value: role,
        label: roleWords[language][role],
      }))}
      defaultValue={held}
      refusals={refusals}
    />
  );
}
