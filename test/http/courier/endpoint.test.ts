import { describe, expect, test } from "vitest";
import {
  type EndpointCommand,
  endpointLaw,
  endpointOf,
} from "../../../packages/http/src/courier/endpoint.js";

const context = {
  now: "2026-11-23T10:00:00.000Z",
  actor: { kind: "service", id: "courier", organisation: "work" },
} as const;

function lead(...commands: readonly EndpointCommand["type"][]) {
  let state = endpointLaw.initial;
  const types: string[] = [];
  for (const type of commands) {
    for (const event of endpointLaw.decide(state, { type }, context).events) {
      types.push(event.type);
      state = endpointLaw.evolve(state, event);
    }
  }
  return { ...state, types };
}

describe("the law of an endpoint", () => {
  test("closes once and opens once", () => {
    expect(lead()).toEqual({ isGone: false, types: [] });
    expect(lead("open")).toEqual({ isGone: false, types: [] });
    expect(lead("close", "close")).toEqual({ isGone: true, types: ["parcel-endpoint.closed"] });
    expect(lead("close", "open", "open")).toEqual({
      isGone: false,
      types: ["parcel-endpoint.closed", "parcel-endpoint.opened"],
    });
  });

  test("is of one address of one peer, which cannot be read from it", () => {
    const url = "https://housing.example/in?token=canary";
    expect(endpointOf("housing", url)).toBe(endpointOf("housing", url));
    expect(
      new Set([endpointOf("housing", url), endpointOf("care", url), endpointOf("housing", `${url}2`)]).size,
    ).toBe(3);
    expect(endpointOf("housing", url)).not.toContain("canary");
  });
});
