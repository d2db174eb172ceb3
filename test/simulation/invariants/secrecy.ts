import type { RecordId } from "@throughline/core";
import { eventsOf, type InvariantMaker } from "../invariant.js";

/** What nobody says but a person about themselves: words of one's own, an address, a birthday. */
const isTelling = (text: string) => /#|@|^19\d\d-/.test(text);

function textsIn(document: unknown): readonly string[] {
  if (typeof document === "string") return isTelling(document) ? [document] : [];
  if (typeof document !== "object" || document === null) return [];
  return Object.values(document).flatMap(textsIn);
}

/** What stands inside marks. */
function markedIn(document: unknown): readonly string[] {
  if (typeof document !== "object" || document === null) return [];
  if ("~personal" in document) return textsIn(document);
  return Object.values(document).flatMap(markedIn);
}

/** What people tell of themselves is nowhere stored in the open. */
export const secrecy: InvariantMaker = (violate) => {
  const words = new Set<string>();
  return {
    name: "nothing personal is stored in the open",
    committed(commit) {
      for (const { data } of eventsOf(commit)) for (const word of markedIn(data)) words.add(word);
    },
    async atRest({ store }) {
      const records = new Set<RecordId>();
      const check = (record: RecordId, stored: unknown) => {
        for (const text of textsIn(stored)) if (words.has(text)) violate(`${text} stands in ${record}`);
      };
      for await (const { record, event } of store.follow()) {
        records.add(record);
        check(record, event.data);
      }
      for (const record of records) {
        const { record: kept } = await store.get(record);
        check(record, [kept?.state, kept?.keys]);
      }
    },
  };
};
