import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * False until scripts run. A form that must never be sent the ordinary way (a password would travel) keeps its button
 * disabled until then.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
