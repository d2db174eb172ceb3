export { fileHeads } from "./node/file-heads.js";
export { fileTiles } from "./node/file-tiles.js";
