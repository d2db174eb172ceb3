/** A small, strict reader of the HTML that the renderers write: anything unexpected is an error, not a guess. */

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Its text and that of what is inside it. */
  text: string;
}

const token = /<!--|<(\/?)([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>]*"| [a-z]+)*)>|<|([^<]+)/g;
const empty = new Set(["input", "br"]);

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|#96);|[&>"'`]/g, (entity) => {
    const known = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#96;": "`" }[
      entity
    ];
    if (known === undefined) throw new Error(`not escaped: ${entity} in ${text}`);
    return known;
  });
}

function attributesOf(written: string): ReadonlyMap<string, string> {
  const found = [...written.matchAll(/ ([a-z][a-z-]*)(?:="([^"]*)")?/g)];
  const names = found.map(([, name = ""]) => name);
  if (new Set(names).size !== names.length) throw new Error(`attribute twice: ${written}`);
  return new Map(found.map(([, name = "", value = ""]) => [name, decode(value)]));
}

/** The elements of a piece of HTML, in order. Throws for what is not well formed. */
export function readHtml(html: string): readonly Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  for (const [whole, slash, name, written, text] of html.matchAll(token)) {
    if (text !== undefined) for (const element of open) element.text += decode(text);
    else if (name === undefined) throw new Error(`not a tag: ${whole}`);
    else if (slash === "/") {
      if (open.pop()?.name !== name) throw new Error(`closes nothing: ${whole}`);
    } else {
      const element: Element = { name, attributes: attributesOf(written ?? ""), text: "" };
      elements.push(element);
      if (!empty.has(name)) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`left open: ${open.map((element) => element.name).join(" ")}`);
  return elements;
}

/** The structure alone: tags and names of attributes, without text and values. */
export function shapeOf(html: string): string {
  return readHtml(html)
    .map(({ name, attributes }) => `${name}[${[...attributes.keys()].join(" ")}]`)
    .join("\n");
}

/** Everything that a page must keep to, whatever it asks; the list of what is broken. */
export function faultsOf(html: string): readonly string[] {
  const elements = readHtml(html);
  const all = (name: string) =>
    elements.flatMap(({ attributes }) => (attributes.has(name) ? [attributes.get(name) ?? ""] : []));
  const ids = all("id");
  const known = new Set(ids);
  const fields = elements.filter(
    ({ name, attributes }) =>
      (name === "input" && attributes.get("type") !== "hidden") || name === "textarea",
  );
  const labelled = new Set(all("for"));
  const links = all("href").filter((href) => href.startsWith("#"));
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id twice: ${id}`),
    ...all("for")
      .filter((id) => !known.has(id))
      .map((id) => `label for nothing: ${id}`),
    ...all("aria-describedby")
      .flatMap((list) => list.split(" "))
      .filter((id) => !known.has(id))
      .map((id) => `described by nothing: ${id}`),
    ...links.filter((href) => !known.has(href.slice(1))).map((href) => `links to nothing: ${href}`),
    ...fields
      .filter(({ attributes }) => !labelled.has(attributes.get("id") ?? ""))
      .map(({ attributes }) => `no label: ${attributes.get("id")}`),
    ...elements.filter(({ name }) => name === "script" || name === "style").map(({ name }) => `has ${name}`),
    ...elements
      .flatMap(({ attributes }) => [...attributes.keys()])
      .filter((name) => name.startsWith("on") || name === "style")
      .map((name) => `has ${name}=`),
  ];
}
