const words: Readonly<Record<string, (page: number, pages: number) => string>> = {
  en: (page, pages) => `Page ${page} of ${pages}`,
  cy: (page, pages) => `Tudalen ${page} o ${pages}`,
  pl: (page, pages) => `Strona ${page} z ${pages}`,
  el: (page, pages) => `Σελίδα ${page} από ${pages}`,
  uk: (page, pages) => `Сторінка ${page} з ${pages}`,
};

/** The page number as printed at the foot: in words where the language is known here, else `1 / 3`. */
export function pageLabel(language: string, page: number, pages: number): string {
  const primary = language.split("-", 1)[0]?.toLowerCase() ?? "";
  return Object.hasOwn(words, primary) ? (words[primary]?.(page, pages) ?? "") : `${page} / ${pages}`;
}
