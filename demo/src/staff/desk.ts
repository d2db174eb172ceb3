import { isThroughlineError } from "@throughline/core";
import type { Grant } from "@throughline/journey";
import type { Context } from "hono";
import { html } from "hono/html";
import { type Officer, officers } from "../department.js";
import { document, type Html } from "../web/layout.js";
import type { Session, Sessions } from "../web/session.js";
import type { Language } from "../words.js";
import type { World } from "../world.js";

/** What every staff page needs. */
export interface Desk {
  /** The department. */
  readonly world: World;
  /** This face's sessions. */
  readonly sessions: Sessions;
  /** Address of the style sheet. */
  readonly style: string;
}

/** One request of an officer. */
export interface Turn extends Desk {
  /** The request. */
  readonly context: Context;
  /** What the browser keeps: a token, and no person served. */
  readonly session: Session;
  /** Who asks; absent before signing in. */
  readonly officer?: Officer;
}

/** Reads which officer asks. */
export async function turnOf(desk: Desk, context: Context): Promise<Turn> {
  const session = await desk.sessions.read(context);
  if (session.token === undefined) return { ...desk, context, session };
  try {
    const { actor } = await desk.world.verifier.verify(session.token, { kinds: ["staff"] });
    const officer = officers.find(({ party }) => party.id === actor.id);
    return { ...desk, context, session, ...(officer ? { officer } : {}) };
  } catch (error) {
    if (isThroughlineError(error, "identity/expired")) return { ...desk, context, session };
    throw error;
  }
}

/** A case that an officer has before them. It travels in each request, never in the session. */
export interface Case {
  /** What the claim or the acceptance gave. */
  readonly grant: Grant;
  /** The journey. */
  readonly journeyId: string;
  /** The person's language. */
  readonly language: Language;
}

/** The case that the fields of a request name. Whether the officer holds it, the journey decides. */
export function caseOf(fields: Readonly<Record<string, string | undefined>>): Case {
  const { handoff = "", version = "", epoch = "", journey = "" } = fields;
  return {
    grant: { handoff, version: Number(version), epoch: Number(epoch) },
    journeyId: journey,
    language: fields["language"] === "cy" ? "cy" : "en",
  };
}

/** A case as fields. */
export function caseFields({ grant, journeyId, language }: Case): Readonly<Record<string, string>> {
  const { handoff, version, epoch } = grant;
  return { handoff, version: String(version), epoch: String(epoch), journey: journeyId, language };
}

/** Address of a case's page. The ids in it open nothing without the officer's own token. */
export function caseHref(held: Case, path: "check" | "work"): string {
  return `/staff/${path}?${new URLSearchParams(caseFields(held)).toString()}`;
}

/** Hidden fields of a form: against forged requests, and the case. */
export function hiddenFields(turn: Turn, held?: Case): Html {
  const fields = { csrf: turn.session.csrf, ...(held ? caseFields(held) : {}) };
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

/** A whole page for an officer. Staff pages are in English. */
export function page(
  turn: Turn,
  content: {
    readonly title: string;
    readonly main: Html;
    readonly hasError?: boolean;
    readonly back?: string;
  },
): Response | Promise<Response> {
  const { officer, style, context } = turn;
  const leave = html`<form method="post" action="/staff/leave">${hiddenFields(turn)}
<button class="tl-button-link">Sign out</button></form>`;
  const service = {
    name: "Work and Careers staff",
    href: "/staff",
    ...(officer ? { unit: `${officer.name}, ${officer.place.en}` } : {}),
  };
  return context.html(
    document({ language: "en", style, service, ...(officer ? { links: leave } : {}), ...content }),
  );
}
