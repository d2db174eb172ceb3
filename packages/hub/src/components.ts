import * as z from "zod";

/** Gives the JSON Schema of a body or an answer, as it stands in the document. */
export type Describe = (schema: z.ZodType, io: "input" | "output", name: string) => object;

/** The schemas that a document refers to by name, filled as others are described. */
export interface Components {
  /** Gives a schema; its recursive parts become components. */
  readonly describe: Describe;
  /** Components by name. */
  readonly schemas: Readonly<Record<string, unknown>>;
}

const definition = "#/$defs/";

/** The same JSON with each reference to a definition of its own turned into one to a component. */
function pointed(json: unknown, nameOf: (definition: string) => string): unknown {
  if (Array.isArray(json)) return json.map((item) => pointed(item, nameOf));
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json).map(([key, value]) =>
    key === "$ref" && typeof value === "string" && value.startsWith(definition)
      ? [key, `#/components/schemas/${nameOf(value.slice(definition.length))}`]
      : [key, pointed(value, nameOf)],
  );
  return Object.fromEntries(entries) as object;
}

/**
 * A recursive schema refers to itself from the root of its own document. Inside an OpenAPI document that root is another,
 * so what is referred to moves to the components, once for all the schemas that share it.
 */
export function createComponents(): Components {
  const schemas: Record<string, unknown> = {};
  const known = new Map<string, string>();
  function describe(schema: z.ZodType, io: "input" | "output", name: string): object {
    // In a wrapper a schema that is recursive at its very top becomes a definition too.
    const wrapped = z.toJSONSchema(z.tuple([schema]), { io, unrepresentable: "any" });
    const { $defs = {}, prefixItems: [top = {}] = [] } = wrapped;
    const key = JSON.stringify($defs);
    const prefix = known.get(key) ?? name;
    const nameOf = (part: string) => `${prefix}${part.replace(/^_+/, "_")}`;
    if (!known.has(key)) {
      known.set(key, prefix);
      for (const [part, json] of Object.entries($defs)) schemas[nameOf(part)] = pointed(json, nameOf);
    }
    return pointed(top, nameOf) as object;
  }
  return { describe, schemas };
}
