import { personal, recordOf, verifyRecord } from "@throughline/core";
import { expect, test } from "vitest";
import { opening } from "../../support/store.js";
import { postOffice } from "../support/post-office.js";

test("a parcel about a person who was erased is given up unsent, and others' parcels go out", async () => {
  const { vault, open } = opening();
  const office = await postOffice({}, open);
  await office.post({ data: { person: { ...personal("p-1", "Siân") } } });
  await office.post({ id: "prc_2", data: { person: { ...personal("p-2", "Gwen") } } });
  await vault.destroy("p-1");
  await office.courier.deliver();
  expect([await office.courier.status("prc_1"), await office.courier.status("prc_2")]).toEqual([
    "given-up",
    "delivered",
  ]);
  expect(office.server.seen).toHaveLength(1);
  expect((await verifyRecord(office.work, recordOf("parcel", "prc_1"))).verdict).toBe("consistent");
});
