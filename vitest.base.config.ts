import { defineConfig } from "vitest/config";

/** The workspace packages resolve to their sources, so that nothing needs building before a test. */
const conditions = ["@throughline/source", "module", "node", "development|production"];

/** What every run of tests has in common, whichever tests it runs. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    exclude: ["test/bench/**", "test/faults/**", "**/node_modules/**"],
    globalSetup: ["test/support/global-setup.ts"],
    reporters: ["default", "./tools/plain-summary-reporter.ts"],
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts"],
      reporter: ["text-summary", "json-summary", "lcov"],
    },
  },
});
