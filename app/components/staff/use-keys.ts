import { useSyncExternalStore } from "react";
import {
  keyState,
  serverKeyState,
  subscribeKeys,
  type KeyState,
} from "#app/browser/staff/key-client";

export function useKeys(): KeyState {
  return useSyncExternalStore(subscribeKeys, keyState, serverKeyState);
}

export function useUnlocked(): boolean {
  return useKeys().status === "UNLOCKED";
}
