import { n as openMetrics } from "./metrics.js";

export { openMetrics };