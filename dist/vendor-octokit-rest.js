import { t as Octokit$1 } from "./vendor-octokit-core.js";
import { t as requestLog } from "./vendor-octokit-plugin-request-log.js";
import { t as paginateRest } from "./vendor-octokit-plugin-paginate-rest.js";
import { t as legacyRestEndpointMethods } from "./vendor-octokit-plugin-rest-endpoint-methods.js";

// node_modules/@octokit/rest/dist-src/version.js
const VERSION = "22.0.1";

// node_modules/@octokit/rest/dist-src/index.js
const Octokit = Octokit$1.plugin(requestLog, legacyRestEndpointMethods, paginateRest).defaults({ userAgent: `octokit-rest.js/${VERSION}` });

export { Octokit as t };