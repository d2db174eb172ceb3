import type { Consent } from "@throughline/consent";
import { expect, test } from "vitest";
import { adapt, organisation, service } from "../../journey/support.js";
import { type Department, defined, department, partiesOf, texts, yes } from "./department.js";
import { drillMs, expectUnharmed, type UseCase } from "./drill.js";
import { memoryScene, type Scene } from "./scene.js";
import { createTap } from "./tap.js";

const key = "key-1";

function query(scene: Scene) {
  const { person } = partiesOf(scene);
  return { subject: person.id, purpose: adapt.id, recipient: organisation };
}

async function agreed({ consent }: Department, scene: Scene): Promise<void> {
  const { person } = partiesOf(scene);
  await consent.grant(yes(scene, await defined(scene)), { actor: person });
}

async function listOf<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** An answer without what says that it is one given before. */
const lasting = ({ replayed: _, ...record }: Awaited<ReturnType<Consent["grant"]>>) => record;

const cases: Readonly<Record<keyof Consent, UseCase<Department>>> = {
  grant: {
    begin: async (_, scene) => {
      const act = yes(scene, await defined(scene));
      const options = { actor: partiesOf(scene).person, idempotencyKey: key };
      return ({ consent }) => consent.grant(act, options);
    },
    lasting,
  },
  refuse: {
    begin: async (_, scene) => {
      const act = yes(scene, await defined(scene));
      const options = { actor: partiesOf(scene).person, idempotencyKey: key };
      return ({ consent }) => consent.refuse(act, options);
    },
    lasting,
  },
  withdraw: {
    begin: async (services, scene) => {
      await agreed(services, scene);
      const { person } = partiesOf(scene);
      const withdrawal = {
        subject: person.id,
        purpose: adapt.id,
        channel: "web",
        reason: "Blodwen",
      } as const;
      return ({ consent }) => consent.withdraw(withdrawal, { actor: person, idempotencyKey: key });
    },
    lasting,
  },
  definePurpose: {
    begin:
      async () =>
      ({ consent }) =>
        consent.definePurpose({ ...adapt, id: "another" }, { actor: service }),
  },
  // The notice is published in one commit; everyone whose yes rested on an earlier one has their epoch moved after it, and
  // again by a repeat: a moved epoch refuses what is being decided and nothing else.
  publishNotice: {
    begin: async (services, scene) => {
      await agreed(services, scene);
      const input = { purpose: adapt.id, texts: { en: `${texts.en} Anew.` }, material: true };
      return ({ consent }) => consent.publishNotice(input, { actor: service });
    },
    commits: 2,
    adds: { "consent-epoch.advanced": 1 },
  },
  purpose: {
    begin:
      async () =>
      ({ consent }) =>
        consent.purpose(adapt.id),
    commits: 0,
  },
  notice: {
    begin: async (_, scene) => {
      const { renderings } = await defined(scene);
      return ({ consent }) => consent.notice(renderings["en"] ?? "");
    },
    commits: 0,
  },
  notices: {
    begin:
      async () =>
      ({ consent }) =>
        consent.notices(adapt.id),
    commits: 0,
  },
  check: {
    begin: async (services, scene) => {
      await agreed(services, scene);
      return ({ consent }) => consent.check({ ...query(scene), fact: "housing.situation" });
    },
    commits: 0,
  },
  checkAll: {
    begin: async (services, scene) => {
      await agreed(services, scene);
      return ({ consent }) => consent.checkAll({ ...query(scene), facts: adapt.facts });
    },
    commits: 0,
  },
  project: {
    begin: async (services, scene) => {
      await agreed(services, scene);
      return ({ consent }) => consent.project({ "housing.situation": "owner" }, query(scene));
    },
    commits: 0,
  },
  ofSubject: {
    begin: async (services, scene) => {
      await agreed(services, scene);
      return ({ consent }) => consent.ofSubject(partiesOf(scene).person.id);
    },
    commits: 0,
  },
  history: {
    begin: async (services, scene) => {
      await agreed(services, scene);
      return ({ consent }) => listOf(consent.history(partiesOf(scene).person.id, adapt.id));
    },
    commits: 0,
  },
};

test("every function of the service is drilled", () => {
  const { consent } = department.services(memoryScene(), createTap()) as Department;
  expect(Object.keys(cases).sort()).toEqual(Object.keys(consent).sort());
});

test.each(Object.entries(cases))(
  "%s is whole when any call fails once",
  async (_, use) => {
    await expectUnharmed(department, use);
  },
  drillMs,
);
