import { t as local } from "./platforms-local.js";

export { local };