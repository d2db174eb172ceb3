export type {
  HeadingBlock,
  ListBlock,
  Localised,
  PageBreakBlock,
  PaperBlock,
  ParagraphBlock,
  SpacerBlock,
  TableBlock,
  TableColumn,
} from "./blocks.js";
export { paperBlock } from "./blocks.js";
export type { BarcodeBlock, CodeBlock, QrBlock } from "./code-blocks.js";
export type { PaperErrorCode } from "./errors.js";
export { PaperError, paperErrors } from "./errors.js";
export type {
  BoxesAnswer,
  DateAnswer,
  FieldAnswer,
  FieldBlock,
  LinesAnswer,
  SignatureAnswer,
  TickOption,
  TicksAnswer,
} from "./field-blocks.js";
export { paperDocumentJsonSchema } from "./json-schema.js";
export type {
  Labelled,
  LetterHead,
  PaperBase,
  PaperDocument,
  PaperForm,
  PaperFormat,
  PaperLetter,
} from "./model.js";
export { paperDocument } from "./model.js";
export { parsePaperDocument } from "./parse.js";
export { renderPdf } from "./render.js";
