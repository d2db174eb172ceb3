import { readLogBreak, readTreeHead } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { peek } from "../../../packages/core/src/transparency/document.js";
import { refusal } from "../support.js";
import { golden } from "./schema.js";
import { issuer, signing, trusting } from "./support.js";

const { iss: _, ...head } = golden("tree-head.v1") as Record<string, string | number>;

describe("signed documents of a log", async () => {
  const { key, signer } = await signing();
  const verifier = trusting(key);
  const document = await signer.sign("tree-head+jwt", head);

  test("are read with who signed them and with which key", async () => {
    const read = await readTreeHead(document, { verifier });
    expect(read).toEqual({ issuer, keyId: key.kid, payload: golden("tree-head.v1") });
  });

  test("of one type are not read as the other", async () => {
    expect((await refusal(() => readLogBreak(document, { verifier }))).code).toBe("identity/wrong-type");
    const odd = await signer.sign("log-break+jwt", head);
    expect((await refusal(() => readLogBreak(odd, { verifier }))).code).toBe("log/malformed");
    const { root: _root, ...rest } = head;
    const bad = await signer.sign("tree-head+jwt", { ...rest, size: 0 });
    const refused = await refusal(() => readTreeHead(bad, { verifier }));
    expect([refused.code, refused.details]).toEqual(["log/malformed", { members: ["size", "root"] }]);
  });

  test("of another version are refused by name, without one as malformed", async () => {
    const refused = async (version: unknown) => {
      const made = await signer.sign("tree-head+jwt", { ...head, version: version as number });
      const { code, details } = await refusal(() => readTreeHead(made, { verifier }));
      return [code, details];
    };
    expect(await refused(2)).toEqual(["log/unknown-version", { version: 2, known: [1] }]);
    expect(await refused("1")).toEqual(["log/malformed", { members: ["version"] }]);
  });

  test("must name as issuer who signed them", async () => {
    const lying = {
      verify: async () => ({ issuer: "another", keyId: "k", payload: golden("tree-head.v1") }),
    };
    const refused = await refusal(() => readTreeHead(document, { verifier: lying as never }));
    expect(refused.code).toBe("log/other-log");
  });

  test("show their header before they are believed", async () => {
    expect(peek(document)).toEqual({ type: "tree-head+jwt", keyId: key.kid });
    for (const bad of ["", "a.b.c", "!", `${btoa("{")}.x.y`]) {
      expect((await refusal(() => peek(bad))).code).toBe("log/malformed");
    }
  });
});
