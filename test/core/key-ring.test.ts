import { keyRing, localKeyWrap } from "@throughline/core";
import { expect, test } from "vitest";
import { refusal } from "./support.js";

const master = (id: string) => localKeyWrap({ id, key: crypto.getRandomValues(new Uint8Array(32)) });

test("a key that was made is opened again, for its own subject only", async () => {
  const ring = keyRing(master("m-1"));
  const { key, stored } = await ring.make("p-1");
  expect(stored).toMatchObject({ id: key.id, wrap: "m-1" });
  expect(Buffer.from(stored.wrapped).includes(Buffer.from(key.bytes))).toBe(false);
  expect(await ring.open("p-1", stored)).toEqual(key);
  const attempts = [
    () => ring.open("p-2", stored),
    () => ring.open("p-1", { ...stored, id: "key_other" }),
    () => ring.open("p-1", { ...stored, wrap: "m-2" }),
  ];
  for (const attempt of attempts) expect((await refusal(attempt)).code).toBe("vault/wrong-wrap");
});

test("after the master key was changed, old keys still open and new ones are under the new", async () => {
  const [old, fresh] = [master("m-1"), master("m-2")];
  const before = await keyRing(old).make("p-1");
  const ring = keyRing([fresh, old]);
  expect(await ring.open("p-1", before.stored)).toEqual(before.key);
  const { stored } = await ring.make("p-2");
  expect(stored.wrap).toBe("m-2");
  expect(await refusal(() => keyRing(old).open("p-2", stored))).toMatchObject({
    code: "vault/wrong-wrap",
    details: { wrap: "m-2" },
  });
});

test("a ring without a master key, or with two of one name, is refused", () => {
  expect(() => keyRing([])).toThrow(RangeError);
  expect(() => keyRing([master("m-1"), master("m-1")])).toThrow(RangeError);
});
