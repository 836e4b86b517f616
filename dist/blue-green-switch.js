import { t as run } from "./run.js";

// src/actions/blue-green-switch.ts
await run("blue-green-switch");

export {  };