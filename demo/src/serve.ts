import { serve as listen } from "@hono/node-server";
import { createHub } from "@throughline/hub";
import { Hono } from "hono";
import { citizenApp } from "./citizen/app.js";
import { operationsOf } from "./operations.js";
import { staffApp } from "./staff/app.js";
import { limitFields } from "./web/fields.js";
import { icon } from "./web/icon.js";
import { ownHostOnly, protect } from "./web/protect.js";
import { createSessions } from "./web/session.js";
import { loadStyle } from "./web/style.js";
import type { World } from "./world.js";

/** A running demonstration. */
export interface Serving {
  /** The port it listens on. */
  readonly port: number;
  /** Stops listening. */
  close(): Promise<void>;
}

/** All faces of the department as one application: citizen, staff, and the hub under `/api`. */
export function appOf(world: World): Hono {
  const sheet = loadStyle();
  const { cookie } = world.keys;
  const sessions = (name: string, path: string) => createSessions({ name, path, secret: cookie });
  const hub = createHub({
    title: "Work and Careers",
    verifier: world.verifier,
    operations: operationsOf(world),
  });
  const app = new Hono();
  app.use(protect);
  app.use(ownHostOnly);
  app.use(limitFields);
  app.get(sheet.path, (context) => {
    context.header("content-type", "text/css; charset=utf-8");
    context.header("cache-control", "public, max-age=31536000, immutable");
    context.header("vary", "accept-encoding");
    if (!context.req.header("accept-encoding")?.includes("gzip")) return context.body(sheet.css);
    context.header("content-encoding", "gzip");
    return context.body(new Uint8Array(sheet.gzip));
  });
  app.get("/assets/icon.svg", (context) => {
    context.header("content-type", "image/svg+xml");
    context.header("cache-control", "public, max-age=86400");
    return context.body(icon);
  });
  app.mount("/api", (request) => hub.fetch(request));
  app.route("/staff", staffApp({ world, sessions: sessions("tl_work_staff", "/staff"), style: sheet.path }));
  app.route("/", citizenApp({ world, sessions: sessions("tl_work_citizen", "/"), style: sheet.path }));
  return app;
}

/** Serves the application on this machine. Rejects where the port is taken. */
export async function serve(world: World, port: number): Promise<Serving> {
  return await new Promise((resolve, reject) => {
    const server = listen({ fetch: appOf(world).fetch, port, hostname: "127.0.0.1" }, (info) => {
      resolve({
        port: info.port,
        close: () => new Promise<void>((closed) => server.close(() => closed())),
      });
    });
    server.once("error", reject);
  });
}
