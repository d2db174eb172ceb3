import { type Fact, isThroughlineError, type JsonValue, type Source } from "@throughline/core";
import {
  answerPage,
  defineForm,
  type FieldInput,
  type Form,
  type FormDefinition,
  type FormResponse,
  type Question,
  startResponse,
  type Wording,
} from "@throughline/forms";

export const today = "2026-11-23";

export const both = (en: string, cy = `${en} (cy)`): Wording => ({ en, cy });

/** A real form: finding work support. Every type of question, conditions on pages and on questions. */
export const workSupport = defineForm({
  version: 1,
  id: "work-support",
  title: { en: "Find work support", cy: "Dod o hyd i gymorth gwaith" },
  pages: [
    {
      id: "name",
      title: { en: "Your name", cy: "Eich enw" },
      questions: [
        {
          id: "full-name",
          type: "text",
          label: { en: "What is your full name?", cy: "Beth yw eich enw llawn?" },
          name: { en: "your full name", cy: "eich enw llawn" },
          hint: { en: "As it is on your letters", cy: "Fel y mae ar eich llythyrau" },
          script: {
            phone: { en: "Could you tell me your full name?", cy: "Allwch chi ddweud eich enw llawn?" },
          },
          fact: "person.full-name",
          autocomplete: "name",
        },
      ],
    },
    {
      id: "birth",
      title: { en: "Date of birth", cy: "Dyddiad geni" },
      questions: [
        {
          id: "date-of-birth",
          type: "date",
          label: { en: "What is your date of birth?", cy: "Beth yw eich dyddiad geni?" },
          name: { en: "your date of birth", cy: "eich dyddiad geni" },
          fact: "person.date-of-birth",
          reuse: "always",
          mustBe: "past",
          autocomplete: "bday",
        },
      ],
    },
    {
      id: "home",
      title: { en: "Your home", cy: "Eich cartref" },
      questions: [
        {
          id: "housing",
          type: "radios",
          label: { en: "Where do you live?", cy: "Ble rydych chi’n byw?" },
          name: { en: "where you live", cy: "ble rydych chi’n byw" },
          fact: "housing.situation",
          options: [
            { value: "settled", label: { en: "A settled home", cy: "Cartref sefydlog" } },
            {
              value: "temporary",
              label: { en: "Somewhere temporary", cy: "Rhywle dros dro" },
              hint: { en: "Such as a hostel", cy: "Fel hostel" },
            },
            { value: "no-home", label: { en: "I have no home", cy: "Nid oes gennyf gartref" } },
          ],
        },
        {
          id: "address",
          type: "address",
          label: { en: "What is your address?", cy: "Beth yw eich cyfeiriad?" },
          name: { en: "your address", cy: "eich cyfeiriad" },
          fact: "address.current",
          autocomplete: "street-address",
          when: { not: { question: "housing", is: "equals", value: "no-home" } },
        },
      ],
    },
    {
      id: "caring",
      title: { en: "Caring", cy: "Gofalu" },
      questions: [
        {
          id: "cares",
          type: "yes-no",
          label: { en: "Do you care for someone?", cy: "Oes rhywun yn eich gofal?" },
          name: { en: "you care for someone", cy: "oes rhywun yn eich gofal" },
          yes: { en: "Yes", cy: "Oes" },
          no: { en: "No", cy: "Nac oes" },
          fact: "caring.has-duties",
          reuse: "ask-again",
        },
      ],
    },
    {
      id: "caring-more",
      title: { en: "More about caring", cy: "Mwy am ofalu" },
      when: {
        all: [
          { question: "cares", is: "equals", value: true },
          { question: "housing", is: "one-of", value: ["settled", "temporary"] },
        ],
      },
      questions: [
        {
          id: "caring-description",
          type: "long-text",
          label: { en: "Tell us about the care you give", cy: "Dywedwch wrthym am y gofal a roddwch" },
          name: { en: "about the care you give", cy: "am y gofal a roddwch" },
          fact: "caring.description",
          optional: true,
        },
      ],
    },
  ],
});

export const by = (change: Partial<Source> = {}): Source => ({
  by: "person",
  channel: "web",
  at: "2026-11-23T10:00:00.000Z",
  organisation: "work-and-careers",
  ...change,
});

export const phone = by({
  by: "staff",
  channel: "phone",
  at: "2026-11-23T11:00:00.000Z",
  recordedBy: "s-12",
});

export function fact(type: string, value: JsonValue, change: Partial<Fact> = {}): Fact {
  return {
    type,
    value,
    assurance: "stated",
    source: by({ at: "2026-10-01T09:00:00.000Z", organisation: "housing-support" }),
    observedAt: "2026-10-01T09:00:00.000Z",
    ...change,
  };
}

export function start(form: Form = workSupport, known: readonly Fact[] = []): FormResponse {
  return startResponse(form, { language: "en", channel: "web", today, known });
}

/** Answers that the form takes, page by page. */
export const goodInput = {
  name: { "full-name": "Carys Ann Morgan" },
  birth: { "date-of-birth-day": "27", "date-of-birth-month": "3", "date-of-birth-year": "1985" },
  home: {
    housing: "settled",
    "address-line-1": "4 Mill Lane",
    "address-line-2": "",
    "address-town": "Swansea",
    "address-postcode": "SA1 1AA",
  },
  caring: { cares: "yes" },
  "caring-more": { "caring-description": "My mother, every evening." },
} as const satisfies Readonly<Record<string, FieldInput>>;

/** Answers pages and demands that each is taken. */
export function answered(
  response: FormResponse,
  pages: Readonly<Record<string, FieldInput>>,
  source: Source = by(),
  form: Form = workSupport,
): FormResponse {
  return Object.entries(pages).reduce((before, [page, input]) => {
    const result = answerPage(form, before, page, input, source);
    if (!result.ok) throw new Error(`${page}: ${JSON.stringify(result.issues)}`);
    return result.response;
  }, response);
}

/** A form of one page with these questions. */
export function formOf(...questions: readonly Question[]): Form {
  const definition: FormDefinition = {
    version: 1,
    id: "one-page",
    title: both("One page"),
    pages: [{ id: "page", title: both("The page"), questions }],
  };
  return defineForm(definition);
}

/** The code that a call is refused with. */
export function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
  return "accepted";
}

/** The codes of a refused definition's issues. */
export function definitionCodes(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (!isThroughlineError(error, "forms/invalid-definition")) throw error;
    const issues: unknown = error.details["issues"];
    return Array.isArray(issues) ? issues.map((issue: { code: string }) => issue.code) : [];
  }
  return [];
}

/** Text that tries to leave the place it is put in. */
export const hostileTexts: readonly string[] = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</textarea><script>alert(1)</script>",
  "</title></style></form><svg onload=alert(1)>",
  "javascript:alert(1)",
  "<!--",
  "-->",
  "]]><![CDATA[",
  "&lt;script&gt;&#x3c;script&#62;&quot;",
  "`onfocus=alert(1) autofocus",
  "\n<b>bold</b>",
  ["$", "{alert(1)} {{7*7}} #{7*7} <%= 7 %>"].join(""),
  "\u202Etxt.exe\u2066",
  "<a href='data:text/html,x'>x</a>",
  "a\u0000<b>",
];
