import type { Actor } from "@throughline/core";
import { isThroughlineError } from "@throughline/core";
import type { FormResponse } from "@throughline/forms";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { html } from "hono/html";
import { organisation } from "../department.js";
import { document, type Html } from "../web/layout.js";
import type { Session, Sessions } from "../web/session.js";
import { type Language, type Words, words } from "../words.js";
import type { World } from "../world.js";

/** What every citizen's page needs. */
export interface Face {
  /** The department. */
  readonly world: World;
  /** This face's sessions. */
  readonly sessions: Sessions;
  /** Address of the style sheet. */
  readonly style: string;
}

/** One request of a citizen. */
export interface Visit extends Face {
  /** The request. */
  readonly context: Context;
  /** What the browser keeps. */
  readonly session: Session;
  /** The language asked for. */
  readonly language: Language;
  /** The words in it. */
  readonly say: Words;
  /** Who acts: the person once signed in, before that nobody we know. */
  readonly actor: Actor;
  /** The person's pseudonym, once signed in. */
  readonly subject?: string;
}

/** Asked for a page that needs a journey, without one. */
export class NoJourney extends Error {}

async function signedIn(world: World, session: Session): Promise<Actor | undefined> {
  if (session.token === undefined) return undefined;
  try {
    return (await world.verifier.verify(session.token, { kinds: ["person"] })).actor;
  } catch (error) {
    if (isThroughlineError(error, "identity/expired")) return undefined;
    throw error;
  }
}

/** Reads who comes and in which language. */
export async function visitOf(face: Face, context: Context): Promise<Visit> {
  const session = await face.sessions.read(context);
  const language: Language = getCookie(context, "tl_language") === "cy" ? "cy" : "en";
  const person = await signedIn(face.world, session);
  const anonymous: Actor = { kind: "anonymous", id: session.anonymous ?? "anon-none", organisation };
  const rest = person ? { actor: person, subject: person.id } : { actor: anonymous };
  return { ...face, context, session, language, say: words[language], ...rest };
}

/** The journey of this session. Throws {@link NoJourney}. */
export function journeyOf({ session }: Visit): string {
  if (session.journey === undefined) throw new NoJourney();
  return session.journey;
}

/**
 * The form as far as it is filled in, by the person or by an officer for them. Throws `journey/not-yours` for whoever the
 * journey does not belong to.
 */
export async function responseOf(visit: Visit): Promise<FormResponse> {
  const { world, actor, language } = visit;
  const { journeyId, subject, facts } = await world.journeys.get(journeyOf(visit), { actor });
  return await world.answers.load(journeyId, { subject, language, known: facts });
}

function links({ session, say, language, context }: Visit): Html {
  const other = language === "en" ? "cy" : "en";
  const leave = html`<form method="post" action="/leave"><input type="hidden" name="csrf" value="${session.csrf}">
<button class="tl-button-link">${say.signOut}</button></form>`;
  return html`${session.journey ? html`<a class="govuk-link" href="/your-data">${say.yourData}</a>` : ""}
<a class="govuk-link" lang="${other}" hreflang="${other}" href="/language/${other}?to=${encodeURIComponent(context.req.path)}">${say.otherLanguage}</a>
${session.journey ? leave : ""}`;
}

/** A whole page for a citizen. */
export function page(
  visit: Visit,
  content: {
    readonly title: string;
    readonly main: Html;
    readonly back?: string;
    readonly hasError?: boolean;
  },
): Response | Promise<Response> {
  const { say, language, style } = visit;
  const service = { name: say.service, href: "/", unit: say.department };
  return visit.context.html(document({ language, style, service, links: links(visit), ...content }));
}
