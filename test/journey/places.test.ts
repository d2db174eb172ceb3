import { describe, expect, test } from "vitest";
import { randomPlaces } from "../../packages/journey/src/places.js";

describe("random places", () => {
  test("are different, below the limit, and all of them where there are few", () => {
    expect([...randomPlaces(4, 64)].sort((one, other) => one - other)).toEqual([0, 1, 2, 3]);
    const many = randomPlaces(2000, 64);
    expect(new Set(many).size).toBe(64);
    expect(many.every((place) => place >= 0 && place < 2000)).toBe(true);
  });

  test("come in another order each time", () => {
    const orders = new Set(Array.from({ length: 20 }, () => randomPlaces(2000, 8).join()));
    expect(orders.size).toBe(20);
  });
});
