import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import * as z from "zod";

/** What the browser keeps for one face of the service. No person, no answer: a token and where the journey is. */
const sessionSchema = z.strictObject({
  csrf: z.string().min(20),
  token: z.string().exactOptional(),
  journey: z.string().exactOptional(),
  anonymous: z.string().exactOptional(),
});

/** A session of one face. */
export type Session = z.infer<typeof sessionSchema>;

/** Reads and writes one face's session. Cookies ignore ports, so each face and application has a name of its own. */
export interface Sessions {
  /** The session; a new one where there is none or it was tampered with. */
  read(context: Context): Promise<Session>;
  /** Keeps it. */
  write(context: Context, session: Session): Promise<void>;
  /** Ends it. */
  end(context: Context): void;
}

function random(): string {
  return randomBytes(24).toString("base64url");
}

/** A session that knows nothing. */
export function newSession(): Session {
  return { csrf: random() };
}

/** A pseudonym for someone who has not signed in. */
export function newAnonymous(): string {
  return `anon-${random()}`;
}

/** Whether a posted form comes from a page of this session. Compared in constant time. */
export function isOwnForm(session: Session, posted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(session.csrf), digest(posted));
}

/**
 * Sessions in a signed cookie that no script can read and no other site can send along. A cookie's signature does not cover
 * its name, so the secret does: one face's session is worth nothing to another.
 */
export function createSessions(options: {
  readonly name: string;
  readonly path: string;
  readonly secret: string;
}): Sessions {
  const { name, path } = options;
  const secret = `${options.secret} ${name}`;
  return {
    async read(context) {
      const value = await getSignedCookie(context, secret, name);
      try {
        return sessionSchema.parse(JSON.parse(value || ""));
      } catch {
        return newSession();
      }
    },
    async write(context, session) {
      const isSecure = new URL(context.req.url).protocol === "https:";
      const limits = { httpOnly: true, sameSite: "Lax", path, secure: isSecure, maxAge: 3600 } as const;
      await setSignedCookie(context, name, JSON.stringify(session), secret, limits);
    },
    end: (context) => {
      deleteCookie(context, name, { path });
    },
  };
}
