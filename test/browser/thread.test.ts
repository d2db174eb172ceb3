import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderAdapter } from "@throughline/notify/folder";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { simpleParser } from "mailparser";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { people } from "../../demo/src/department.js";
import { newKeys } from "../../demo/src/keys.js";
import { type Serving, serve } from "../../demo/src/serve.js";
import { createWorld, type World } from "../../demo/src/world.js";
import { chromiumPath, launchChromium } from "../support/chromium.js";
import { type Seat, seat } from "./support.js";

const story = {
  name: "Siân Morgan",
  work: "Eight years in a bakery, mostly nights.",
  health: "I cannot stand for longer than an hour.",
  caring: "My mother, on weekday mornings.",
};

let browser: Browser;
let store: Postgres;
let world: World;
let serving: Serving;
let outbox: string;
let at: string;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  outbox = await mkdtemp(join(tmpdir(), "outbox-"));
  store = await createPostgres({ source: "urn:test:browser" });
  const email = folderAdapter({ folder: outbox, from: { name: "Work", address: "no-reply@work.example" } });
  world = await createWorld({ store, keys: await newKeys(), email });
  serving = await serve(world, 0);
  at = `http://127.0.0.1:${serving.port}`;
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await serving?.close();
  await store?.close();
});

const textOf = (seat: Seat) => seat.page.locator("main").innerText();

async function signInAsOfficer(officer: Seat, name: string): Promise<void> {
  await officer.page.goto("/staff");
  await officer.press(name);
}

/** The web part, up to the person's own code. */
async function begin(citizen: Seat): Promise<string> {
  await citizen.page.goto("/");
  await citizen.look("01-start");
  await citizen.press("Start now");
  await citizen.press("Continue");
  await citizen.look("02-name-missing");
  await citizen.fill("What is your full name?", story.name);
  await citizen.press("Continue");
  await citizen.look("03-date-of-birth");
  for (const [part, value] of [
    ["Day", "27"],
    ["Month", "3"],
    ["Year", "1984"],
  ] as const)
    await citizen.fill(part, value);
  await citizen.press("Continue");
  await citizen.look("04-sign-in");
  await citizen.choose("Demo account A");
  await citizen.press("Sign in");
  await citizen.look("05-address");
  await citizen.fill("Address line 1", "12 Heol y Castell");
  await citizen.fill("Town or city", "Cardiff");
  await citizen.fill("Postcode", "cf10 1aa");
  await citizen.press("Continue");
  await citizen.look("06-contact");
  await citizen.fill(/email address/, "sian@example.com");
  await citizen.press("Continue");
  await citizen.fill("What work have you done?", story.work);
  await citizen.press("Continue");
  await citizen.look("07-agree");
  await citizen.choose("Yes, use it to fit my support");
  await citizen.press("Continue");
  await citizen.look("08-health");
  await citizen.choose("Yes");
  await citizen.press("Continue");
  await citizen.fill(/How does it affect/, story.health);
  await citizen.press("Continue");
  await citizen.look("09-caring");
  await citizen.page.getByRole("link", { name: "Carry on by telephone or at an office" }).click();
  await citizen.look("10-help");
  await citizen.choose("By telephone");
  await citizen.press("Get a code");
  await citizen.look("11-code");
  return await citizen.page.locator(".tl-code__digits").innerText();
}

/** The telephone part, up to the code for the desk. */
async function carryOnByPhone(phone: Seat, code: string): Promise<string> {
  await signInAsOfficer(phone, "Sign in as Asha Rahman, telephone centre");
  await phone.look("12-queue");
  const wrong = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  await phone.fill("What is the person’s code?", wrong);
  await phone.press("Take over");
  await phone.look("13-wrong-digit");
  expect(await textOf(phone)).toContain("One of the digits is wrong");
  await phone.fill("What is the person’s code?", code);
  await phone.press("Take over");
  await phone.look("14-check-date");
  expect(await textOf(phone)).not.toContain(story.name);
  for (const [part, value] of [
    ["Day", "28"],
    ["Month", "3"],
    ["Year", "1984"],
  ] as const)
    await phone.fill(part, value);
  await phone.press("Continue");
  await phone.look("15-check-wrong");
  expect(await textOf(phone)).toContain("2 tries are left");
  for (const [part, value] of [
    ["Day", "27"],
    ["Month", "3"],
    ["Year", "1984"],
  ] as const)
    await phone.fill(part, value);
  await phone.press("Continue");
  await phone.look("16-phone-work");
  const seen = await textOf(phone);
  expect(seen).toContain(story.work);
  expect(seen).not.toContain(story.health);
  expect(seen).toContain("Shown only after a document was seen");
  await phone.choose("Yes");
  await phone.press("Save the answer");
  await phone.page.locator("textarea").fill(story.caring);
  await phone.press("Save the answer");
  await phone.look("17-phone-housing");
  await phone.press("Pass on to the Cardiff office");
  await phone.look("18-phone-new-code");
  return await phone.page.locator(".tl-code__digits").innerText();
}

/** The desk part, to the end. */
async function finishAtDesk(desk: Seat, code: string): Promise<void> {
  await signInAsOfficer(desk, "Sign in as Gwen Parry, Cardiff office");
  await desk.fill("What is the person’s code?", code.replaceAll(" ", "-"));
  await desk.press("Take over");
  await desk.look("19-check-document");
  await desk.press("Continue");
  await desk.look("20-check-document-missing");
  await desk.choose("Passport");
  await desk.press("Continue");
  await desk.look("21-desk-work");
  const seen = await textOf(desk);
  for (const told of Object.values(story)) expect(seen).toContain(told);
  await desk.choose("In a temporary place");
  await desk.press("Save the answer");
  await desk.look("22-desk-nothing-left");
  expect(await textOf(desk)).toContain("There is nothing left to ask");
  await desk.press("Finish the journey");
  await desk.look("23-desk-finished");
}

describe.skipIf(chromiumPath === undefined)("the thread in a browser", () => {
  test("web, telephone, desk: nothing is asked twice, and the person sees who saw what", async () => {
    const citizen = await seat(browser, at, { width: 390, height: 844 });
    const first = await begin(citizen);
    const second = await carryOnByPhone(await seat(browser, at), first);
    await finishAtDesk(await seat(browser, at), second);

    await citizen.page.goto("/your-data");
    await citizen.look("24-your-data");
    const log = await textOf(citizen);
    expect(log).toContain("telephone centre");
    expect(log).toContain("Cardiff office");
    await citizen.press("Stop using it");
    await citizen.look("25-withdrawn");
    expect(await textOf(citizen)).toContain("You took your agreement back");

    await world.work();
    const [file] = await readdir(outbox);
    const mail = await simpleParser(await readFile(join(outbox, file ?? "")));
    expect(mail.subject).toBe("We have everything we need");
    expect(mail.text).toContain(story.name);

    const [person] = people;
    const consents = await world.consent.ofSubject(person?.party.id ?? "");
    expect(consents.map(({ status }) => status)).toEqual(["withdrawn"]);
  }, 180_000);

  test("a person who says no is not asked about it, in Welsh as in English, by keyboard alone", async () => {
    const citizen = await seat(browser, at, { width: 390, height: 844 });
    const { page } = citizen;
    await page.goto("/language/cy");
    await citizen.look("30-cy-start");
    expect(await page.locator("html").getAttribute("lang")).toBe("cy");
    await page.getByRole("button", { name: "Dechrau nawr" }).focus();
    await citizen.enter();
    await page.locator("#full-name").focus();
    await page.keyboard.type("Owen Rees");
    await citizen.enter();
    await page.locator("input[inputmode=numeric]").first().focus();
    await page.keyboard.type("1");
    await page.keyboard.press("Tab");
    await page.keyboard.type("5");
    await page.keyboard.press("Tab");
    await page.keyboard.type("1990");
    await citizen.enter();
    await citizen.look("31-cy-sign-in");
    await page.getByLabel("Demo account B").press("Space");
    await citizen.enter();
    await page.locator("input[autocomplete=address-line1]").focus();
    await page.keyboard.type("3 Stryd Fawr");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Bangor");
    await page.keyboard.press("Tab");
    await page.keyboard.type("LL57 1AA");
    await citizen.enter();
    await page.locator("#email").focus();
    await citizen.enter();
    await page.locator("textarea").focus();
    await page.keyboard.type("Dim eto.");
    await page.keyboard.press("Tab");
    await citizen.enter();
    await citizen.look("32-cy-agree");
    await page.getByLabel("Na chewch, peidiwch â’i ddefnyddio").press("Space");
    await citizen.enter();
    await citizen.look("33-cy-check");
    const answers = await textOf(citizen);
    expect(answers).toContain("Owen Rees");
    expect(answers).not.toContain("iechyd sy’n effeithio");
    await page.getByRole("button", { name: "Gorffen" }).focus();
    await citizen.enter();
    await citizen.look("34-cy-done");
  }, 120_000);

  test("forged, stale and foreign requests change nothing", async () => {
    const stranger = await seat(browser, at);
    const forged = await stranger.page.request.post(`${at}/start`, { form: { csrf: "guess" } });
    expect(await forged.text()).toContain("This page is out of date");
    await stranger.page.goto("/form/name");
    expect(new URL(stranger.page.url()).pathname).toBe("/");
    await stranger.page.goto("/nowhere");
    await stranger.look("40-not-found");
    await signInAsOfficer(stranger, "Sign in as Asha Rahman, telephone centre");
    await stranger.page.goto(
      "/staff/work?handoff=hnd_00000000-0000-7000-8000-000000000000&version=1&epoch=1&journey=x",
    );
    await stranger.look("41-no-such-case");
    await stranger.page.goto("/staff/work");
    await stranger.look("42-no-case");
    const headers = (await stranger.page.goto("/"))?.headers() ?? {};
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["cache-control"]).toBe("no-store");
  }, 60_000);
});
