import { fixedPeers, generateWebhookSecret } from "@throughline/http";
import { describe, expect, test } from "vitest";

const peer = { organisation: "work", endpoint: "https://work.example/", keys: [generateWebhookSecret()] };

describe("a directory that never changes", () => {
  test("knows whom it was told of, and no built-in names", async () => {
    const peers = fixedPeers([peer]);
    expect(await peers.find("work")).toBe(peer);
    for (const name of ["care", "", "constructor", "__proto__"])
      expect(await peers.find(name)).toBeUndefined();
  });

  test("refuses a peer named twice and a key that is none", () => {
    expect(() => fixedPeers([peer, peer])).toThrow(TypeError);
    expect(() => fixedPeers([{ ...peer, keys: ["canary"] }])).toThrow(TypeError);
  });
});
