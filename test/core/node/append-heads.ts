import { fileHeads } from "@throughline/core/node";

/** Appends 15 heads, each in whatever place is next, and prints those that were kept. */
const [file = "", name = ""] = process.argv.slice(2);
const heads = fileHeads({ file });
for (let kept = 0; kept < 15; ) {
  const place = ((await heads.last())?.place ?? 0) + 1;
  const document = `${name} ${kept}`;
  if (!(await heads.append({ place, document }))) continue;
  console.log(document);
  kept += 1;
}
