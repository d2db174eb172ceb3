import type { AnyOperation } from "@throughline/hub";
import type { World } from "./world.js";
/** What the department offers over HTTP. */
export function operationsOf(_: World): readonly AnyOperation[] {
  return [];
}
