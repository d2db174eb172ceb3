import { localKeyWrap } from "@throughline/core";
import { expect, test } from "vitest";
import { refusal } from "./support.js";

const random = () => crypto.getRandomValues(new Uint8Array(32));

test("a key comes back as it was, and never stands in what was wrapped", async () => {
  const [master, key] = [random(), random()];
  const wrap = localKeyWrap({ id: "m-1", key: master });
  const [one, two] = [await wrap.wrap(key, "p-1"), await wrap.wrap(key, "p-1")];
  expect(one).not.toEqual(two);
  expect(one).toHaveLength(12 + 32 + 16);
  expect(Buffer.from(one).includes(Buffer.from(key))).toBe(false);
  expect(await wrap.unwrap(one, "p-1")).toEqual(key);
  expect(await wrap.unwrap(two, "p-1")).toEqual(key);
});

test("the master key is copied, so that the caller's may be overwritten", async () => {
  const master = random();
  const wrap = localKeyWrap({ id: "m-1", key: master });
  const same = localKeyWrap({ id: "m-1", key: master });
  const wrapped = await wrap.wrap(new Uint8Array(32).fill(7), "p-1");
  master.fill(0);
  expect(await same.unwrap(wrapped, "p-1")).toEqual(new Uint8Array(32).fill(7));
  expect(JSON.stringify(wrap)).toBe('{"id":"m-1"}');
});

test("another context, another master key and any changed byte are refused", async () => {
  const wrap = localKeyWrap({ id: "m-1", key: random() });
  const other = localKeyWrap({ id: "m-1", key: random() });
  const wrapped = await wrap.wrap(random(), "p-1");
  const attempts = [
    () => wrap.unwrap(wrapped, "p-2"),
    () => other.unwrap(wrapped, "p-1"),
    () => wrap.unwrap(new Uint8Array(), "p-1"),
    ...Array.from(wrapped, (_, at) => () => {
      const changed = wrapped.map((byte, index) => (index === at ? byte ^ 1 : byte));
      return wrap.unwrap(changed, "p-1");
    }),
  ];
  for (const attempt of attempts) {
    expect(await refusal(attempt)).toMatchObject({ code: "vault/wrong-wrap", details: { wrap: "m-1" } });
  }
});

test("a master key of another length and an id that is none are refused", () => {
  for (const length of [0, 16, 31, 33])
    expect(() => localKeyWrap({ id: "m-1", key: new Uint8Array(length) })).toThrow(RangeError);
  for (const id of ["", "x".repeat(201)])
    expect(() => localKeyWrap({ id, key: random() })).toThrow(RangeError);
});
