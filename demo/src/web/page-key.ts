const form = /^[0-9a-f-]{36}$/;

/** A key of one showing of a page, as a hidden field: whoever sends the page twice was asked once. */
export function newPageKey(): { readonly key: string } {
  return { key: crypto.randomUUID() };
}

/** The idempotency key of one question of that showing. None where the field is missing or was made up. */
export function askKey(key: string | undefined, type: string): { readonly idempotencyKey?: string } {
  return key !== undefined && form.test(key) ? { idempotencyKey: `${key} ${type}` } : {};
}
