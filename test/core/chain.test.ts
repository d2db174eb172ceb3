import { createHash } from "node:crypto";
import {
  canonicalize,
  eventDigest,
  eventHash,
  genesis,
  memoryLedger,
  recordDigest,
  sealChange,
  sha256,
  stateDigestOf,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all, change, freshRecord } from "./support.js";

const hex = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");
const time = "2026-11-23T10:00:00.000Z";

describe("the chain", () => {
  test("seals a change as canonical CloudEvents and one digest of the state", () => {
    const record = freshRecord();
    const sealed = sealChange("urn:here", {
      ...change(record, 4),
      law: 2,
      events: [
        { type: "a.done", data: { b: 1, a: 2 }, actor: { kind: "agent", id: "x" } },
        { type: "b.done", data: {} },
      ],
      keys: [{ value: "v", name: "n" }],
    });
    const shape = {
      specversion: "1.0",
      source: "urn:here",
      subject: record,
      datacontenttype: "application/json",
    };
    const texts = [
      canonicalize({
        ...shape,
        id: `${record}/5`,
        type: "a.done",
        data: { a: 2, b: 1 },
        authtype: "api_key",
        authid: "x",
      }),
      canonicalize({ ...shape, id: `${record}/6`, type: "b.done", data: {} }),
    ];
    expect(sealed.events).toEqual(texts.map((text) => ({ text, digest: hex(text) })));
    const whole = `{"keys":[{"name":"n","value":"v"}],"law":2,"state":{"total":5},"timers":[],"version":6}`;
    expect(sealed.stateDigest).toBe(hex(whole));
    expect(canonicalize(JSON.parse(whole))).toBe(whole);
  });

  test("names the five kinds of actor as the authentication context extension does", () => {
    const kinds = ["person", "anonymous", "staff", "service", "agent"] as const;
    const types = kinds.map((kind) => {
      const events = [{ type: "a", data: {}, actor: { kind, id: "x" } }];
      return (
        JSON.parse(sealChange("s", change(freshRecord(), 0, { events })).events[0]?.text ?? "") as {
          authtype: string;
        }
      ).authtype;
    });
    expect(types).toEqual(["app_user", "unauthenticated", "user", "service_account", "api_key"]);
  });

  test("hashes previous, digest, time and state, each of which counts", () => {
    const link = { previous: genesis, digest: hex("event"), time };
    const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(hex("event"), "hex"), Buffer.from(time)]);
    expect(eventHash(link)).toBe(hex(bytes));
    const stateDigest = hex("state");
    expect(eventHash({ ...link, stateDigest })).toBe(
      hex(Buffer.concat([bytes, Buffer.from(stateDigest, "hex")])),
    );
    const others = [
      link,
      { ...link, stateDigest },
      { ...link, previous: hex("x") },
      { ...link, digest: hex("y") },
      { ...link, time: "2026-11-23T10:00:00.001Z" },
    ];
    expect(new Set(others.map((other) => eventHash(other))).size).toBe(others.length);
  });

  test("takes another SHA-256 in place of the portable one", async () => {
    const fast = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
    const record = freshRecord();
    expect(sealChange("s", change(record), fast)).toEqual(sealChange("s", change(record), sha256));
    const parts = { keys: "[]", law: 1, state: "{}", timers: "[]" };
    expect(stateDigestOf(parts, 1, fast)).toBe(stateDigestOf(parts, 1));
  });

  test("computes digests anew from what is stored, whatever order its members have", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    await ledger.commit([change(record)]);
    const [entry] = await all(ledger.history(record));
    const found = (await ledger.get(record)).record;
    if (!entry || !found) throw new Error("Nothing was stored.");
    const turned = Object.fromEntries(Object.entries(entry.event).reverse());
    expect(eventDigest({ ...entry.event, ...turned })).toBe(eventDigest(entry.event));
    expect(recordDigest(found)).toBe(entry.stateDigest);
    const altered = [
      { ...found, version: 2 },
      { ...found, law: 2 },
      { ...found, state: {} },
      { ...found, keys: [{ name: "a", value: "b" }] },
      { ...found, timers: [{ name: "a", due: time }] },
    ];
    for (const other of altered) expect(recordDigest(other)).not.toBe(entry.stateDigest);
  });
});
