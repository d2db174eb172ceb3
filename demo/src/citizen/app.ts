import { isThroughlineError } from "@throughline/core";
import { type Context, Hono } from "hono";
import { setCookie } from "hono/cookie";
import { html } from "hono/html";
import { readFields } from "../web/fields.js";
import { withStatus } from "../web/layout.js";
import { isOwnForm, newAnonymous } from "../web/session.js";
import { withdraw } from "./consent.js";
import { answer, finish, formPage, goOn } from "./form.js";
import { helpPage, offer } from "./help.js";
import { signIn, signInPage, start, startPage } from "./start.js";
import { type Face, NoJourney, page, type Visit, visitOf } from "./visit.js";
import { yourDataPage } from "./your-data.js";

type Fields = Readonly<Record<string, string>>;

function sorry(visit: Visit, part: "notFound" | "sorry" | "expired"): Response | Promise<Response> {
  const { say } = visit;
  const title = say[`${part}Title`];
  return page(visit, {
    title,
    main: html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${say[`${part}Text`]}</p>
<p class="govuk-body"><a class="govuk-link" href="/">${say.toStart}</a></p>`,
  });
}

/** Codes of refusals that a person meets by going back, by having two windows open, or once their data was erased. */
const outdated = new Set([
  "core/erased",
  "forms/page-not-open",
  "forms/unknown-page",
  "journey/closed",
  "journey/not-yours",
  "journey/not-found",
  "journey/wrong-state",
]);

/** A language link leads back to where it was pressed, and nowhere else: browsers drop tabs and line ends in an address. */
function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[!-~]*$/.test(to) ? to : "/";
}

function setLanguage(context: Context): Response {
  const language = context.req.param("language") === "cy" ? "cy" : "en";
  setCookie(context, "tl_language", language, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: 31_536_000,
  });
  return context.redirect(ownPath(context.req.query("to")), 303);
}

function leave({ sessions, context }: Visit): Response {
  sessions.end(context);
  context.header("clear-site-data", '"cache", "storage"');
  return context.redirect("/", 303);
}

/** A stranger gets a pseudonym before anything is posted: pressing start twice then begins one journey. */
async function home(visit: Visit): Promise<Response> {
  const { session, sessions, context } = visit;
  const isStranger = session.token === undefined && session.anonymous === undefined;
  await sessions.write(context, isStranger ? { ...session, anonymous: newAnonymous() } : session);
  return await startPage(visit);
}

function showForm(visit: Visit): Promise<Response> {
  const change = visit.context.req.query("change");
  const pageId = visit.context.req.param("page") ?? "";
  return formPage(visit, { pageId, ...(change === undefined ? {} : { change }) });
}

type Show = (visit: Visit) => Response | Promise<Response>;
type Act = (visit: Visit, fields: Fields) => Response | Promise<Response>;

/** Pages that are read. None of them changes anything. */
const shown: Readonly<Record<string, Show>> = {
  "/": home,
  "/sign-in": (visit) => signInPage(visit),
  "/form": goOn,
  "/form/:page": showForm,
  "/help": (visit) => helpPage(visit),
  "/your-data": yourDataPage,
};

/** Forms that are posted. The more exact address stands first. */
const posted: Readonly<Record<string, Act>> = {
  "/start": start,
  "/sign-in": (visit, fields) => signIn(visit, fields["account"] ?? ""),
  "/form/check-answers": finish,
  "/form/:page": (visit, fields) => answer(visit, visit.context.req.param("page") ?? "", fields),
  "/help": (visit, fields) => offer(visit, fields["way"] ?? "", fields["key"] ?? ""),
  "/withdraw": withdraw,
  "/leave": leave,
};

async function failed(face: Face, error: Error, context: Context): Promise<Response> {
  if (error instanceof NoJourney) return context.redirect("/", 303);
  const isOutdated = isThroughlineError(error) && outdated.has(error.code);
  if (!isOutdated) console.error("citizen page:", isThroughlineError(error) ? error.code : error);
  const response = await sorry(await visitOf(face, context), isOutdated ? "expired" : "sorry");
  return withStatus(response, isOutdated ? 409 : 500);
}

/** The citizen's pages. */
export function citizenApp(face: Face): Hono {
  const app = new Hono();
  for (const [path, show] of Object.entries(shown)) {
    app.get(path, async (context) => await show(await visitOf(face, context)));
  }
  for (const [path, act] of Object.entries(posted)) {
    app.post(path, async (context) => {
      const visit = await visitOf(face, context);
      const fields = await readFields(context);
      return isOwnForm(visit.session, fields["csrf"] ?? "")
        ? await act(visit, fields)
        : withStatus(await sorry(visit, "expired"), 403);
    });
  }
  app.get("/language/:language", setLanguage);
  app.all("*", async (context) => withStatus(await sorry(await visitOf(face, context), "notFound"), 404));
  app.onError((error, context) => failed(face, error, context));
  return app;
}
