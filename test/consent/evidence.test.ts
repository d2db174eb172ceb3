import { type Evidence, evidenceOfChannel, evidenceSchema } from "@throughline/consent";
import { channels } from "@throughline/core";
import { expect, test } from "vitest";
import { bearerOfEvidence, grantChannelSchema } from "../../packages/consent/src/evidence.js";

const scanHash = "a".repeat(64);
const good: readonly Evidence[] = [
  { kind: "web", control: "checkbox" },
  { kind: "web", control: "button" },
  { kind: "script", scriptVersion: "3" },
  { kind: "script", scriptVersion: "3", recordingReference: "call-9" },
  { kind: "witnessed" },
  { kind: "form", formVersion: "2", scanHash },
];
test.each(good)("%j is evidence", (evidence) => {
  expect(evidenceSchema.parse(evidence)).toEqual(evidence);
});

test.each([
  {},
  { kind: "web" },
  { kind: "web", control: "prechecked" },
  { kind: "web", control: "checkbox", address: "192.0.2.1" },
  { kind: "script" },
  { kind: "script", scriptVersion: "" },
  { kind: "script", scriptVersion: "3", recordingReference: undefined },
  { kind: "witnessed", by: "s-12" },
  { kind: "form", formVersion: "2" },
  { kind: "form", formVersion: "2", scanHash: scanHash.toUpperCase() },
  { kind: "hearsay" },
])("%j is not", (evidence) => {
  expect(evidenceSchema.safeParse(evidence).success).toBe(false);
});

test("every channel but the agent's carries consent, and every kind of evidence has one who brings it", () => {
  const carrying = channels.filter((channel) => grantChannelSchema.safeParse(channel).success);
  expect(carrying).toEqual(channels.filter((channel) => channel !== "agent"));
  expect(Object.keys(evidenceOfChannel).sort()).toEqual([...carrying].sort());
  expect(new Set(Object.values(evidenceOfChannel))).toEqual(new Set(Object.keys(bearerOfEvidence)));
});

test("only a screen is the person's own", () => {
  const own = Object.entries(evidenceOfChannel).filter(([, kind]) => bearerOfEvidence[kind] === "person");
  expect(own.map(([channel]) => channel)).toEqual(["web", "app", "kiosk"]);
});
