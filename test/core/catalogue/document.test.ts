import { catalogue, catalogueDocument } from "@throughline/core";
import { expect, test } from "vitest";

const id = "urn:throughline:schema:fact-catalogue.v1";

test("the published JSON Schema is in step with the catalogue (write it anew with `vitest run -u`)", async () => {
  const text = `${JSON.stringify(catalogueDocument(catalogue, id), undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../../packages/core/schemas/fact-catalogue.v1.json");
});

test("every type stands in it with shape, titles and sensitivity", () => {
  const { $defs, oneOf } = catalogueDocument(catalogue, id);
  expect(Object.keys(Object($defs))).toEqual(catalogue.types.map((type) => type.id));
  expect(oneOf).toHaveLength(catalogue.types.length);
  expect(Object($defs)["address.current"]).toMatchObject({
    title: "Address",
    type: "object",
    additionalProperties: false,
    required: ["lines", "town", "postcode", "country"],
    "x-throughline": { title: { cy: "Cyfeiriad" }, sensitivity: "standard", mergeClass: "single" },
  });
  expect(Object($defs)["person.date-of-birth"]).toMatchObject({ type: "string", format: "date" });
});
