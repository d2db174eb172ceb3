import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type PostgresServer, startPostgres } from "./postgres-server.js";

/** The name under which test processes find the offer. */
export const offerVariable = "THROUGHLINE_POSTGRES_OFFER";

async function answer(server: Promise<PostgresServer>): Promise<string> {
  return server.then(
    ({ url }) => JSON.stringify({ url }),
    (error: unknown) => JSON.stringify({ reason: error instanceof Error ? error.message : String(error) }),
  );
}

/**
 * Offers one PostgreSQL server to all test processes of a run, started when the first of them asks.
 *
 * `THROUGHLINE_POSTGRES_URL` names a server of your own instead; its user must be allowed to create databases.
 *
 * @returns What ends the offer, and the server if it was started.
 */
export async function offerPostgres(): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined;
  const own = process.env["THROUGHLINE_POSTGRES_URL"];
  const offer = createServer((_request, response) => {
    server ??= own === undefined ? startPostgres() : Promise.resolve({ url: own, stop: async () => {} });
    void answer(server).then((text) => response.end(text));
  });
  await new Promise<void>((resolve) => offer.listen(0, "127.0.0.1", resolve));
  process.env[offerVariable] = `http://127.0.0.1:${(offer.address() as AddressInfo).port}`;
  return async () => {
    offer.closeAllConnections();
    offer.close();
    await (await server?.catch(() => undefined))?.stop();
  };
}
