import { t as kubernetes } from "./platforms-kubernetes.js";

export { kubernetes };