import { isThroughlineError } from "@throughline/core";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Officer } from "../department.js";
import { readFields } from "../web/fields.js";
import { withStatus } from "../web/layout.js";
import { isOwnForm } from "../web/session.js";
import { check, checkPage } from "./check.js";
import { caseOf, type Desk, page, type Turn, turnOf } from "./desk.js";
import { claim, queuePage } from "./queue.js";
import { signIn, signInPage } from "./sign-in.js";
import { answer, complete, passOn, workPage } from "./work.js";

type Fields = Readonly<Record<string, string>>;

/** What an officer reads when a case can no longer be worked on. */
const refusals: Readonly<Record<string, string>> = {
  "core/erased": "This person’s data was erased. Nothing was written.",
  "journey/stale-epoch": "You no longer hold this journey. Nothing was written.",
  "journey/wrong-state": "This journey is no longer at this step. Nothing was written.",
  "journey/not-permitted": "The person’s agreement no longer covers this. Nothing was written.",
  "journey/not-found": "There is no such journey.",
  "journey/not-yours": "This journey is not yours to work on.",
  "journey/invalid-input": "The address is not complete. Go back to the queue.",
  "journey/closed": "The journey is finished.",
  "forms/unknown-page": "There is no such question. Nothing was written.",
  "forms/page-not-open": "This question is no longer to be asked. Nothing was written.",
};

function refuse(turn: Turn, message: string): Response | Promise<Response> {
  return page(turn, {
    title: "You cannot go on here",
    main: html`<h1 class="govuk-heading-l">You cannot go on here</h1><p class="govuk-body">${message}</p>
<p class="govuk-body"><a class="govuk-link" href="/staff">Back to the queue</a></p>`,
  });
}

function leave({ sessions, context }: Turn): Response {
  sessions.end(context);
  context.header("clear-site-data", '"cache", "storage"');
  return context.redirect("/staff", 303);
}

type Show = (turn: Turn, officer: Officer) => Response | Promise<Response>;
type Act = (turn: Turn, officer: Officer, fields: Fields) => Response | Promise<Response>;

/** Pages that are read. None of them claims or changes anything; looking at a case is recorded. */
const shown: Readonly<Record<string, Show>> = {
  "/": (turn, officer) => queuePage(turn, officer),
  "/check": (turn, officer) => checkPage(turn, officer, caseOf(turn.context.req.query())),
  "/work": (turn, officer) => workPage(turn, officer, caseOf(turn.context.req.query())),
};

/** Forms that are posted, each with the case that it is about. */
const posted: Readonly<Record<string, Act>> = {
  "/leave": leave,
  "/claim": (turn, officer, fields) => claim(turn, officer, fields["code"] ?? "", fields["claim"] ?? ""),
  "/check": (turn, officer, fields) => check(turn, officer, caseOf(fields), fields),
  "/answer": (turn, officer, fields) => answer(turn, officer, caseOf(fields), fields),
  "/pass-on": (turn, officer, fields) => passOn(turn, officer, caseOf(fields), fields),
  "/complete": (turn, officer, fields) => complete(turn, officer, caseOf(fields), fields["key"] ?? ""),
};

async function failed(desk: Desk, error: Error, context: Context): Promise<Response> {
  const message = isThroughlineError(error) ? refusals[error.code] : undefined;
  if (message === undefined) console.error("staff page:", isThroughlineError(error) ? error.code : error);
  const unexpected = "Something went wrong on our side. Nothing was half-written; try again.";
  const response = await refuse(await turnOf(desk, context), message ?? unexpected);
  return withStatus(response, message === undefined ? 500 : 409);
}

/** A posted form of this officer's own page; everything else is refused before it is looked at. */
async function take(
  desk: Desk,
  context: Context,
  act: (turn: Turn, fields: Fields) => Response | Promise<Response>,
) {
  const turn = await turnOf(desk, context);
  const fields = await readFields(context);
  return isOwnForm(turn.session, fields["csrf"] ?? "")
    ? await act(turn, fields)
    : withStatus(await refuse(turn, "This page is out of date."), 403);
}

/** The staff console. */
export function staffApp(desk: Desk): Hono {
  const app = new Hono();
  for (const [path, show] of Object.entries(shown)) {
    app.get(path, async (context) => {
      const turn = await turnOf(desk, context);
      await desk.sessions.write(context, turn.session);
      return turn.officer ? await show(turn, turn.officer) : await signInPage(turn);
    });
  }
  for (const [path, act] of Object.entries(posted)) {
    app.post(path, (context) =>
      take(desk, context, (turn, fields) =>
        turn.officer ? act(turn, turn.officer, fields) : context.redirect("/staff", 303),
      ),
    );
  }
  app.post("/sign-in", (context) =>
    take(desk, context, (turn, fields) => signIn(turn, fields["officer"] ?? "")),
  );
  app.onError((error, context) => failed(desk, error, context));
  return app;
}
