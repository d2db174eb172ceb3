import type { TagNode } from "./strip.js";

/** What an answer is set with: the element it belongs to, and the question as its description. */
export interface AnswerContext {
  readonly parent: TagNode;
  readonly description: string;
}

/** What a print field is: room for text, or a box to tick that is ticked or not. */
export type PrintFieldRole = "text" | "ticked" | "unticked";

const roles = {
  text: { Role: "tv" },
  ticked: { Role: "cb", checked: "on" },
  unticked: { Role: "cb", checked: "off" },
} as const satisfies Record<PrintFieldRole, Readonly<Record<string, string>>>;

/** The element of a field that is filled in by pen (ISO 32000-1 table 348). */
export function printField(parent: TagNode, role: PrintFieldRole, description: string): TagNode {
  return {
    tag: "Form",
    parent,
    attributes: { O: "PrintField", ...roles[role], Desc: { text: description } },
  };
}
