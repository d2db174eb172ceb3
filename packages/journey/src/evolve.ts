import { counted } from "./asks.js";
import { type Candidates, withCandidate } from "./facts.js";
import type { JourneyEvent, JourneyState } from "./journey.js";

type Data<Type extends JourneyEvent["type"]> = Extract<JourneyEvent, { readonly type: Type }>["data"];

/** What each event makes of the state before it. */
const evolutions: {
  readonly [Type in JourneyEvent["type"]]: (state: JourneyState, data: Data<Type>) => JourneyState;
} = {
  "journey.started": (state, data) => {
    const { by, at: _, handoff: __, ...begun } = data;
    return { ...state, ...begun, status: "open", startedBy: by };
  },
  "journey.bound": (state, { subject }) => ({ ...state, subject }),
  "journey.recorded": (state, { facts }) => ({
    ...state,
    facts: facts.reduce<Candidates>(withCandidate, state.facts),
  }),
  "journey.asked": (state, { type, bucket }) => ({
    ...state,
    asks: Object.fromEntries([
      ...Object.entries(state.asks),
      [type, counted(Object.hasOwn(state.asks, type) ? state.asks[type] : undefined, bucket)],
    ]),
  }),
  "journey.step-reached": (state, { step, channel, at }) => ({
    ...state,
    steps: [...state.steps, { step, channel, at }],
  }),
  "journey.read": (state) => state,
  "journey.completed": (state) => ({ ...state, status: "completed" }),
};

/** The journey after an event. */
export function evolveJourney(state: JourneyState, event: JourneyEvent): JourneyState {
  return evolutions[event.type](state, event.data as never);
}
