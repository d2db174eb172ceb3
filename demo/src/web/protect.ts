import type { MiddlewareHandler } from "hono";

/** No script, no inline style, no frame, nothing from elsewhere. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
} as const;

/** Headers on every answer; pages are personal and are never kept by a browser or anything in between. */
export const protect: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
};

const ownHosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Answers only under the names of this machine. The demonstration signs officers in without a password, so a foreign
 * name that was made to lead here (DNS rebinding) must find nobody in.
 */
export const ownHostOnly: MiddlewareHandler = async (context, next) => {
  if (!ownHosts.test(context.req.header("host") ?? new URL(context.req.url).host))
    return context.text("Not here.", 421);
  return await next();
};
