export { HubError, hubErrors } from "./errors.js";
export type { HubErrorCode } from "./errors.js";
export { openApiOf } from "./openapi.js";
export type { OpenApiDocument } from "./openapi.js";
export { operation } from "./operation.js";
export type { AnyOperation, Call, Operation } from "./operation.js";
export { createHub } from "./service.js";
export type { Hub, HubOptions } from "./service.js";
