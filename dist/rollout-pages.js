import { t as RolloutPages } from "./github-pages.js";

export { RolloutPages };