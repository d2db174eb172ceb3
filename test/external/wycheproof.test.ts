import { isThroughlineError } from "@throughline/core";
import { parseJws, staticKeys, type VerifySignature, verifyCompact } from "@throughline/identity";
import { verifyByNode } from "@throughline/identity/node";
import { compactVerify } from "jose";
import { describe, expect, test } from "vitest";
import { verifyByWebCrypto } from "../../packages/identity/src/jws/verify.js";
import { vectorJson } from "../support/vectors.js";

interface Group {
  readonly comment: string;
  readonly public?: object;
  readonly private: object;
  readonly tests: readonly {
    readonly tcId: number;
    readonly result: "valid" | "invalid";
    readonly jws?: string;
    readonly jwe?: string;
  }[];
}

interface Case {
  readonly id: string;
  readonly group: string;
  readonly keys: readonly object[];
  readonly isValid: boolean;
  readonly text: string;
}

/** Cases whose own result is wrong, so that no reader could be right about them. */
const flawed: Readonly<Record<string, string>> = {
  "signature 367":
    "said to be invalid for its padding, which was lost: the text is that of 357, which is valid",
  "signature 370":
    "said to be invalid for its padding, which was lost: the text is that of 357, which is valid",
  "signature 372": "said to be valid with a `?` in it, which is not in the alphabet (RFC 7515 section 2)",
  "signature 373": "said to be valid with a `?` in it, which is not in the alphabet (RFC 7515 section 2)",
};

/** The public half of each key as it would be published; a symmetric one has no such half and stays what it is. */
function publicHalf(key: object): object {
  const isSymmetric = "kty" in key && key.kty === "oct";
  const half = Object.entries(key).filter(([name]) => !["d", "p", "q", "dp", "dq", "qi"].includes(name));
  return isSymmetric ? key : Object.fromEntries(half);
}

function keysOf({ public: published, private: kept }: Group): readonly object[] {
  const found = published ?? kept;
  const list = "keys" in found ? (found.keys as readonly object[]) : [found];
  return list.map(publicHalf);
}

function casesOf(file: string): readonly Case[] {
  const read = vectorJson(`identity/json_web_${file}_test.json`) as
    | { testGroups: readonly Group[] }
    | undefined;
  return (read?.testGroups ?? []).flatMap((group) =>
    group.tests.map(({ tcId, result, jws, jwe }) => ({
      id: `${file} ${tcId}`,
      group: `${file}: ${group.comment}`,
      keys: keysOf(group),
      isValid: result === "valid",
      text: jws ?? jwe ?? "",
    })),
  );
}

const cases = ["signature", "key", "crypto", "encryption"].flatMap(casesOf);
const judged = cases.filter(({ id }) => flawed[id] === undefined);

/** What a reader says of a case: `accepted`, or its code, with the rule where a key broke one. */
async function outcome({ keys, text }: Case, verifySignature: VerifySignature): Promise<string> {
  try {
    const jws = parseJws(text, { typ: "optional" });
    const key = await staticKeys(keys).find(jws.keyId, jws.algorithm);
    if (key === undefined) return "identity/unknown-key";
    await verifyCompact(jws, key, verifySignature);
    return "accepted";
  } catch (error) {
    if (!isThroughlineError(error)) return String(error);
    const { rule } = error.details;
    return typeof rule === "string" ? `${error.code} (${rule})` : error.code;
  }
}

/** The peer: the same reading, with the cryptography of `jose`. */
const verifyByJose: VerifySignature = async ({ text, algorithm }, { key }) =>
  await compactVerify(text, key, { algorithms: [algorithm] }).then(
    () => true,
    () => false,
  );

const outcomes = (verifySignature: VerifySignature) =>
  Promise.all(judged.map((each) => outcome(each, verifySignature)));

/** How often each line stands in a list, as text. */
function counted(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, times]) => `${times} x ${line}`).sort();
}

describe.skipIf(cases.length === 0)("the JSON Web Crypto cases of Wycheproof", async () => {
  const ours = await outcomes(verifyByWebCrypto);
  const byJose = await outcomes(verifyByJose);
  const byNode = await outcomes(verifyByNode);
  const where = (isWanted: (each: Case, said: string) => boolean) =>
    judged.filter((each, at) => isWanted(each, ours[at] ?? "")).map(({ id }) => id);

  test("are 649, of which 4 contradict themselves", () => {
    expect([cases.length, judged.length]).toEqual([649, 645]);
    expect(cases.filter(({ id }) => id in flawed)).toHaveLength(Object.keys(flawed).length);
  });

  test("none is accepted that is invalid", () => {
    expect(where(({ isValid }, said) => !isValid && said === "accepted")).toEqual([]);
  });

  test("every refusal is one of ours", () => {
    expect(ours.filter((said) => said !== "accepted" && !said.startsWith("identity/"))).toEqual([]);
  });

  test("every signature is accepted that is valid, by an algorithm and a key that policy allows", () => {
    const accepted = where((_, said) => said === "accepted");
    const one = (file: string, ...ids: readonly number[]) => ids.map((id) => `${file} ${id}`);
    expect(accepted).toEqual([
      ...one("signature", 18, 33, 259, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 270, 271, 272, 273),
      ...one("signature", 274, 275, 287, 288, 320, 321, 322, 323, 325, 326, 327, 328, 345, 349, 378),
      ...one("key", 5),
      ...one("crypto", 18, 33),
    ]);
  });

  test("what policy refuses of the valid ones is encryption, symmetric keys, and keys that name another algorithm", () => {
    const refused = judged.flatMap(({ isValid, group }, at) =>
      isValid && ours[at] !== "accepted" ? [`${group}: ${ours[at]}`] : [],
    );
    const lines = counted(refused);
    console.info(["Valid cases that policy refuses:", ...lines].join("\n"));
    const reasons = new Set(lines.map((line) => line.slice(line.lastIndexOf(": ") + 2)));
    expect([...reasons].sort()).toEqual([
      "identity/encrypted",
      "identity/unsupported-header",
      "identity/unusable-key (algorithm)",
      "identity/unusable-key (symmetric)",
    ]);
  });

  test("Web Cryptography, node:crypto and jose say the same of every one", () => {
    expect(byNode).toEqual(byJose);
    expect(ours).toEqual(byJose);
  });

  test("the flawed ones are refused as well: their keys are symmetric, or they are malformed", async () => {
    const said = await Promise.all(
      cases.filter(({ id }) => id in flawed).map((each) => outcome(each, verifyByWebCrypto)),
    );
    expect(new Set(said)).toEqual(new Set(["identity/unusable-key (symmetric)", "identity/malformed"]));
  });
});
