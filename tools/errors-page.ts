import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsPage, errorTables } from "./error-tables.js";

writeFileSync(join(import.meta.dirname, "..", "docs", "errors.md"), errorsPage(await errorTables()));
