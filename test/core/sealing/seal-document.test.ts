import { type JsonObject, sha256 } from "@throughline/core";
import { expect, test } from "vitest";
import { sealDocument } from "../../../packages/core/src/sealing/seal-document.js";
import { refusal } from "../support.js";
import { freshKey, mark, place } from "./support.js";

const keys = new Map([
  ["p-1", await freshKey()],
  ["p-2", await freshKey()],
]);
const seal = (document: JsonObject) => sealDocument(document, place, { keys, hash: sha256 });

test("marked nodes are sealed where they stand, everything else is left", async () => {
  const sealed = await seal({
    a: 1,
    b: [mark("p-1", "Siân"), { "~erased": "p-9" }],
    ["__proto__"]: mark("p-2", 2),
  });
  expect(Object.keys(sealed)).toEqual(["a", "b", "__proto__"]);
  expect(sealed).toMatchObject({
    a: 1,
    b: [{ "~sealed": { subject: "p-1", key: keys.get("p-1")?.id } }, { "~erased": "p-9" }],
  });
  expect(JSON.stringify(sealed)).not.toMatch(/Siân|~personal/);
});

test("inner marks are inside the outer box", async () => {
  const sealed = await seal({ a: mark("p-1", { with: mark("p-2", "Gwen") }) });
  expect(JSON.stringify(sealed)).not.toMatch(/p-2|Gwen/);
});

test("a document without marks is the same document", async () => {
  const document = { a: [1, { b: null }] };
  expect(await seal(document)).toBe(document);
});

test("a state may be one mark from end to end", async () => {
  expect(Object.keys(await seal(mark("p-1", {})))).toEqual(["~sealed"]);
});

test("nothing is sealed without a key", async () => {
  const document = { a: mark("p-3", "Siân") };
  await expect(seal(document)).rejects.toThrow(new TypeError("A mark has no key."));
});

test("a value that is not JSON is refused without its path, whose names may be personal", async () => {
  const bad = mark("p-1", { "Siân Jones": Number.NaN });
  const error = await refusal(() => seal({ a: bad, b: mark("p-1", { inner: mark("p-2", bad) }) }));
  expect([error.code, error.details]).toEqual(["core/not-json", { reason: "not a finite number" }]);
});
