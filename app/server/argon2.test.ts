import { describe, expect, it } from "vitest";
import { boundedLine } from "#app/services/bounded-line";
import {
  argon2idForTips,
  argon2idNative,
  hashAuthKey,
  verifyAuthKey,
} from "./argon2.server";

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

describe("argon2idNative", () => {
  it("agrees with the reference implementation's test vector", async () => {
    // test.c of the reference implementation, version 0x13, argon2id: "password", "somesalt", t=2, m=2^16, p=1
    const key = await argon2idNative({
      secret: new TextEncoder().encode("password"),
      salt: new TextEncoder().encode("somesalt"),
      memoryKiB: 65_536,
      iterations: 2,
      parallelism: 1,
      length: 32,
    });
    expect(key).toEqual(
      bytes("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
    );
  });
});

describe("staff auth keys", () => {
  const key = new Uint8Array(32).fill(7);

  it("verifies the key it hashed and no other", async () => {
    const hash = await hashAuthKey(key);
    expect(hash).toMatch(/^\$argon2id\$v=19\$/);
    expect(await verifyAuthKey(hash, key)).toBe(true);
    expect(await verifyAuthKey(hash, new Uint8Array(32).fill(8))).toBe(false);
    expect(await hashAuthKey(key)).not.toBe(hash);
  });

  it.each(["", "x", "$argon2id$v=19$m=19456,t=2,p=1$AAAA"])(
    "says no to the damaged hash %j",
    async (hash) => {
      expect(await verifyAuthKey(hash, key)).toBe(false);
    },
  );
});

describe("lines", () => {
  const light = {
    secret: new Uint8Array(8),
    salt: new Uint8Array(16),
    memoryKiB: 64,
    iterations: 1,
    parallelism: 1,
    length: 32,
  };

  it("a line full of codes keeps out neither tips nor staff", async () => {
    const codes = Array.from({ length: 50 }, () => argon2idNative(light));
    await expect(argon2idNative(light)).rejects.toMatchObject({ code: "BUSY" });
    const tip = argon2idForTips(light);
    const staff = hashAuthKey(new Uint8Array(32));
    expect(await tip).toEqual((await Promise.all(codes))[0]);
    expect(await staff).toMatch(/^\$argon2id/);
  });
});

describe("boundedLine", () => {
  it("runs as many at once as allowed, the rest in order, and refuses whoever comes to a full line", async () => {
    const line = boundedLine({ atOnce: 2, lineLength: 2 });
    const order: string[] = [];
    const release = new Map<string, () => void>();
    const task = (name: string) =>
      line(async () => {
        order.push(name);
        await new Promise<void>((done) => release.set(name, done));
        return name;
      });
    const [a, b, c, d] = ["a", "b", "c", "d"].map(task);
    await expect(task("e")).rejects.toMatchObject({ code: "BUSY" });
    expect(order).toEqual(["a", "b"]);
    release.get("b")!();
    expect(await b).toBe("b");
    await Promise.resolve();
    expect(order).toEqual(["a", "b", "c"]);
    const f = task("f"); // one place in the line is free again
    release.get("a")!();
    expect(await a).toBe("a");
    release.get("c")!();
    await c;
    await Promise.resolve();
    release.get("d")!();
    await d;
    await Promise.resolve();
    expect(order).toEqual(["a", "b", "c", "d", "f"]);
    release.get("f")!();
    expect(await f).toBe("f");
  });

  it("passes a failure on and frees the place", async () => {
    const line = boundedLine({ atOnce: 1, lineLength: 0 });
    await expect(line(() => Promise.reject(new Error("no")))).rejects.toThrow(
      "no",
    );
    expect(await line(() => Promise.resolve("yes"))).toBe("yes");
  });
});
