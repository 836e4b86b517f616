import { t as bringManifests } from "./platforms-kubernetes-manifests.js";

export { bringManifests };