import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to the server that can lose what comes back. */
export interface DroppingProxy {
  /** The connection string that leads through it. */
  readonly url: string;
  /** The next statement whose name or text holds this reaches the server; its reply is lost with the connection. */
  loseReplyTo(text: string): void;
  /** Ends every connection and lets no new one through. */
  shut(): void;
  /** Lets connections through again. */
  open(): void;
  /** How many replies were lost. */
  lost(): number;
  close(): Promise<void>;
}

/** Stands between a client and the server, and drops the connection once the server has answered a chosen statement. */
export async function droppingProxy(target: string): Promise<DroppingProxy> {
  const server = new URL(target);
  const sockets = new Set<Socket>();
  let marked: string | undefined;
  let count = 0;
  let isShut = false;
  const proxy = createServer((client) => {
    if (isShut) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(server.port), server.hostname);
    let isMarked = false;
    client.on("data", (bytes) => {
      if (marked !== undefined && bytes.includes(marked)) {
        isMarked = true;
        marked = undefined;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!isMarked) {
        client.write(bytes);
        return;
      }
      count += 1;
      client.destroy();
      upstream.destroy();
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    client.on("close", () => upstream.end());
    upstream.on("close", () => client.end());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    loseReplyTo(text) {
      marked = text;
    },
    shut() {
      isShut = true;
      for (const socket of sockets) socket.destroy();
    },
    open() {
      isShut = false;
    },
    lost: () => count,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
