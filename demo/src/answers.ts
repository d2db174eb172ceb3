import type { Consent } from "@throughline/consent";
import {
  createRepository,
  type Decider,
  type Erased,
  type Fact,
  isErased,
  type Ledger,
  type Personal,
  personal,
  type Repository,
  recordOf,
} from "@throughline/core";
import { type FormResponse, resumeResponse, startResponse } from "@throughline/forms";
import { organisation, service } from "./department.js";
import { form } from "./form.js";
import { purposes } from "./purposes.js";
import type { Language } from "./words.js";

/**
 * The department's own record beside the library's: a half-filled form, blank answers included, so that nobody is asked
 * again for what they chose to leave blank.
 */
interface AnswersState {
  readonly response?: Personal<FormResponse> | Erased;
}

interface SaveAnswers {
  readonly owner: string;
  readonly response: FormResponse;
}

interface AnswersSaved {
  readonly type: "answers.saved";
  readonly data: { readonly response: Personal<FormResponse> };
}

const answersDecider: Decider<AnswersState, SaveAnswers, AnswersSaved> = {
  kind: "answers",
  version: 1,
  initial: {},
  decide: (_, { owner, response }) => ({
    events: [{ type: "answers.saved", data: { response: personal(owner, response) } }],
  }),
  evolve: (_, { data }) => ({ response: data.response }),
  partition: ({ response }) => (response && !isErased(response) ? response["~personal"] : undefined),
};

/** Who goes on with a form. */
export interface Reader {
  /** The person, once known. */
  readonly subject: string | undefined;
  /** The language in which it goes on. */
  readonly language: Language;
  /** What the journey knows by now, in whichever channel it was told. */
  readonly known: readonly Fact[];
}

/** Keeps half-filled forms. */
export interface Answers {
  /** The form as far as it is filled in. Whose it is, the caller has checked. */
  load(journeyId: string, visit: Reader): Promise<FormResponse>;
  /** Keeps it. */
  save(journeyId: string, owner: string, response: FormResponse): Promise<void>;
}

/** The answer to `agree` is whatever the consent record says now, also after a withdrawal elsewhere. */
async function withConsent(
  consent: Consent,
  subject: string | undefined,
  response: FormResponse,
): Promise<FormResponse> {
  const others = response.answers.filter(({ question }) => question !== "agree");
  const records = subject === undefined ? [] : await consent.ofSubject(subject);
  const record = records.find(({ purpose }) => purpose === purposes.adapt.id);
  if (!record) return { ...response, answers: others };
  const source = { by: "person", channel: "web", at: record.standing.recordedAt, organisation } as const;
  const agree = { question: "agree", value: record.status === "given", origin: "asked", source } as const;
  return { ...response, answers: [...others, agree] };
}

/** What was told elsewhere since fills in its question: nobody is asked on the web for what an officer wrote down. */
function withKnown(saved: FormResponse, fresh: FormResponse): FormResponse {
  const own = new Map(saved.answers.map((answer) => [answer.question, answer]));
  const newer = fresh.answers.filter(
    ({ question, source }) => source.at > (own.get(question)?.source.at ?? ""),
  );
  const replaced = new Set(newer.map(({ question }) => question));
  const kept = saved.answers.filter(({ question }) => !replaced.has(question));
  return { ...saved, answers: [...kept, ...newer] };
}

/** Makes the keeper of half-filled forms. */
export function createAnswers(ledger: Ledger, consent: Consent): Answers {
  const repository: Repository<AnswersState, SaveAnswers> = createRepository(ledger, answersDecider);
  return {
    async load(journeyId, { subject, language, known }) {
      const { state, now } = await repository.load(recordOf("answers", journeyId));
      const today = now.slice(0, 10);
      const saved = state.response && !isErased(state.response) ? state.response.value : undefined;
      const options = { today, language, channel: "web" } as const;
      const fresh = startResponse(form, { ...options, known });
      const response = saved ? withKnown(resumeResponse(form, saved, options), fresh) : fresh;
      return await withConsent(consent, subject, response);
    },
    async save(journeyId, owner, response) {
      const kept = { ...response, answers: response.answers.filter(({ question }) => question !== "agree") };
      await repository.handle(recordOf("answers", journeyId), { owner, response: kept }, { actor: service });
    },
  };
}
