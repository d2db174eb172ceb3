import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asText } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { client, listening, portOf, refusal } from "./support/server.js";

const maker = "openssl";

interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for `work.example`, signed by itself. Undefined where there is no openssl to make it. */
function selfSigned(): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), "throughline-tls-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=work.example", "-addext", "subjectAltName=DNS:work.example"];
  const made = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
  ];
  try {
    execFileSync(maker, [...made, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
    return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
  } catch {
    console.warn("Skipped: https with a certificate of its own. Install openssl to run it.");
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const certificate = selfSigned();

describe.skipIf(certificate === undefined)("https", () => {
  async function serving() {
    const server = createServer({ ...certificate }, (request, response) =>
      response.end(request.headers.host),
    );
    await listening(server);
    const options = { allowAddresses: ["127.0.0.1/32"], lookup: async () => ["127.0.0.1"], retries: 0 };
    const trusting = client({ ...options, certificateAuthorities: [certificate?.cert ?? ""] });
    return { port: portOf(server), options, trusting };
  }

  test("an authority of one's own is trusted where it is named", async () => {
    const { port, trusting } = await serving();
    expect(await trusting.get(`https://work.example:${port}/`, { read: asText })).toBe(
      `work.example:${port}`,
    );
  });

  test("an unknown authority is not", async () => {
    const { port, options } = await serving();
    const { code, details } = await refusal(
      client(options).get(`https://work.example:${port}/`, { read: asText }),
    );
    expect([code, details]).toEqual([
      "http/unreachable",
      { host: "work.example", reason: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    ]);
  });

  test("the certificate must be the name's, although an address is connected to", async () => {
    const { port, trusting } = await serving();
    const { code, details } = await refusal(trusting.get(`https://care.example:${port}/`, { read: asText }));
    expect([code, details]).toEqual([
      "http/unreachable",
      { host: "care.example", reason: "ERR_TLS_CERT_ALTNAME_INVALID" },
    ]);
  });
});
