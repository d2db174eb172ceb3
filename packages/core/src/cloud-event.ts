import type { Instant, JsonValue } from "./json.js";

/** An event in the JSON format of CloudEvents 1.0. Extension attributes stand beside the named ones. */
export interface CloudEvent {
  /** Always `1.0`. */
  readonly specversion: "1.0";
  /** Unique within the source. */
  readonly id: string;
  /** Who says so: a URI reference. */
  readonly source: string;
  /** What happened. */
  readonly type: string;
  /** What it happened to. */
  readonly subject?: string;
  /** When it happened. */
  readonly time?: Instant;
  /** Media type of the data. */
  readonly datacontenttype?: string;
  /** URI of the data's schema. */
  readonly dataschema?: string;
  /** The particulars. */
  readonly data?: JsonValue;
  /** The particulars in Base64, where they are bytes. */
  readonly data_base64?: string;
  /** Extension attributes. */
  readonly [extension: string]: JsonValue | undefined;
}
