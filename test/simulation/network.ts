import { type HttpClient, HttpError } from "@throughline/http";
import { type Hub, inboxOf, type Services } from "./hub.js";
import type { Mischief } from "./mischief.js";
import type { Random } from "./random.js";
import type { Process, Scheduler } from "./scheduler.js";

/** No answer came. Whether anything happened cannot be told. */
export class LostError extends Error {}

/** What connects people to hubs, and hubs to one another. */
export interface Network {
  readonly scheduler: Scheduler;
  readonly mischief: Mischief;
  readonly random: Random;
  readonly hubs: () => readonly Hub[];
  /** Told of what no caller is left to hear: the failure of a request that was sent twice. */
  readonly stray: (error: unknown) => void;
}

const second = 1000;

/** Lets a hub do something. The answer comes later, or never: when the hub dies, or the answer is lost on its way. */
function answered<Result>(
  { scheduler, mischief, random }: Network,
  hub: Hub,
  caller: Process,
  act: (services: Services) => Promise<Result>,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const isLost = mischief.strikes("reply lost");
    const lose = () => {
      hub.onDeath.delete(lose);
      scheduler.after(20 * second, caller, () => reject(new LostError("No answer came.")));
    };
    const reply = (say: () => void) => {
      if (!hub.onDeath.delete(lose)) return;
      if (isLost) lose();
      else scheduler.after(random.between(1, 200), caller, say);
    };
    hub.onDeath.add(lose);
    act(hub.services).then(
      (result) => reply(() => resolve(result)),
      (error: unknown) => reply(() => reject(error)),
    );
  });
}

/** Sends a request to a hub. Throws {@link LostError} where no answer comes, and what the hub throws. */
export async function ask<Result>(
  network: Network,
  hub: Hub,
  caller: Process,
  act: (services: Services) => Promise<Result>,
): Promise<Result> {
  const { scheduler, mischief, random, stray } = network;
  await scheduler.sleep(random.between(1, 200), caller);
  if (mischief.strikes("request lost") || !hub.process.isAlive) {
    await scheduler.sleep(20 * second, caller);
    throw new LostError("The request did not arrive.");
  }
  if (mischief.strikes("request doubled")) {
    const { process } = hub;
    const again = () => (process.isAlive ? act(hub.services).catch(stray) : undefined);
    scheduler.after(random.below(random.chance(0.5) ? 100 : 30 * second), process, () => {
      void again();
    });
  }
  return await answered(network, hub, caller, act);
}

async function inboxAnswer(network: Network, from: Process, request: Request): Promise<Response> {
  const hub = network.hubs().find(({ organisation }) => inboxOf(organisation) === request.url);
  if (!hub?.process.isAlive) throw new HttpError("http/unreachable", { details: { host: "hub" } });
  try {
    return await answered(network, hub, from, ({ inbox }) => inbox(request));
  } catch (error) {
    if (error instanceof LostError) throw new HttpError("http/timeout", { details: { host: "hub" } });
    throw error;
  }
}

const unused = async (): Promise<never> => {
  throw new TypeError("Parcels are sent, not got.");
};

/** The road that parcels take: they are lost, doubled, and overtake one another. */
export function parcelRoad(network: Network, from: Process): HttpClient {
  const { scheduler, mischief, random, stray } = network;
  return {
    get: unused,
    post: unused,
    put: unused,
    delete: unused,
    close: async () => {},
    async send(_, url, { body, headers = {}, read }) {
      const request = () =>
        new Request(url, {
          method: "POST",
          headers: { ...headers, "content-type": body?.type ?? "" },
          body: String(body?.content ?? ""),
        });
      await scheduler.sleep(random.below(10 * second), from);
      if (mischief.strikes("parcel lost")) throw new HttpError("http/timeout", { details: { host: "hub" } });
      if (mischief.strikes("parcel doubled")) {
        scheduler.after(random.below(400 * second), from, () => {
          inboxAnswer(network, from, request()).catch(stray);
        });
      }
      const response = await inboxAnswer(network, from, request());
      if (mischief.strikes("parcel answer lost"))
        throw new HttpError("http/timeout", { details: { host: "hub" } });
      const { status } = response;
      if (status >= 400) throw new HttpError("http/remote-problem", { details: { host: "hub", status } });
      const value = read.read(new Uint8Array(await response.arrayBuffer()));
      return { status, headers: response.headers, value };
    },
  };
}
