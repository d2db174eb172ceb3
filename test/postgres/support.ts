import { ledgerLaws, quotaLaws, timersLaws } from "@throughline/core/testing";
import { createPostgres, type Postgres, type PostgresOptions } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deciderProofs } from "../core/deciders/proofs.js";
import { freshDatabase } from "../support/postgres.js";

/** The `source` of every event in these tests. */
export const source = "urn:example:work-and-careers";

/** A store on a database of its own, on the real server. */
export async function onServer(options: Partial<PostgresOptions> = {}): Promise<{
  readonly store: Postgres;
  readonly url: string;
  readonly end: () => Promise<void>;
}> {
  const { url, drop } = await freshDatabase();
  const store = await createPostgres({ connection: { url }, source, ...options });
  const end = async () => {
    await store.close();
    await drop();
  };
  return { store, url, end };
}

/** Everything that every store must keep, tried on one store. */
export function describeLaws(name: string, open: () => Promise<{ store: Postgres; end: () => Promise<void> }>): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.end());
    const laws = [...ledgerLaws, ...timersLaws, ...quotaLaws, ...deciderProofs];
    test.each(laws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
      await expect(law.run(opened.store)).resolves.toBeUndefined();
    });
  });
}
