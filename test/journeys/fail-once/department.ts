import { type Consent, type ConsentAct, createConsent, type PublishedNotice } from "@throughline/consent";
import { type Actor, LedgerError, type Timers } from "@throughline/core";
import { createJourneys, type Journeys } from "@throughline/journey";
import { adapt, assess, organisation, secretPepper, service, story } from "../../journey/support.js";
import type { Cast } from "./drill.js";
import type { Scene } from "./scene.js";
import { memoryScene } from "./scene.js";
import type { Tap } from "./tap.js";

/** Consent and journeys of one department, each reached through the tap. */
export interface Department {
  readonly consent: Consent;
  readonly journeys: Journeys;
  readonly timers: Timers;
}

export const texts = { en: "We use this to adapt your support." };

/** The people of a scene. */
export function partiesOf({ id }: Scene) {
  const person: Actor = { kind: "person", id: `p-${id}`, organisation };
  const officer: Actor = { kind: "staff", id: `s-${id}`, organisation, unit: "phone-north" };
  return { person, officer };
}

/** The department's purposes and notice, on a scene; on one that has them it changes nothing. */
export async function defined(scene: Scene): Promise<PublishedNotice> {
  const consent = createConsent({ ledger: scene.store.ledger, organisation });
  await consent.definePurpose(assess, { actor: service });
  await consent.definePurpose(adapt, { actor: service });
  return await consent.publishNotice({ purpose: adapt.id, texts, material: true }, { actor: service });
}

/** A whole and explicit yes on the web. */
export function yes(scene: Scene, notice: PublishedNotice): ConsentAct {
  return {
    subject: partiesOf(scene).person.id,
    purpose: adapt.id,
    facts: adapt.facts,
    recipients: adapt.recipients,
    notice: { hash: notice.renderings["en"] ?? "", language: "en" },
    channel: "web",
    evidence: { kind: "web", control: "checkbox" },
    expression: "explicit",
  };
}

/** A department on scenes of a kind. */
export function departmentOn(open: () => Scene | Promise<Scene>): Cast<Department> {
  return {
    async open() {
      const scene = await open();
      await defined(scene);
      return scene;
    },
    services({ store, tapped }, tap: Tap) {
      const ledger = tapped(tap);
      const quota = tap.port("quota", store.quota);
      const gate = tap.port(
        "gate",
        createConsent({ ledger: store.ledger, organisation }),
        () => new LedgerError("ledger/unavailable"),
      );
      const pepper = () => secretPepper;
      return {
        consent: createConsent({ ledger, organisation }),
        journeys: createJourneys({ ledger, quota, consent: gate, organisation, pepper }),
        timers: tap.port("timers", store.timers),
      };
    },
  };
}

export const department: Cast<Department> = departmentOn(() => memoryScene());

/** A journey with the story in it, of the scene's person. */
export async function begun({ journeys }: Department, scene: Scene): Promise<string> {
  const { person } = partiesOf(scene);
  const definition = { id: "work-support", version: 1 };
  const { journeyId } = await journeys.start({ definition, channel: "web" }, { actor: person });
  await journeys.record(journeyId, story, { actor: person });
  return journeyId;
}
