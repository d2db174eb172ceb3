import type { Reporter, TestModule } from "vitest/node";

/** A file that could not be loaded, or a hook that failed, counts as one failure: it may have no test that says so. */
function brokenOutsideTests(module: TestModule): boolean {
  return module.state() === "failed" && module.children.allTests("failed").next().done === true;
}

/** Closes the run with one plain line: `12 passed, 0 failed, 1 skipped`. */
export default class PlainSummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      if (brokenOutsideTests(module)) count.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === "passed" || state === "failed" ? state : "skipped"] += 1;
      }
    }
    // After the summary of the default reporter, which is written in the same turn.
    process.on("exit", () => {
      process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
    });
  }
}
