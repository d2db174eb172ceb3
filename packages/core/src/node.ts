export { fileHeads } from "./node/file-heads.js";
export { fileTiles } from "./node/file-tiles.js";
export type { FileTombstones } from "./node/file-tombstones.js";
export { fileTombstones } from "./node/file-tombstones.js";
export type { FileVaultOptions } from "./node/file-vault.js";
export { fileVault } from "./node/file-vault.js";
