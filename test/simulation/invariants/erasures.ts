import { type Instant, idOf, isTombstone, type RecordId, verifyErasureReceipt } from "@throughline/core";
import { eventsOf, type InvariantMaker, type Rest, type Told } from "../invariant.js";
import { verifier } from "../signing.js";

/** Whose data a document holds, and of whom it says that they were erased. */
function subjectsIn(document: unknown, mark: "~personal" | "~erased"): readonly string[] {
  if (typeof document !== "object" || document === null) return [];
  const subject: unknown = Reflect.get(document, mark);
  const inside = Object.values(document).flatMap((member) => subjectsIn(member, mark));
  return typeof subject === "string" ? [subject, ...inside] : inside;
}

interface Course {
  subjects: readonly string[];
  askedAt: Instant;
  receipt?: string;
  completedAt?: Instant;
}

/** Erased is erased: nobody else, not before its time, for good, and every erasure that has begun comes to its end. */
export const erasures: InvariantMaker = (violate) => {
  const courses = new Map<RecordId, Course>();
  const begun = new Set<string>();
  const destroyed = new Map<string, Instant>();
  const completed = new Map<string, Instant>();

  function checkDestroyed(subjects: readonly string[], keysDestroyedAt: Instant): void {
    for (const subject of subjects)
      if ((destroyed.get(subject) ?? "9") > keysDestroyedAt)
        violate(`"${subject}" was said to be erased by ${keysDestroyedAt}`);
  }

  function follow({ record, type, data }: Told, time: Instant): void {
    if (type === "erasure.asked") {
      courses.set(record, { subjects: data.subjects, askedAt: data.askedAt });
      for (const subject of data.subjects) begun.add(subject);
    }
    const course = courses.get(record);
    if (type === "erasure.keys-destroyed") checkDestroyed(course?.subjects ?? [], data.keysDestroyedAt);
    if (type !== "erasure.completed" || !course) return;
    Object.assign(course, { receipt: data.receipt, completedAt: time });
    for (const subject of course.subjects) completed.set(subject, completed.get(subject) ?? time);
  }

  async function judge(
    record: RecordId,
    { subjects, askedAt, receipt, completedAt = "" }: Course,
    rest: Rest,
  ): Promise<void> {
    if (receipt === undefined) return violate(`the erasure of "${subjects[0]}" does not come to its end`);
    const expected = { organisation: rest.organisation, erasure: idOf(record) };
    const said = await verifyErasureReceipt(receipt, verifier, expected);
    if (said.askedAt !== askedAt || said.completedAt > completedAt)
      violate(`the receipt of "${subjects[0]}" is dated wrongly`);
    checkDestroyed(said.subjects, said.keysDestroyedAt);
    for (const subject of subjects) {
      const found = await rest.vault.find(subject);
      if (!found || !isTombstone(found)) violate(`"${subject}" has a key again`);
    }
  }

  return {
    name: "erased is erased",
    committed(commit) {
      for (const told of eventsOf(commit)) follow(told, commit.time);
    },
    destroyed(subject, now) {
      if (!begun.has(subject)) violate(`the key of "${subject}" was destroyed, and nobody had asked for it`);
      destroyed.set(subject, destroyed.get(subject) ?? now);
    },
    read(document, since) {
      for (const subject of subjectsIn(document, "~personal"))
        if ((completed.get(subject) ?? "9") < since) violate(`"${subject}" was read after the receipt`);
      for (const subject of subjectsIn(document, "~erased"))
        if (!begun.has(subject)) violate(`"${subject}" is gone, and nobody had asked for it`);
    },
    async atRest(rest) {
      for (const [record, course] of courses) await judge(record, course, rest);
    },
  };
};
