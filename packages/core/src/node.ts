export type { FileTombstones } from "./node/file-tombstones.js";
export { fileTombstones } from "./node/file-tombstones.js";
export type { FileVaultOptions } from "./node/file-vault.js";
export { fileVault } from "./node/file-vault.js";
