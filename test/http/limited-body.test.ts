import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLimited } from "../../packages/http/src/limited-body.js";

function streamed(chunks: readonly Uint8Array[]): {
  response: Response;
  state: { pulled: number; isCancelled: boolean };
} {
  const state = { pulled: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const chunk = chunks[state.pulled];
        state.pulled += 1;
        if (chunk) controller.enqueue(new Uint8Array(chunk));
        else controller.close();
      },
      cancel() {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(body), state };
}

describe("reading up to a limit", () => {
  test("what fits comes back whole, in order; what does not is not given", async () => {
    const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(parts, fc.nat(200), async (chunks, limit) => {
        const whole = Buffer.concat(chunks);
        const read = await readLimited(streamed(chunks).response, limit);
        expect(read).toEqual(whole.length <= limit ? new Uint8Array(whole) : undefined);
      }),
    );
  });

  test("stops at the first chunk too many", async () => {
    const { response, state } = streamed(Array.from({ length: 100 }, () => new Uint8Array(10)));
    expect(await readLimited(response, 25)).toBeUndefined();
    expect(state).toEqual({ pulled: 3, isCancelled: true });
  });

  test("a declared length is believed when it is too much, and not when it is little", async () => {
    const { response, state } = streamed([new Uint8Array(10)]);
    const liar = (length: string) => ({
      body: response.body,
      headers: new Headers({ "content-length": length }),
    });
    expect(await readLimited(liar("26"), 25)).toBeUndefined();
    expect(state).toEqual({ pulled: 0, isCancelled: true });
    const { response: other } = streamed([new Uint8Array(30)]);
    expect(
      await readLimited({ body: other.body, headers: new Headers({ "content-length": "1" }) }, 25),
    ).toBeUndefined();
  });

  test("no body is an empty one", async () => {
    expect(await readLimited(new Response(null), 0)).toEqual(new Uint8Array());
  });
});
