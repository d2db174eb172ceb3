const name = process.env["THROUGHLINE_MUTATE"];

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutate.config.ts", related: false },
  // Published laws are tests: what shows that they can fail are the broken stores that their own tests run them on.
  mutate: [
    `packages/${name}/src/**/*.ts`,
    `!packages/${name}/src/**/index.ts`,
    `!packages/${name}/src/testing/**`,
  ],
  ignorePatterns: ["dist", "docs-site", "reports", "coverage", ".data", "/demo"],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  reporters: ["clear-text", "html"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, skipFull: true },
  htmlReporter: { fileName: `reports/mutation-${name}.html` },
  tempDirName: ".stryker-tmp",
  concurrency: 2,
  allowEmpty: true,
};
