/**
 * The odd primes below 168, with which the flawed generator built its keys: M. Nemec, M. Sys, P. Svenda, D. Klinec, V.
 * Matyas, "The Return of Coppersmith's Attack", CCS 2017, section 2.1 (CVE-2017-15361). The first of its 39 primes is 2, of
 * which every modulus leaves the same rest.
 */
const primes: readonly number[] = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

const generator = 65_537;

/** What powers of the generator leave as rests of a prime. */
function restsOf(prime: number): ReadonlySet<number> {
  const rests = new Set<number>();
  for (let power = 1; !rests.has(power); power = (power * generator) % prime) rests.add(power);
  return rests;
}

const rests = primes.map((prime) => [BigInt(prime), restsOf(prime)] as const);

/**
 * Whether an RSA modulus bears the fingerprint of ROCA: it leaves, of every one of the primes, a rest that is a power of
 * 65537. Such a key can be factored. Of good keys, about one in 2^27 bears it by chance.
 */
export function hasRocaFingerprint(modulus: bigint): boolean {
  return rests.every(([prime, powers]) => powers.has(Number(modulus % prime)));
}
