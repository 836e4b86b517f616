import { u as warning } from "./vendor-actions-core.js";
const { randomUUID } = process.getBuiltinModule("node:crypto");
const http = process.getBuiltinModule("node:http");

// src/github/api/repository.ts
/** The repository that the run belongs to; null outside a runner. */
function repositoryOf(env) {
	const [owner, repo] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
	return owner && repo ? {
		owner,
		repo
	} : null;
}
/** The page of the repository, where people look. */
function repositoryUrl(env) {
	return `${env["GITHUB_SERVER_URL"] || "https://github.com"}/${env["GITHUB_REPOSITORY"] ?? ""}`;
}

// src/github/api/client.ts
const ATTEMPT_TIMEOUT = 1e4;
const RETRIES = 2;
/** The same would be said again; 429: GitHub says how long it wants to be left alone, which is longer than anybody waits for. */
const FINAL = [
	400,
	401,
	403,
	404,
	410,
	422,
	429,
	451
];
/**
* A client of the API named by `GITHUB_API_URL`. An attempt lasts at most 10 s; reads and updates are tried again at most twice,
* nothing is on a rate limit: what we tell people can wait for the end. All its requests end when `signal` aborts.
*/
async function githubClient(token, env, signal) {
	const [{ Octokit: Plain }, { retry }, { throttling }] = await Promise.all([
		import("./dist-src.js"),
		import("./dist-bundle.js"),
		import("./dist-bundle2.js")
	]);
	useProxy(env);
	const quiet = () => {};
	return new (Plain.plugin(retry, throttling))({
		auth: token,
		baseUrl: env["GITHUB_API_URL"] || "https://api.github.com",
		userAgent: "sluice",
		log: {
			debug: quiet,
			info: quiet,
			warn: quiet,
			error: quiet
		},
		request: { fetch: bounded(signal) },
		retry: {
			retries: RETRIES,
			doNotRetry: FINAL
		},
		throttle: {
			id: randomUUID(),
			onRateLimit: () => false,
			onSecondaryRateLimit: () => false
		}
	});
}
/** Node's own `fetch` asks the proxy of the environment only when told so; runners before the end of 2025 cannot be told. */
function useProxy(env) {
	if (!(env["https_proxy"] || env["HTTPS_PROXY"] || env["http_proxy"] || env["HTTP_PROXY"])) return;
	if (http.setGlobalProxyFromEnv) http.setGlobalProxyFromEnv(env);
	else warning("This runner is too old to reach GitHub through the proxy: comment and deployment record may be missing. Update the runner.");
}
function bounded(signal) {
	return (input, init) => {
		const signals = [
			AbortSignal.timeout(ATTEMPT_TIMEOUT),
			signal,
			init?.signal
		].filter((one) => one != null);
		return fetch(input, {
			...init,
			signal: AbortSignal.any(signals)
		});
	};
}
/** For requests that make something: after a lost answer, looking comes before making it again. */
const ONCE = { request: { retries: 0 } };

// src/github/api/feature.ts
/**
* Something we tell on GitHub that a token may or may not be allowed to. Nothing it does throws: a missing permission switches it off
* and says once what to add; anything else that fails is said once, and tried again the next time there is something to tell.
*/
var Feature = class {
	#what;
	#permission;
	#info;
	#off = false;
	#complained = false;
	/** @param permission what the token needs, as far as that is known by now */
	constructor(what, permission, info) {
		this.#what = what;
		this.#permission = permission;
		this.#info = info;
	}
	get off() {
		return this.#off;
	}
	/** True when `work` was done, or is not to be done because the token may not. */
	async attempt(work) {
		if (this.#off) return true;
		try {
			await work();
			return true;
		} catch (error) {
			this.#off = lacksPermission(error);
			if (this.#off) this.#info(`${this.#what} is left out: the token lacks a permission. ${toAdd(this.#permission())}`);
			else if (!this.#complained) this.#info(`${this.#what} could not be written; the rollout goes on: ${error.message ?? String(error)}`);
			this.#complained = true;
			return this.#off;
		}
	}
};
/** The lines that give a job a permission. One that has none of its own loses those of the repository by the first that it writes. */
function toAdd(permission) {
	return `Add to the job:\n  permissions:\n    ${permission}\n    contents: read # for the checkout`;
}
/** Whether GitHub said that there is no such thing (any more). */
function isGone(error) {
	return error.status === 404 && !lacksPermission(error);
}
/** Whether GitHub said that this token may not, ever. */
function lacksPermission(error) {
	const { status, message } = error;
	return (status === 403 || status === 404) && /not accessible by/i.test(message ?? "");
}

export { ONCE as a, repositoryUrl as c, toAdd as i, isGone as n, githubClient as o, lacksPermission as r, repositoryOf as s, Feature as t };