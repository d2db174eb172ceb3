import { createPostgres } from "@throughline/postgres";
import { describeLaws, source } from "./support.js";

describeLaws("the embedded database, in memory", async () => {
  const store = await createPostgres({ source });
  return { store, end: () => store.close() };
});
