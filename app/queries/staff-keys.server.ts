import { toBase64Url } from "#app/crypto/encoding";
import type { Deps, StaffActor } from "#app/services/ports";

/** The wraps that a member's browser opens with the password: user key, then the office keys. Own ones only. */
export async function staffKeys(deps: Pick<Deps, "db">, actor: StaffActor) {
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: {
      userKeyWrap: true,
      keyWraps: {
        select: {
          ciphertext: true,
          officeKey: {
            select: {
              id: true,
              officeId: true,
              year: true,
              serial: true,
              current: true,
              recipient: true,
              office: { select: { nameZh: true, nameEn: true } },
            },
          },
        },
      },
    },
  });
  return {
    person: {
      id: actor.personId,
      displayName: actor.displayName,
      officeId: actor.officeId,
      roles: actor.roles,
    },
    userKeyWrap: person.userKeyWrap && toBase64Url(person.userKeyWrap),
    officeKeys: person.keyWraps.map(({ ciphertext, officeKey }) => ({
      officeKeyId: officeKey.id,
      officeId: officeKey.officeId,
      officeName: officeKey.office.nameZh,
      officeNameEn: officeKey.office.nameEn,
      year: officeKey.year,
      serial: officeKey.serial,
      /** what is sealed anew goes to this one */
      current: officeKey.current,
      recipient: officeKey.recipient,
      wrap: toBase64Url(ciphertext),
    })),
  };
}
