import { describe, expect, test } from "vitest";
import { hasRocaFingerprint } from "../../../packages/identity/src/jws/roca.js";

const primes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];
const primorial = primes.reduce((product, prime) => product * BigInt(prime), 2n);

describe("the fingerprint of ROCA", () => {
  test.each([0, 1, 2, 17, 1000])("is borne by what the flawed generator made: k * M + 65537^%i", (power) => {
    const made = (2n ** 1000n / primorial) * primorial + 65_537n ** BigInt(power);
    expect(hasRocaFingerprint(made)).toBe(true);
  });

  test("is borne by a power that one prime does not know, no longer", () => {
    // 2 is no power of 65537 modulo 11: that group has the rests 1, 10 and their like alone.
    const made = primorial * 12_345n + 65_537n;
    expect(hasRocaFingerprint(made)).toBe(true);
    const other = made + primorial / 11n;
    expect(other % 11n).not.toBe(made % 11n);
    expect([1n, 10n].includes(made % 11n)).toBe(true);
    const rests = [1, 2, 3, 4, 5].map((step) => made + (primorial / 11n) * BigInt(step));
    expect(rests.some((each) => !hasRocaFingerprint(each))).toBe(true);
  });

  test("is not borne by sound moduli", () => {
    const sound = [2n ** 2048n - 1n, 2n ** 2047n + 9n, 3n, 0n];
    expect(sound.filter(hasRocaFingerprint)).toEqual([]);
  });
});
