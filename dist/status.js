import { t as run } from "./run.js";

// src/actions/status.ts
await run("status");

export {  };