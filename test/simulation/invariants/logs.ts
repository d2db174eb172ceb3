import { isThroughlineError, type MemoryLedger } from "@throughline/core";
import {
  createTransparencyLog,
  memoryTiles,
  type SignedHead,
  verifyConsistencyProof,
} from "@throughline/core/transparency";
import type { InvariantMaker, LogKept, Rest } from "../invariant.js";
import { signerOf, verifier } from "../signing.js";
import { fastHash } from "./integrity.js";

/** The log of a hub, as a process that starts now would open it. */
const logOf = ({ organisation, store }: Pick<Rest, "organisation" | "store">, kept: LogKept) =>
  createTransparencyLog({ ...kept, ledger: store, signer: signerOf(organisation), verifier, hash: fastHash });

/** The ledger as a backup has it that was made after so many events. */
function setBack(store: MemoryLedger, events: number): MemoryLedger {
  return {
    ...store,
    async *follow(options) {
      for await (const entry of store.follow(options))
        if ((entry.position?.sequence ?? 0) <= events) yield entry;
    },
  };
}

/** Every head that was ever handed out is a prefix of the next, and nothing is signed once the ledger was set back. */
export const logs: InvariantMaker = (violate) => {
  const signed: SignedHead[] = [];

  async function checkConsistency(rest: Rest): Promise<void> {
    const log = logOf(rest, rest.kept);
    const expected = { verifier, issuer: rest.organisation, hash: fastHash };
    const inOrder = [...signed].sort((one, other) => one.head.size - other.head.size);
    for (const [index, later] of inOrder.entries()) {
      const earlier = inOrder[index - 1] ?? later;
      const proof = await log.proveConsistency(earlier.head.size, later.head.size);
      const claim = { earlier: earlier.document, later: later.document, proof };
      await verifyConsistencyProof(claim, expected).catch((error: unknown) => violate(String(error)));
    }
    const { faults } = await log.audit();
    if (faults.length > 0) violate(`the audit finds ${faults.length} faults`);
  }

  async function checkSetBack(rest: Rest, promised: number): Promise<void> {
    const store = setBack(rest.store, promised - 1);
    try {
      await logOf({ ...rest, store }, { ...rest.kept, tiles: memoryTiles() }).sign();
      violate(`a ledger that was set back to ${promised - 1} events was signed`);
    } catch (error) {
      if (!isThroughlineError(error, "log/rolled-back")) violate(String(error));
    }
  }

  return {
    name: "a log only grows",
    signed: (head) => {
      signed.push(head);
    },
    async atRest(rest) {
      const promised = Math.max(0, ...signed.map(({ head }) => head.size));
      if (promised < 2) return violate("no head was signed");
      await checkConsistency(rest);
      await checkSetBack(rest, promised);
    },
  };
};
