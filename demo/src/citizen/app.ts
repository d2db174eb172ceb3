import { isThroughlineError } from "@throughline/core";
import { type Context, Hono } from "hono";
import { setCookie } from "hono/cookie";
import { html } from "hono/html";
import { readFields } from "../web/fields.js";
import { isOwnForm } from "../web/session.js";
import { withdraw } from "./consent.js";
import { answer, finish, formPage, goOn } from "./form.js";
import { helpPage, offer } from "./help.js";
import { signIn, signInPage, start, startPage } from "./start.js";
import { type Face, NoJourney, page, type Visit, visitOf } from "./visit.js";
import { yourDataPage } from "./your-data.js";

type Fields = Readonly<Record<string, string>>;

function sorry(
  visit: Visit,
  part: "notFound" | "sorry" | "expired" | "locked",
): Response | Promise<Response> {
  const { say } = visit;
  const title = say[`${part}Title`];
  return page(visit, {
    title,
    main: html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${say[`${part}Text`]}</p>
<p class="govuk-body"><a class="govuk-link" href="/">${say.toStart}</a></p>`,
  });
}

/** Codes of refusals that a person meets by going back or by having two windows open. */
const outdated = new Set([
  "forms/page-not-open",
  "forms/unknown-page",
  "journey/closed",
  "journey/not-yours",
  "journey/not-found",
]);

/** A language link leads back to where it was pressed, and nowhere else. */
function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])/.test(to) ? to : "/";
}

/** The citizen's pages. */
export function citizenApp(face: Face): Hono {
  const app = new Hono();
  const visited = (show: (visit: Visit) => Response | Promise<Response>) => async (context: Context) =>
    await show(await visitOf(face, context));
  const posted =
    (act: (visit: Visit, fields: Fields) => Response | Promise<Response>) => async (context: Context) => {
      const visit = await visitOf(face, context);
      const fields = await readFields(context);
      if (!isOwnForm(visit.session, fields["csrf"] ?? "")) return await sorry(visit, "expired");
      return await act(visit, fields);
    };

  app.get(
    "/",
    visited(async (visit) => {
      await face.sessions.write(visit.context, visit.session);
      return await startPage(visit);
    }),
  );
  app.post("/start", posted(start));
  app.get(
    "/sign-in",
    visited((visit) => signInPage(visit)),
  );
  app.post(
    "/sign-in",
    posted((visit, fields) => signIn(visit, fields["account"] ?? "")),
  );
  app.get("/form", visited(goOn));
  app.get(
    "/form/:page",
    visited((visit) => {
      const change = visit.context.req.query("change");
      return formPage(visit, {
        pageId: visit.context.req.param("page") ?? "",
        ...(change === undefined ? {} : { change }),
      });
    }),
  );
  app.post("/form/check-answers", posted(finish));
  app.post(
    "/form/:page",
    posted((visit, fields) => answer(visit, visit.context.req.param("page") ?? "", fields)),
  );
  app.get(
    "/help",
    visited((visit) => helpPage(visit)),
  );
  app.post(
    "/help",
    posted((visit, fields) => offer(visit, fields["way"] ?? "", fields["key"] ?? "")),
  );
  app.get("/your-data", visited(yourDataPage));
  app.post("/withdraw", posted(withdraw));
  app.post(
    "/leave",
    posted((visit) => {
      face.sessions.end(visit.context);
      visit.context.header("clear-site-data", '"cache", "storage"');
      return visit.context.redirect("/", 303);
    }),
  );
  app.get("/language/:language", (context) => {
    const language = context.req.param("language") === "cy" ? "cy" : "en";
    setCookie(context, "tl_language", language, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      maxAge: 31_536_000,
    });
    return context.redirect(ownPath(context.req.query("to")), 303);
  });
  app.all("*", async (context) => {
    const response = await sorry(await visitOf(face, context), "notFound");
    return new Response(response.body, { status: 404, headers: response.headers });
  });
  app.onError(async (error, context) => {
    if (error instanceof NoJourney) return context.redirect("/", 303);
    const visit = await visitOf(face, context);
    const isOutdated = isThroughlineError(error) && outdated.has(error.code);
    if (!isOutdated) console.error("citizen page:", isThroughlineError(error) ? error.code : error);
    const response = await sorry(visit, isOutdated ? "expired" : "sorry");
    return new Response(response.body, { status: isOutdated ? 409 : 500, headers: response.headers });
  });
  return app;
}
