/** An application, asked without a network. */
interface Application {
  request(path: string, init: RequestInit): Response | Promise<Response>;
}

/** A browser as far as forms and cookies go: enough to attack the pages from outside. */
export interface Browsing {
  readonly cookies: Map<string, string>;
  /** Reads a page; redirects are followed. */
  get(path: string): Promise<Answer>;
  /** Posts the fields with the hidden fields of the page read last; redirects are followed. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** Posts exactly these fields, as going back and pressing the same button again does; redirects are followed. */
  submit(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** The hidden fields of the page read last. */
  hidden(): Readonly<Record<string, string>>;
}

/** A page as it came, after its redirects. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly at: string;
}

function hiddenOf(html: string): Record<string, string> {
  const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries([...hidden].map(([, name = "", value = ""]) => [name, value]));
}

/** Opens a window of its own. */
export function browse(app: Application): Browsing {
  const cookies = new Map<string, string>();
  let seen = "";
  async function go(path: string, body?: URLSearchParams): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = body ? { method: "POST", body } : {};
    const response = await app.request(path, { ...init, headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = response.headers.get("location");
    if (to !== null) return await go(to);
    seen = await response.text();
    return { status: response.status, text: seen, at: path };
  }
  return {
    cookies,
    get: (path) => go(path),
    post: (path, fields) => go(path, new URLSearchParams({ ...hiddenOf(seen), ...fields })),
    submit: (path, fields) => go(path, new URLSearchParams(fields)),
    hidden: () => hiddenOf(seen),
  };
}
