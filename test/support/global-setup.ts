export { offerPostgres as setup } from "./postgres-offer.js";
