import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.base.config.js";

/** Tests of what stands on a store, run a second time with personal data sealed: see test/support/store.ts. */
const onStores = ["consent", "journey", "notify", "hub", "http/courier", "journeys"];

export default mergeConfig(
  base,
  defineConfig({
    test: {
      projects: [
        {
          extends: true,
          test: { name: "plain", include: ["test/**/*.test.ts"], sequence: { groupOrder: 0 } },
        },
        {
          extends: true,
          test: {
            name: "sealed",
            include: onStores.map((folder) => `test/${folder}/**/*.test.ts`),
            env: { THROUGHLINE_SEALED: "1" },
            sequence: { groupOrder: 1 },
          },
        },
      ],
    },
  }),
);
