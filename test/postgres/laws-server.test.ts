import { describe } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { describeLaws, onServer } from "./support.js";

describe.skipIf(postgresUrl === undefined)("laws", () => {
  describeLaws("a PostgreSQL server, with twelve connections", () => onServer({ connections: 12 }));
});
