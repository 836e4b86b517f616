import { t as run } from "./run.js";

// src/actions/lock.ts
await run("lock");

export {  };