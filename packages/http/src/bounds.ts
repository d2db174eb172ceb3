/** A whole number within bounds. Throws `RangeError` that names the option. */
export function within(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} is a whole number from ${least} to ${most}.`);
  }
  return value;
}
