import { html } from "hono/html";
import { audience, officers } from "../department.js";
import { newSession } from "../web/session.js";
import { hiddenFields, page, type Turn } from "./desk.js";

/** Where an officer signs in. The demonstration asks for no password; a real one would use the staff directory. */
export function signInPage(turn: Turn): Response | Promise<Response> {
  const buttons = officers.map(
    ({ party, name, place }) => html`<form method="post" action="/staff/sign-in">${hiddenFields(turn)}
<input type="hidden" name="officer" value="${party.id}">
<button class="govuk-button govuk-button--secondary">Sign in as ${name}, ${place.en}</button></form>`,
  );
  return page(turn, {
    title: "Sign in",
    main: html`<h1 class="govuk-heading-l">Sign in</h1>
<p class="govuk-body">In this demonstration, choose one of the two officers. There is no password.</p>${buttons}`,
  });
}

/** Signs an officer in, in a session that knows nothing from before. */
export async function signIn(turn: Turn, id: string): Promise<Response> {
  const { world, sessions, context } = turn;
  const officer = officers.find(({ party }) => party.id === id);
  if (!officer) return await signInPage(turn);
  const token = await world.tokens.issue({ actor: officer.party, audience });
  await sessions.write(context, { ...newSession(), token });
  return context.redirect("/staff", 303);
}
