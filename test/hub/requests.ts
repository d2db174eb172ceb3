import {
  adapt,
  begin,
  type Caller,
  call,
  claimed,
  definition,
  held,
  message,
  noticeInput,
  offer,
  offered,
  p1,
  person,
  phone,
  service,
  story,
  type World,
} from "./world.js";

/** Who sends what, and where to. */
export type Request = readonly [Caller, string, unknown?];

/** Each POST at a moment when it is possible. */
export const requests: Readonly<Record<string, (world: World) => Promise<Request>>> = {
  grantConsent: async ({ yes }) => [person, "/consents/grant", yes],
  refuseConsent: async ({ yes }) => [person, "/consents/refuse", yes],
  withdrawConsent: async () => [person, "/consents/withdraw", { purpose: adapt.id, channel: "web" }],
  checkConsent: async () => [
    service,
    "/consents/check",
    { subject: person.id, purpose: adapt.id, recipient: "x", facts: adapt.facts },
  ],
  projectConsent: async () => [
    service,
    "/consents/project",
    { subject: person.id, purpose: adapt.id, recipient: "x", data: { "housing.situation": "owner" } },
  ],
  definePurpose: async () => [service, "/purposes", { ...adapt, id: "another" }],
  publishNotice: async () => [service, "/notices", { ...noticeInput, texts: { en: "Another text." } }],
  startJourney: async () => [person, "/journeys", { definition, channel: "web" }],
  bindJourney: async ({ post }) => {
    const { json } = await post(service, "/journeys", { definition, channel: "web" });
    return [service, `/journeys/${String(json["journeyId"])}/bind`, { subject: person.id }];
  },
  recordFacts: async (world) => [person, `/journeys/${await begin(world)}/facts`, { facts: story }],
  recordAsk: async (world) => [
    person,
    `/journeys/${await begin(world)}/asks`,
    { ask: { type: "work.history", how: "asked", channel: "web" } },
  ],
  reachStep: async (world) => [
    person,
    `/journeys/${await begin(world)}/steps`,
    { step: { step: "health", channel: "web" } },
  ],
  offerHandoff: async (world) => [person, `/journeys/${await begin(world)}/offers`, { offer }],
  finishJourney: async (world) => [person, `/journeys/${await begin(world)}/finish`],
  claimHandoff: async (world) => [
    phone,
    "/handoffs/claim",
    { code: (await offered(world)).code, presence: call },
  ],
  claimHandoffFromQueue: async (world) => [
    phone,
    `/handoffs/${(await offered(world)).handoff}/claim`,
    { presence: call },
  ],
  acceptHandoff: async (world) => {
    const { handoff, grant } = await claimed(world);
    return [phone, `/handoffs/${handoff}/accept`, { grant, personCheck: p1 }];
  },
  readHandoff: async (world) => {
    const { handoff, grant } = await held(world);
    return [phone, `/handoffs/${handoff}/read`, { grant }];
  },
  completeHandoff: async (world) => {
    const { handoff, grant } = await held(world);
    return [phone, `/handoffs/${handoff}/complete`, { grant }];
  },
  returnHandoff: async (world) => {
    const { handoff, grant } = await held(world);
    return [phone, `/handoffs/${handoff}/return`, { grant, reason: "person-left" }];
  },
  declineHandoff: async (world) => {
    const { handoff, grant } = await claimed(world);
    return [phone, `/handoffs/${handoff}/decline`, { grant, reason: "no_capacity" }];
  },
  withdrawHandoff: async (world) => [person, `/handoffs/${(await offered(world)).handoff}/withdraw`],
  recallHandoff: async (world) => [person, `/handoffs/${(await held(world)).handoff}/recall`],
  reissueCode: async (world) => [person, `/handoffs/${(await offered(world)).handoff}/reissue`],
  sendNotification: async () => [service, "/notifications", message],
};
