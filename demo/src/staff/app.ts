import { isThroughlineError } from "@throughline/core";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Officer } from "../department.js";
import { readFields } from "../web/fields.js";
import { isOwnForm } from "../web/session.js";
import { check, checkPage } from "./check.js";
import { caseOf, type Desk, page, type Turn, turnOf } from "./desk.js";
import { claim, queuePage } from "./queue.js";
import { signIn, signInPage } from "./sign-in.js";
import { answer, complete, passOn, workPage } from "./work.js";

type Fields = Readonly<Record<string, string>>;

/** What an officer reads when a case can no longer be worked on. */
const refusals: Readonly<Record<string, string>> = {
  "journey/stale-epoch": "You no longer hold this journey. Nothing was written.",
  "journey/wrong-state": "This journey is no longer at this step. Nothing was written.",
  "journey/not-permitted": "The person’s agreement no longer covers this. Nothing was written.",
  "journey/not-found": "There is no such journey.",
  "journey/not-yours": "This journey is not yours to work on.",
  "journey/invalid-input": "The address is not complete. Go back to the queue.",
  "journey/closed": "The journey is finished.",
};

function refuse(turn: Turn, message: string): Response | Promise<Response> {
  return page(turn, {
    title: "You cannot go on here",
    main: html`<h1 class="govuk-heading-l">You cannot go on here</h1><p class="govuk-body">${message}</p>
<p class="govuk-body"><a class="govuk-link" href="/staff">Back to the queue</a></p>`,
  });
}

/** The staff console. */
export function staffApp(desk: Desk): Hono {
  const app = new Hono();
  const seen =
    (show: (turn: Turn, officer: Officer) => Response | Promise<Response>) => async (context: Context) => {
      const turn = await turnOf(desk, context);
      await desk.sessions.write(context, turn.session);
      return turn.officer ? await show(turn, turn.officer) : await signInPage(turn);
    };
  const posted =
    (act: (turn: Turn, officer: Officer, fields: Fields) => Response | Promise<Response>) =>
    async (context: Context) => {
      const turn = await turnOf(desk, context);
      const fields = await readFields(context);
      if (!isOwnForm(turn.session, fields["csrf"] ?? ""))
        return await refuse(turn, "This page is out of date.");
      return turn.officer ? await act(turn, turn.officer, fields) : context.redirect("/staff", 303);
    };

  app.get(
    "/",
    seen((turn, officer) => queuePage(turn, officer)),
  );
  app.post("/sign-in", async (context) => {
    const turn = await turnOf(desk, context);
    const fields = await readFields(context);
    if (!isOwnForm(turn.session, fields["csrf"] ?? ""))
      return await refuse(turn, "This page is out of date.");
    return await signIn(turn, fields["officer"] ?? "");
  });
  app.post(
    "/leave",
    posted((turn) => {
      desk.sessions.end(turn.context);
      turn.context.header("clear-site-data", '"cache", "storage"');
      return turn.context.redirect("/staff", 303);
    }),
  );
  app.post(
    "/claim",
    posted((turn, officer, fields) => claim(turn, officer, fields["code"] ?? "", fields["claim"] ?? "")),
  );
  app.get(
    "/check",
    seen((turn, officer) => checkPage(turn, officer, caseOf(turn.context.req.query()))),
  );
  app.post(
    "/check",
    posted((turn, officer, fields) => check(turn, officer, caseOf(fields), fields)),
  );
  app.get(
    "/work",
    seen((turn, officer) => workPage(turn, officer, caseOf(turn.context.req.query()))),
  );
  app.post(
    "/answer",
    posted((turn, officer, fields) => answer(turn, officer, caseOf(fields), fields)),
  );
  app.post(
    "/pass-on",
    posted((turn, officer, fields) => passOn(turn, officer, caseOf(fields), fields)),
  );
  app.post(
    "/complete",
    posted((turn, officer, fields) => complete(turn, officer, caseOf(fields), fields["key"] ?? "")),
  );
  app.onError(async (error, context) => {
    const turn = await turnOf(desk, context);
    const message = isThroughlineError(error) ? refusals[error.code] : undefined;
    if (message === undefined) console.error("staff page:", isThroughlineError(error) ? error.code : error);
    const response = await refuse(
      turn,
      message ?? "Something went wrong on our side. Nothing was half-written; try again.",
    );
    return new Response(response.body, {
      status: message === undefined ? 500 : 409,
      headers: response.headers,
    });
  });
  return app;
}
