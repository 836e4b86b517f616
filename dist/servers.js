import { t as servers } from "./platforms-servers.js";

export { servers };