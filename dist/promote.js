import { t as run } from "./run.js";

// src/actions/promote.ts
await run("promote");

export {  };