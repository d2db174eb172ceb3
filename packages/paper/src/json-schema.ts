import type { JsonObject } from "@throughline/core";
import * as z from "zod";
import { paperDocument } from "./model.js";

/** JSON Schema (2020-12) of the paper document, version 1: what is published under `schemas/`. */
export function paperDocumentJsonSchema(): JsonObject {
  const { $schema, ...schema } = z.toJSONSchema(paperDocument, { target: "draft-2020-12" });
  return JSON.parse(
    JSON.stringify({
      $schema,
      $id: "urn:throughline:schema:paper-document.v1",
      title: "Paper document, version 1",
      ...schema,
    }),
  ) as JsonObject;
}
