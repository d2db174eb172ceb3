import { accessTokenProfile } from "./access-token.js";
import { idTokenProfile } from "./id-token.js";
import { logoutTokenProfile } from "./logout-token.js";
import { securityEventProfile } from "./security-event.js";

/** Every type of token that has a law here, by the name it is best known by. */
export const tokenProfiles = {
  id_token: idTokenProfile,
  "at+jwt": accessTokenProfile,
  "logout+jwt": logoutTokenProfile,
  "secevent+jwt": securityEventProfile,
} as const;

/** Types that other standards give a meaning of their own. */
const elsewhere = ["id_token", "dpop+jwt", "kb+jwt", "statuslist+jwt", "dc+sd-jwt", "vc+sd-jwt", "sd+jwt"];

/** Types that a signer of documents never makes and a verifier of documents never takes: no receipt passes for a sign-in. */
export const reservedTypes: ReadonlySet<string> = new Set([
  ...Object.values(tokenProfiles).flatMap(({ types }) => types),
  ...elsewhere,
]);
