/** The safe name of a character: `U+1F600`. Half of a surrogate pair is named as it stands. */
export function codePointName(character: string): string {
  const value = character.codePointAt(0) ?? 0;
  return `U+${value.toString(16).toUpperCase().padStart(4, "0")}`;
}
