import { expect, test } from "vitest";
import { textOf } from "../support/pdf-tokens.js";
import { rendered } from "../support/read.js";
import { formOf } from "../support/samples.js";

const body = [{ type: "paragraph", text: "x" }] as const;

test("nothing in the file is of the day it was printed", async () => {
  const { source } = await rendered(formOf(body, { created: "2001-02-03T04:05:06.789Z" }));
  const dates = source.match(/D:\d{14}Z|\d{4}-\d\d-\d\dT[\d:]+Z/g);
  expect(dates).toEqual(["D:20010203040506Z", "2001-02-03T04:05:06Z"]);
});

test("the title is whole in the Info dictionary and escaped in the XML", async () => {
  const title = "Rent & <b>repairs</b>";
  const { info, source } = await rendered(formOf(body, { title }));
  expect(textOf(info.get("Title"))).toBe(title);
  expect(source).toContain(">Rent &#38; &#60;b&#62;repairs&#60;/b&#62;<");
  expect(source.slice(source.indexOf("<?xpacket begin"), source.indexOf("<?xpacket end"))).not.toContain(
    "<b>",
  );
});

test("the file does not claim a conformance that no checker has confirmed", async () => {
  const { source } = await rendered(formOf(body));
  expect(source).not.toContain("pdfuaid");
  expect(source).toContain("/Marked true");
});
