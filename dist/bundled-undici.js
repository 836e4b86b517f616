// scripts/bundled-undici.ts
/** Node's own fetch. */
const fetch = globalThis.fetch;

export {  };