import { type Form, questionOf } from "./form.js";
import type { FieldIssue, IssueCode } from "./issue.js";
import type { Language } from "./language.js";
import type { Question } from "./question.js";
import { optionsOf } from "./questions/choice.js";
import { words } from "./words.js";

/** What a message is made of. */
interface Particulars {
  /** What is asked for, inside a sentence: "your full name". Absent: the label is a question and no name was given. */
  readonly name: string | undefined;
  /** The same at the start of a sentence: "Full name". */
  readonly subject: string;
  readonly question: Question;
  readonly issue: FieldIssue;
}

type Message = (about: Particulars) => string;
type Messages = Readonly<Record<IssueCode, Message>>;

/** "yes" as the question has it; a Welsh yes follows the verb. */
function yesOf(question: Question, language: Language): string {
  return (question.type === "yes-no" ? optionsOf(question)[0]?.label[language] : undefined) ?? "";
}

function missing({ missing: parts = [] }: FieldIssue, language: Language): string {
  return parts.map((part) => words[part][language].toLowerCase()).join(` ${words.and[language]} `);
}

function chooses(question: Question): boolean {
  return question.type === "radios" || question.type === "yes-no";
}

const formats: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "contact.email": {
    en: "Enter an email address in the correct format, like name@example.com",
    cy: "Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@enghraifft.com",
  },
  "contact.phone": {
    en: "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192",
    cy: "Rhowch rif ffôn, fel 01632 960 001, 07700 900 982 neu +44 808 157 0192",
  },
};

function formatOf(question: Question, language: Language): string | undefined {
  return question.fact === undefined ? undefined : formats[question.fact]?.[language];
}

const requiredInEnglish: Message = ({ name, question }) => {
  if (name === undefined) return chooses(question) ? "Select an answer" : "Enter an answer";
  if (question.type === "yes-no") return `Select ${yesOf(question, "en").toLowerCase()} if ${name}`;
  return chooses(question) ? `Select ${name}` : `Enter ${name}`;
};

const english: Messages = {
  required: requiredInEnglish,
  "not-an-option": requiredInEnglish,
  "too-long": ({ subject, issue }) => `${subject} must be ${issue.max} characters or less`,
  "wrong-format": ({ name, question }) =>
    formatOf(question, "en") ?? `Enter ${name ?? "an answer"} in the correct format`,
  "date-incomplete": ({ subject, issue }) => `${subject} must include a ${missing(issue, "en")}`,
  "date-year": () => "Year must include 4 numbers",
  "date-not-real": ({ subject }) => `${subject} must be a real date`,
  "date-not-past": ({ subject }) => `${subject} must be in the past`,
  "date-not-future": ({ subject }) => `${subject} must be in the future`,
  "address-line-required": () => "Enter address line 1, typically the building and street",
  "address-town-required": () => "Enter a town or city",
  "address-postcode-required": () => "Enter a postcode",
  "address-postcode-invalid": () => "Enter a full UK postcode",
};

const requiredInWelsh: Message = ({ name, question }) => {
  if (name === undefined) return chooses(question) ? "Dewiswch ateb" : "Rhowch ateb";
  if (question.type === "yes-no") return `Dewiswch ‘${yesOf(question, "cy")}’ os ${name}`;
  return chooses(question) ? `Dewiswch ${name}` : `Rhowch ${name}`;
};

/** Built so that nothing stands before a name that would mutate it. */
const welsh: Messages = {
  required: requiredInWelsh,
  "not-an-option": requiredInWelsh,
  "too-long": ({ subject, issue }) => `${subject}: rhaid defnyddio ${issue.max} nod neu lai`,
  "wrong-format": ({ name, question }) =>
    formatOf(question, "cy") ?? `Rhowch ${name ?? "ateb"} yn y fformat cywir`,
  "date-incomplete": ({ subject, issue }) => `${subject}: rhaid cynnwys ${missing(issue, "cy")}`,
  "date-year": () => "Rhaid i’r flwyddyn gynnwys 4 rhif",
  "date-not-real": ({ subject }) => `${subject}: rhaid rhoi dyddiad go iawn`,
  "date-not-past": ({ subject }) => `${subject}: rhaid i’r dyddiad fod yn y gorffennol`,
  "date-not-future": ({ subject }) => `${subject}: rhaid i’r dyddiad fod yn y dyfodol`,
  "address-line-required": () => "Rhowch linell gyfeiriad 1, sef yr adeilad a’r stryd fel arfer",
  "address-town-required": () => "Rhowch dref neu ddinas",
  "address-postcode-required": () => "Rhowch god post",
  "address-postcode-invalid": () => "Rhowch god post llawn yn y DU",
};

const catalogue: Readonly<Record<Language, Messages>> = { en: english, cy: welsh };

const answerWord: Readonly<Record<Language, string>> = { en: "Answer", cy: "Ateb" };

function nameOf(question: Question, language: Language): string | undefined {
  if (question.name !== undefined) return question.name[language];
  const label = question.label[language];
  return label.endsWith("?") ? undefined : label.charAt(0).toLocaleLowerCase(language) + label.slice(1);
}

function subjectOf(name: string | undefined, language: Language): string {
  if (name === undefined) return answerWord[language];
  const bare = name.replace(/^(your|eich) /i, "");
  return bare.charAt(0).toLocaleUpperCase(language) + bare.slice(1);
}

/**
 * What to say about an issue, in the words of the GOV.UK Design System: "Enter your full name", "Date of birth must be a
 * real date". It never repeats what was typed.
 *
 * @throws FormsError `forms/unknown-question` where the issue is of another form.
 */
export function issueMessage(form: Form, issue: FieldIssue, language: Language): string {
  const question = questionOf(form, issue.question);
  const name = nameOf(question, language);
  return catalogue[language][issue.code]({ name, subject: subjectOf(name, language), question, issue });
}
