import { t as run } from "./run.js";

// src/actions/canary-step.ts
await run("canary-step");

export {  };