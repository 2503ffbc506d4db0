import { CodedError } from "#app/domain/shared/coded-error";
import { systemLoader } from "#app/server/guards.server";

export const loader = systemLoader(() => {
  throw new CodedError("NOT_FOUND");
});

export default function NotFound() {
  return null;
}
