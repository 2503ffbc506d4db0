import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import {
  CHALLENGE_MILLIS,
  newPasskeyChallenge,
  takePasskeyChallenge,
  type ChallengePurpose,
} from "#app/services/staff/passkey-challenge.server";
import { refusal } from "#test/factories/play";
import { makeWorld, type World } from "#test/factories/portal-world";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
afterEach(() => world.db.passkeyChallenge.deleteMany());

const ask = (purpose: ChallengePurpose) =>
  newPasskeyChallenge(world.deps, { purpose, personId: null });
const waiting = () => world.db.passkeyChallenge.count();

async function flood(purpose: ChallengePurpose) {
  const expiresAt = new Date(
    world.clock.now().getTime() + CHALLENGE_MILLIS - 1,
  );
  await world.db.$executeRaw`
    INSERT INTO passkey_challenge (id, challenge, purpose, expires_at)
    SELECT gen_random_uuid(), decode(repeat('00', 32), 'hex'), ${purpose}, ${expiresAt} FROM generate_series(1, 20000)`;
}

it("strangers who ask by the thousand keep nobody out", async () => {
  await flood("SIGN_IN");
  await ask("REGISTER");
  await ask("STEP_UP");
  const first = await ask("SIGN_IN");
  // the oldest went, not the newest
  await ask("SIGN_IN");
  expect(await waiting()).toBe(20_002);
  await takePasskeyChallenge(world.deps, {
    challengeId: first.challengeId,
    purpose: "SIGN_IN",
    personId: null,
  });
});

it("challenges of people who signed in are bounded by themselves", async () => {
  await flood("STEP_UP");
  expect(await refusal(ask("REGISTER"))).toBe("BUSY");
  await ask("SIGN_IN");
  expect(await waiting()).toBe(20_001);
});
