import { t as measures } from "./metrics.js";

export { measures };