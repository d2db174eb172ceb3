export type { HubErrorCode } from "./errors.js";
export { HubError, hubErrors } from "./errors.js";
export type { OpenApiDocument } from "./openapi.js";
export { openApiOf } from "./openapi.js";
export type { AnyOperation, Call, Operation } from "./operation.js";
export { operation } from "./operation.js";
export type { Hub, HubOptions } from "./service.js";
export { createHub } from "./service.js";
