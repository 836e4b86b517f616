import { n as permissionFor, r as StickyComment, t as findPullRequest } from "./github-comment.js";
import { Ht as inlineCode, J as without, K as linesOf, Vt as escapeMarkdown, Zt as thisRun } from "./first.js";
import { t as DeploymentRecord } from "./github-record.js";

// src/github/pages/scrub.ts
/**
* Replaces each secret by `***`. The runner masks secrets in logs and summaries, but not in what goes to the API.
* The lines of a secret are secrets too, as for the runner; below four characters a line would blacken ordinary text.
*/
function scrub(text, secrets) {
	return without(text, linesOf(secrets));
}
/** The same for Markdown of ours, in which a secret stands as it was escaped. */
function scrubMarkdown(text, secrets) {
	const code = (line) => inlineCode(line).replace(/^<code>|<\/code>$/g, "");
	return without(text, linesOf(secrets).flatMap((line) => [
		line,
		escapeMarkdown(line),
		code(line)
	]));
}

// src/github/pages/rollout-pages.ts
/** Where GitHub shows one rollout: its deployment record, and the comment on its pull request. */
var RolloutPages = class {
	rollout;
	#options;
	#site;
	#pull;
	#comment = null;
	#record = null;
	constructor(rollout, options, site) {
		this.rollout = rollout;
		this.#options = options;
		this.#site = site;
	}
	marks() {
		const comment = this.#comment?.known;
		const commentSeq = this.#comment?.seq ?? null;
		const deploymentId = this.#record?.id;
		return {
			...this.#pull ? { pullRequest: this.#pull.number } : {},
			...comment ? {
				commentId: comment.id,
				commentAuthor: comment.author,
				commentSeq
			} : {},
			...deploymentId ? { deploymentId } : {}
		};
	}
	/** The comment's address; '' while there is none. */
	get commentUrl() {
		return this.#comment?.known?.url ?? "";
	}
	/** The permission that its comment needs, as it stands in a workflow. */
	get commentNeeds() {
		return permissionFor(this.#pull ?? void 0);
	}
	/** Throws what the API throws. */
	async writeRecord({ rollout, state, text, isNew = false }) {
		const { deployment: mode, env, service, environment, url, secrets, checkRun, info } = this.#options;
		const { at, client, commenting } = this.#site;
		if (mode === "none") return;
		const octokit = await client();
		if (this.#record === null) {
			if (rollout.deploymentId === null) await commenting.attempt(() => this.#findPull(rollout));
			const ref = this.#pull?.head ?? (env["GITHUB_SHA"] || env["GITHUB_REF"] || "HEAD");
			const where = {
				at,
				service,
				environment,
				url,
				logUrl: thisRun(env).url
			};
			const sha = env["GITHUB_SHA"] ?? "";
			this.#record = new DeploymentRecord(octokit, {
				...where,
				ref,
				sha,
				id: rollout.deploymentId,
				isNew,
				mode,
				checkRun,
				info
			});
		}
		await this.#record.tell(rollout, state, scrub(text, secrets));
	}
	/** False where there is no pull request to write to. Throws what the API throws. */
	async writeComment(wanted) {
		const { env, service, environment, secrets, shared } = this.#options;
		const { at, client } = this.#site;
		const octokit = await client();
		const pull = await this.#findPull(wanted.rollout);
		if (pull === null) return false;
		const { commentId: id, commentAuthor: author, commentSeq = null, pullRequest, startedAt: began } = wanted.rollout;
		const seq = pullRequest === pull.number ? commentSeq : null;
		const of = {
			at,
			issue: pull.number,
			service,
			environment,
			run: thisRun(env),
			id,
			author,
			seq,
			shared
		};
		this.#comment ??= new StickyComment(octokit, of);
		const { last, waited = false, isLatest } = wanted;
		const version = wanted.version !== null && scrub(wanted.version, secrets) === wanted.version ? wanted.version : null;
		await this.#comment.write({
			text: scrubMarkdown(wanted.section(), secrets),
			version,
			began,
			last,
			waited,
			...isLatest && { isLatest }
		});
		return true;
	}
	async #findPull(rollout) {
		const { env, pullRequest } = this.#options;
		if (this.#pull === void 0) {
			const asked = pullRequest || String(rollout.pullRequest ?? "");
			this.#pull = await findPullRequest(await this.#site.client(), this.#site.at, asked, env);
		}
		return this.#pull;
	}
};

export { RolloutPages as t };