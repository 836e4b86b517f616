import { t as Octokit } from "./vendor-octokit-rest.js";

export { Octokit };