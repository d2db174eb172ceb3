import { smtpAdapter } from "@throughline/notify/smtp";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { received } from "./support.js";

interface Received {
  readonly mail: ParsedMail;
  readonly envelope: readonly string[];
}

const servers: SMTPServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((closed) => server.close(closed))));
});

/** A real mail server on this machine. */
async function mailServer(options: SMTPServerOptions = {}) {
  const inbox: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    async onData(stream, session, done) {
      const mail = await simpleParser(stream);
      inbox.push({ mail, envelope: session.envelope.rcptTo.map(({ address }) => address) });
      done();
    },
    ...options,
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { inbox, port };
}

const from = { name: "Gwaith a Gyrfâu", address: "help@work.example" };
const adapterFor = (port: number) =>
  smtpAdapter({ host: "127.0.0.1", port, secure: false, requireTls: false, from, timeoutMs: 2000 });
const message = (name = "Siân", language = "cy", to = "jo@example.com") => ({
  ...received.render({ name }, language),
  id: "ntf_1",
  to,
});
const addresses = (field: AddressObject | AddressObject[] | undefined) =>
  [field ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address));

describe("sending through a mail server", () => {
  test("both forms arrive, in Welsh, from and to whom they should", async () => {
    const { inbox, port } = await mailServer();
    const adapter = adapterFor(port);
    expect(await adapter.send(message())).toEqual({ reference: "ntf_1" });
    adapter.close();
    const [{ mail, envelope } = expect.fail()] = inbox;
    expect(mail.subject).toBe("Mae gennym eich atebion, Siân");
    expect(mail.text).toContain("ŵ ŷ – https://work.example/cy");
    expect(mail.html).toContain('<a href="https://work.example/cy">');
    expect(mail.from?.value).toEqual([from]);
    expect([envelope, addresses(mail.to)]).toEqual([["jo@example.com"], ["jo@example.com"]]);
    expect(mail.messageId).toBe("<ntf_1@work.example>");
    expect(mail.headers.get("content-language")).toBe("cy");
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
  });

  test("a name with a line break in it adds neither header nor recipient", async () => {
    const { inbox, port } = await mailServer();
    const adapter = adapterFor(port);
    await adapter.send(message("x\r\nBcc: evil@example.com\r\nX-Evil: 1\r\n\r\nbody"));
    adapter.close();
    const [{ mail, envelope } = expect.fail()] = inbox;
    expect(envelope).toEqual(["jo@example.com"]);
    expect([mail.bcc, mail.headers.has("x-evil")]).toEqual([undefined, false]);
  });

  test.each([
    [450, { failure: "temporary", reason: "smtp-450" }],
    [550, { failure: "permanent", reason: "smtp-550" }],
  ])("an answer of %d is told apart", async (responseCode, expected) => {
    const { inbox, port } = await mailServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error("canary jo@example.com"), { responseCode })),
    });
    const adapter = adapterFor(port);
    expect(await adapter.send(message())).toEqual(expected);
    adapter.close();
    expect(inbox).toEqual([]);
  });

  test("a password that the server does not take gives no message up", async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error("no"), { responseCode: 535 })),
    });
    const auth = { user: "work", pass: "old" };
    const adapter = smtpAdapter({ host: "127.0.0.1", port, secure: false, requireTls: false, from, auth });
    expect(await adapter.send(message())).toEqual({ failure: "temporary", reason: "smtp-535" });
    adapter.close();
  });

  test("a server that turns every connection away gives no message up", async () => {
    const { port } = await mailServer({
      onConnect: (_session, done) => done(Object.assign(new Error("no"), { responseCode: 554 })),
    });
    const adapter = adapterFor(port);
    expect(await adapter.send(message())).toEqual({ failure: "temporary", reason: "smtp-554" });
    adapter.close();
  });

  test("a server that is down or says nothing is tried again later", async () => {
    const { port } = await mailServer();
    await new Promise<void>((closed) => servers.splice(0)[0]?.close(closed));
    const down = adapterFor(port);
    expect(await down.send(message())).toEqual({ failure: "temporary", reason: "unreachable" });
    const silent = await mailServer({ onConnect: () => {} });
    const waiting = smtpAdapter({
      host: "127.0.0.1",
      port: silent.port,
      secure: false,
      requireTls: false,
      from,
      timeoutMs: 300,
    });
    expect(await waiting.send(message())).toEqual({ failure: "temporary", reason: "unreachable" });
  });

  test("a server without TLS is not spoken to unless that was allowed", async () => {
    const { inbox, port } = await mailServer();
    const strict = smtpAdapter({ host: "127.0.0.1", port, secure: false, from, timeoutMs: 2000 });
    expect(await strict.send(message())).toMatchObject({ failure: expect.any(String) });
    strict.close();
    expect(inbox).toEqual([]);
  });

  test("a sender that cannot be written to, or an endless wait, fails at creation", () => {
    const options = { host: "h", port: 25, secure: false, from };
    expect(() => smtpAdapter({ ...options, from: { name: "x", address: "x" } })).toThrow(
      expect.objectContaining({ code: "notify/invalid-address" }),
    );
    expect(() => smtpAdapter({ ...options, timeoutMs: 1e9 })).toThrow(RangeError);
  });
});
