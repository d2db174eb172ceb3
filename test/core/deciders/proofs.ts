import { contactCapProofs } from "./contact-cap.js";
import { erasureProofs } from "./erasure.js";
import { fallbackProofs } from "./fallback.js";
import { queueProofs } from "./queue.js";
import { releaseProofs } from "./release.js";
import { slotProofs } from "./slot.js";
import type { DeciderProof } from "./support.js";

/** Six small deciders of the kinds that the capabilities need, for any store. */
export const deciderProofs: readonly DeciderProof[] = [
  ...releaseProofs,
  ...slotProofs,
  ...queueProofs,
  ...fallbackProofs,
  ...contactCapProofs,
  ...erasureProofs,
];
