/** Remembers what was used until it would have expired anyway, `most` at once; the oldest are forgotten first. */
export function usedOnce(most: number, now: () => number) {
  const used = new Map<string, number>();
  return {
    /** False the second time. */
    use(id: string, expiresAt: number): boolean {
      const known = used.get(id);
      if (known !== undefined && known > now()) return false;
      for (const [old, end] of used) {
        if (end > now() && used.size < most) break;
        used.delete(old);
      }
      used.set(id, expiresAt);
      return true;
    },
  };
}
