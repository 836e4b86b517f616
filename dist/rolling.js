import { t as run } from "./run.js";

// src/actions/rolling.ts
await run("rolling");

export {  };