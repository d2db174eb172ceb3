import { describe, expect, test } from "vitest";
import { createAddressPolicy } from "../../packages/http/src/address-policy.js";
import { createUrlPolicy, type UrlRules } from "../../packages/http/src/url-policy.js";
import { refusal } from "./support/server.js";

function codeFor(url: string, rules: Partial<UrlRules> = {}): Promise<string> {
  const check = createUrlPolicy({ allowsAddress: createAddressPolicy(), allowInsecure: false, ...rules });
  return refusal((async () => check(url))()).then(({ code }) => code);
}

describe("which URLs may be called", () => {
  test.each([
    "https://127.0.0.1/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0/",
    "https://%31%32%37.0.0.1/",
    "https://127。0。0。1/",
    "https://①②⑦.0.0.1/",
    "https://127.0.0.1./",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[0:0:0:0:0:ffff:7f00:0001]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://169.254.169.254/latest/meta-data",
    "https://[fd00:ec2::254]/",
    "https://3232235777/",
    "https://0xa9fea9fe/",
  ])("%s is a private address however it is spelt", async (url) => {
    expect(await codeFor(url)).toBe("http/refused-address");
  });

  test.each([
    "http://example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "data:text/plain,x",
    "javascript:1",
    "not a url",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://:secret@example.org/",
    "//example.org/",
    "",
  ])("%s is refused", async (url) => expect(await codeFor(url)).toBe("http/refused-url"));

  test("http is called only where that is allowed", async () => {
    expect(await codeFor("http://example.org/", { allowInsecure: true })).toBe("accepted");
    expect(await codeFor("ftp://example.org/", { allowInsecure: true })).toBe("http/refused-url");
  });

  test.each([
    ["https://api.example.gov.uk/", "accepted"],
    ["https://API.example.gov.uk./", "accepted"],
    ["https://a.b.work.example/", "accepted"],
    ["https://work.example/", "http/refused-url"],
    ["https://evilwork.example/", "http/refused-url"],
    ["https://api.example.gov.uk.evil.org/", "http/refused-url"],
    ["https://evil.org/?api.example.gov.uk", "http/refused-url"],
    ["https://api.example.gov.uk@evil.org/", "http/refused-url"],
    ["https://evil.org#.work.example", "http/refused-url"],
  ])("a list of hosts holds: %s", async (url, code) => {
    expect(await codeFor(url, { allowHosts: ["api.example.gov.uk", "*.work.example"] })).toBe(code);
  });

  test("an empty list allows nothing, and a list of nonsense is refused when it is made", async () => {
    expect(await codeFor("https://example.org/", { allowHosts: [] })).toBe("http/refused-url");
    for (const host of ["https://example.org", "*", "*.", "a*b.org", ""]) {
      expect(() =>
        createUrlPolicy({ allowsAddress: () => true, allowInsecure: false, allowHosts: [host] }),
      ).toThrow(RangeError);
    }
  });

  test("neither path nor query nor credentials come back in the error", async () => {
    const { error, details } = await refusal(
      (async () =>
        createUrlPolicy({ allowsAddress: () => true, allowInsecure: false })(
          "https://u:canary@example.org/canary?t=canary",
        ))(),
    );
    expect(JSON.stringify([details, String(error), error])).not.toContain("canary");
  });
});
