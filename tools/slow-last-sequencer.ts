import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Tests that wait for a clock, end processes or go through very many cases: the others refuse most mutants before them.
 * At the very end, one that puts something in the place of a module of Node, which would be there for others too.
 */
const slow = [
  "deciders/deciders",
  "sealed-ledger",
  "memory-ledger",
  "sealing/property",
  "erasure/fail-once",
  "transparency/tree",
  "transparency/edge",
  "transparency/grow",
  "node/file-tiles",
  "node/file-vault",
  "node/file-heads",
  "node/on-disk",
];

const place = ({ moduleId }: TestSpecification) =>
  slow.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));

/** Puts the slow test files last: what a quick one has refused, they need not run for. */
export class SlowLastSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => place(a) - place(b));
  }
}
