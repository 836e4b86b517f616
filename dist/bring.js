import { t as bringManifests } from "./platforms-kubernetes-manifests-files.js";

export { bringManifests };