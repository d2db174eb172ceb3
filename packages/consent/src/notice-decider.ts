import type { Decider } from "@throughline/core";
import type { Notice } from "./notice.js";

/** A rendering under its digest. */
export interface NoticeState {
  /** The document. Absent before it was kept. */
  readonly notice?: Notice;
}

/** A rendering was kept. */
export interface NoticeKept {
  /** The event. */
  readonly type: "notice.kept";
  /** The document. */
  readonly data: Notice;
}

/** The law of renderings: one that is kept never changes, because its address is its digest. */
export const noticeDecider: Decider<NoticeState, Notice, NoticeKept> = {
  kind: "notice",
  version: 1,
  initial: {},
  decide: (state, notice) => ({ events: state.notice ? [] : [{ type: "notice.kept", data: notice }] }),
  evolve: (_, { data }) => ({ notice: data }),
};
