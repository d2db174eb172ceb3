import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { qrMaxBytes, qrModules } from "../../../packages/paper/src/code/qr.js";
import { readQr } from "../support/qr.js";
import { refusal } from "../support/read.js";

describe("qrModules", () => {
  test("reads back what was put in, in any script", () => {
    expect(readQr(qrModules("https://example.org/h#Zażółć-ŵŷ-ґ"))).toBe("https://example.org/h#Zażółć-ŵŷ-ґ");
    const urls = fc.property(fc.webUrl(), (url) => {
      expect(readQr(qrModules(url))).toBe(url);
    });
    fc.assert(urls, { numRuns: 20 });
  });

  test("survives a stain over a corner of the data", () => {
    const modules = qrModules("https://example.org/handoff#stained").map((row) => [...row]);
    for (let y = 12; y < 16; y += 1) for (let x = 12; x < 16; x += 1) (modules[y] ?? [])[x] = true;
    expect(readQr(modules)).toBe("https://example.org/handoff#stained");
    for (const row of modules.slice(9, 25)) row.fill(true, 9, 25);
    expect(readQr(modules)).toBeUndefined();
  });

  test("504 bytes fit in version 17, 505 are refused", async () => {
    expect(qrModules("x".repeat(qrMaxBytes)).length).toBe(17 + 4 * 17);
    const expected = { code: "paper/qr-too-long", details: { maxBytes: 504 } };
    expect(await refusal(() => qrModules("x".repeat(505)))).toEqual(expected);
    expect(await refusal(() => qrModules("ŵ".repeat(253)))).toEqual(expected);
  });

  test("a lone surrogate is refused, since it would be read back as something else", async () => {
    expect((await refusal(() => qrModules("a\uD83D"))).code).toBe("paper/unsupported-character");
  });
});
