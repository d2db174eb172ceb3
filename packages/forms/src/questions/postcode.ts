/** Every form that a UK postcode takes, without its space (BS 7666), and the one odd one, GIR 0AA. */
const ukPostcode =
  /^(GIR0AA|([A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW]))[0-9][ABD-HJLNP-UW-Z]{2})$/;

/**
 * A postcode as Royal Mail writes it: capitals, one space. Takes it with small letters, with spaces and punctuation
 * anywhere or nowhere (GOV.UK addresses pattern). `undefined` where it cannot be one.
 */
export function toPostcode(typed: string): string | undefined {
  const compact = typed
    .normalize("NFKC")
    .replace(/[\s.,\-()]/g, "")
    .toUpperCase();
  return ukPostcode.test(compact) ? `${compact.slice(0, -3)} ${compact.slice(-3)}` : undefined;
}
