import type { OrganisationId } from "@throughline/core";
import { HubError } from "./errors.js";
import type { AnyOperation, Operation } from "./operation.js";

/**
 * The same operation, for the parties of one organisation only. A pseudonym means something in its own organisation:
 * without this a stranger of the same name elsewhere would pass for the person.
 *
 * @throws HubError `hub/other-organisation`, when it is called by somebody else's.
 */
export function atHome(organisation: OrganisationId, operation: AnyOperation): AnyOperation {
  const run: Operation["run"] = async (call) => {
    if (call.actor.organisation !== organisation) throw new HubError("hub/other-organisation");
    return await operation.run(call);
  };
  return { ...operation, run };
}
