import * as z from "zod";
import type { Catalogue } from "../catalogue.js";
import type { JsonObject } from "../json.js";
import type { FactType } from "./fact-type.js";

function definition({ schema, title, sensitivity, mergeClass, vocabulary }: FactType): JsonObject {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  return {
    title: title.en,
    ...(JSON.parse(JSON.stringify(shape)) as JsonObject),
    "x-throughline": { title, sensitivity, mergeClass, ...(vocabulary === undefined ? {} : { vocabulary }) },
  };
}

/**
 * A catalogue as JSON Schema 2020-12, for those who read facts without this package. Its root accepts an object with a
 * `type` of the catalogue and a `value` that fits it.
 *
 * @param id - The document's `$id`, a URI that the publisher owns.
 */
export function catalogueDocument(catalogue: Catalogue, id: string): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    title: "Fact catalogue",
    type: "object",
    required: ["type", "value"],
    oneOf: catalogue.types.map((type) => ({
      properties: { type: { const: type.id }, value: { $ref: `#/$defs/${type.id}` } },
    })),
    $defs: Object.fromEntries(catalogue.types.map((type) => [type.id, definition(type)])),
  };
}
