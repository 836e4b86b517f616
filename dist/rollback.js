import { t as run } from "./run.js";

// src/actions/rollback.ts
await run("rollback");

export {  };