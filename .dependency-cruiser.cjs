/**
 * The floors: which of our packages each may import. The same table as the dependencies in its package.json;
 * test/house.test.ts holds the two together.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const allowed = {
  core: [],
  http: ["core"],
  postgres: ["core"],
  paper: ["core"],
  identity: ["core", "http"],
  consent: ["core", "http"],
  forms: ["core", "paper"],
  notify: ["core", "http", "paper"],
  journey: ["core", "http"],
  hub: ["core", "http", "paper", "identity", "consent", "forms", "notify", "journey"],
};

/** Entries beside a main entry that stand on Node. */
const onNode = ["^packages/notify/src/(smtp|folder)", "^packages/(core|identity)/src/node(/|\\.ts$)"];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "not-declared",
      severity: "error",
      comment: "a package imports only what its own package.json names",
      from: { path: "^packages/[^/]+/src" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"] },
    },
    {
      name: "no-deep-relative",
      severity: "error",
      comment: "from one package into another by its name only",
      from: { path: "^packages/([^/]+)/" },
      to: {
        path: "^packages/(?!$1/)[^/]+/",
        dependencyTypes: ["local"],
        dependencyTypesNot: ["npm", "localmodule", "aliased", "aliased-workspace"],
      },
    },
    {
      name: "web-standard-only",
      severity: "error",
      comment: "core, the capabilities and the hub run anywhere: no Node built-ins",
      from: { path: "^packages/(core|identity|consent|forms|notify|journey|hub)/src", pathNot: onNode },
      to: { dependencyTypes: ["core"] },
    },
    ...Object.entries(allowed).map(([name, below]) => ({
      name: `floor-of-${name}`,
      severity: "error",
      from: { path: `^packages/${name}/src` },
      to: { path: "^(packages/[^/]+|demo)/", pathNot: `^packages/(${[name, ...below].join("|")})/` },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.test.json" },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@throughline/source", "import", "types", "default"],
      extensions: [".ts", ".js"],
    },
  },
};
