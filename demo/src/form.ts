import { defineForm } from "@throughline/forms";

/**
 * The form of the service *Find work support*. One definition: the website, the telephone and the desk read it. The answer
 * to `agree` is kept as a consent record, not as a fact; what it opens is asked only after a yes.
 */
export const form = defineForm({
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
          fact: "person.full-name",
          reuse: "always",
          autocomplete: "name",
        },
      ],
    },
    {
      id: "date-of-birth",
      title: { en: "Your date of birth", cy: "Eich dyddiad geni" },
      questions: [
        {
          id: "date-of-birth",
          type: "date",
          label: { en: "What is your date of birth?", cy: "Beth yw eich dyddiad geni?" },
          name: { en: "your date of birth", cy: "eich dyddiad geni" },
          hint: { en: "For example, 27 3 1984", cy: "Er enghraifft, 27 3 1984" },
          fact: "person.date-of-birth",
          reuse: "always",
          mustBe: "past",
          autocomplete: "bday",
        },
      ],
    },
    {
      id: "address",
      title: { en: "Your address", cy: "Eich cyfeiriad" },
      questions: [
        {
          id: "address",
          type: "address",
          label: { en: "Where can we write to you?", cy: "I ble gallwn ni ysgrifennu atoch?" },
          name: { en: "your address", cy: "eich cyfeiriad" },
          hint: {
            en: "This can be a friend’s address or a hostel, if you agree it with them.",
            cy: "Gall hwn fod yn gyfeiriad ffrind neu hostel, os ydych wedi cytuno hynny â nhw.",
          },
          fact: "address.current",
          reuse: "always",
          autocomplete: "street-address",
        },
      ],
    },
    {
      id: "contact",
      title: { en: "How to reach you", cy: "Sut i gysylltu â chi" },
      questions: [
        {
          id: "email",
          type: "text",
          label: { en: "What is your email address?", cy: "Beth yw eich cyfeiriad e-bost?" },
          name: { en: "your email address", cy: "eich cyfeiriad e-bost" },
          hint: {
            en: "We only use it to tell you what happens with your answers. Leave it blank if you have none.",
            cy: "Dim ond i ddweud wrthych beth sy’n digwydd gyda’ch atebion. Gadewch yn wag os nad oes gennych un.",
          },
          fact: "contact.email",
          reuse: "always",
          autocomplete: "email",
          optional: true,
        },
      ],
    },
    {
      id: "work-history",
      title: { en: "Your work", cy: "Eich gwaith" },
      questions: [
        {
          id: "work-history",
          type: "long-text",
          label: { en: "What work have you done?", cy: "Pa waith ydych chi wedi ei wneud?" },
          name: { en: "what work you have done", cy: "pa waith ydych chi wedi ei wneud" },
          hint: {
            en: "Paid or unpaid, in your own words. A few lines are enough.",
            cy: "Â thâl neu’n ddi-dâl, yn eich geiriau eich hun. Mae ychydig linellau yn ddigon.",
          },
          fact: "work.history",
          reuse: "always",
        },
      ],
    },
    {
      id: "agree",
      title: { en: "What we may use", cy: "Beth gawn ni ei ddefnyddio" },
      questions: [
        {
          id: "agree",
          type: "yes-no",
          label: {
            en: "May we use your health, caring and housing to fit the support to you?",
            cy: "A gawn ni ddefnyddio eich iechyd, eich gofalu a’ch cartref i addasu’r cymorth i chi?",
          },
          name: { en: "we may use this", cy: "cawn ddefnyddio hyn" },
          yes: { en: "Yes, use it to fit my support", cy: "Cewch, i addasu fy nghymorth" },
          no: { en: "No, do not use it", cy: "Na chewch, peidiwch â’i ddefnyddio" },
          reuse: "ask-again",
        },
      ],
    },
    {
      id: "health",
      title: { en: "Your health", cy: "Eich iechyd" },
      when: { question: "agree", is: "equals", value: true },
      questions: [
        {
          id: "health-affects-work",
          type: "radios",
          label: {
            en: "Do you have a health condition that affects the work you can do?",
            cy: "Oes gennych chi gyflwr iechyd sy’n effeithio ar y gwaith y gallwch ei wneud?",
          },
          name: {
            en: "if a health condition affects the work you can do",
            cy: "a yw cyflwr iechyd yn effeithio ar y gwaith y gallwch ei wneud",
          },
          fact: "health.condition-affects-work",
          reuse: "always",
          options: [
            { value: "yes", label: { en: "Yes", cy: "Oes" } },
            { value: "no", label: { en: "No", cy: "Nac oes" } },
            {
              value: "prefer-not-to-say",
              label: { en: "Prefer not to say", cy: "Mae’n well gen i beidio â dweud" },
            },
          ],
        },
      ],
    },
    {
      id: "health-details",
      title: { en: "More about your health", cy: "Mwy am eich iechyd" },
      when: {
        all: [
          { question: "agree", is: "equals", value: true },
          { question: "health-affects-work", is: "equals", value: "yes" },
        ],
      },
      questions: [
        {
          id: "health-description",
          type: "long-text",
          label: {
            en: "How does it affect the work you can do?",
            cy: "Sut mae’n effeithio ar y gwaith y gallwch ei wneud?",
          },
          name: {
            en: "how your health affects your work",
            cy: "sut mae eich iechyd yn effeithio ar eich gwaith",
          },
          fact: "health.condition-description",
          reuse: "always",
          optional: true,
        },
      ],
    },
    {
      id: "caring",
      title: { en: "Caring for someone", cy: "Gofalu am rywun" },
      when: { question: "agree", is: "equals", value: true },
      questions: [
        {
          id: "caring",
          type: "yes-no",
          label: {
            en: "Do you look after a child or an adult?",
            cy: "Ydych chi’n gofalu am blentyn neu oedolyn?",
          },
          name: { en: "you look after a child or an adult", cy: "ydych chi’n gofalu am blentyn neu oedolyn" },
          yes: { en: "Yes", cy: "Ydw" },
          no: { en: "No", cy: "Nac ydw" },
          fact: "caring.has-duties",
          reuse: "always",
        },
      ],
    },
    {
      id: "caring-details",
      title: { en: "When you are caring", cy: "Pryd rydych chi’n gofalu" },
      when: {
        all: [
          { question: "agree", is: "equals", value: true },
          { question: "caring", is: "equals", value: true },
        ],
      },
      questions: [
        {
          id: "caring-description",
          type: "long-text",
          label: {
            en: "Which days and times are you caring?",
            cy: "Pa ddyddiau ac amseroedd ydych chi’n gofalu?",
          },
          name: {
            en: "which days and times you are caring",
            cy: "pa ddyddiau ac amseroedd ydych chi’n gofalu",
          },
          fact: "caring.description",
          reuse: "always",
        },
      ],
    },
    {
      id: "housing",
      title: { en: "Where you live", cy: "Ble rydych chi’n byw" },
      when: { question: "agree", is: "equals", value: true },
      questions: [
        {
          id: "housing",
          type: "radios",
          label: { en: "Where are you living at the moment?", cy: "Ble rydych chi’n byw ar hyn o bryd?" },
          name: { en: "where you are living", cy: "ble rydych chi’n byw" },
          fact: "housing.situation",
          reuse: "always",
          options: [
            {
              value: "settled",
              label: { en: "In a home I can stay in", cy: "Mewn cartref y gallaf aros ynddo" },
            },
            { value: "temporary", label: { en: "In a temporary place", cy: "Mewn lle dros dro" } },
            {
              value: "staying-with-others",
              label: { en: "With friends or family", cy: "Gyda ffrindiau neu deulu" },
            },
            { value: "no-home", label: { en: "I have nowhere to live", cy: "Does gen i unman i fyw" } },
          ],
        },
      ],
    },
  ],
});
