// The upload routes as a process of their own, over a store that stands still where the test wants to kill it.
import { once } from "node:events";
import { connectDatabase } from "#app/server/database.server";
import { parseStorageUrl } from "#app/server/env.server";
import { openStorage } from "#app/server/storage.server";
import { finishedKey } from "#app/services/tip/upload-objects.server";
import type { SealedStorage } from "#app/services/ports";
import { TestClock } from "#test/factories/portal-world";
import { openUploadDesk, uploadDeps } from "#test/setup/upload-desk";

const { DATABASE_URL, STORAGE_URL, STAND_STILL } = process.env;
const still = () => {
  process.send!("still");
  return new Promise<never>(() => {});
};
const store = openStorage(parseStorageUrl(STORAGE_URL!));
/** Keys of finished files are made of upload ids; this process knows those it was asked about. */
const isFinished = (key: string) =>
  key === finishedKey(process.env.UPLOAD_ID ?? "");

const storage: SealedStorage = {
  get: (key) => store.get(key),
  check: () => store.check(),
  async put(key, source) {
    if (!isFinished(key)) return store.put(key, source);
    if (STAND_STILL === "WHILE_JOINING") {
      let pieces = 0;
      return store.put(
        key,
        source.pipeThrough(
          new TransformStream({
            async transform(chunk, controller) {
              controller.enqueue(chunk);
              if (++pieces === 3) await still();
            },
          }),
        ),
      );
    }
    const done = await store.put(key, source);
    if (STAND_STILL === "JOINED") await still();
    return done;
  },
  async delete(key) {
    if (STAND_STILL === "BEFORE_PARTS_GO") await still();
    await store.delete(key);
  },
};
const desk = await openUploadDesk(
  uploadDeps({
    db: connectDatabase(DATABASE_URL!),
    storage,
    clock: new TestClock(),
  }),
);
process.send!(desk.origin);
await once(process, "disconnect");
process.exit(0);
