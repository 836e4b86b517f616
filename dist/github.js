import { a as info$1, c as setOutput, d as summary, i as getState$1, l as startGroup, n as error, o as notice, r as getInput, s as saveState$1, t as endGroup$1, u as warning } from "./vendor-actions-core.js";
import { c as repositoryUrl, i as toAdd, n as isGone, o as githubClient, r as lacksPermission, s as repositoryOf, t as Feature } from "./github-api.js";
import { d as logText, u as logLines } from "./report.js";

// src/github/inputs.ts
/** Reads inputs as the runner hands them over (`INPUT_<NAME>`), trimmed; one that is not set, or empty, is ''. */
function readInputs(names) {
	return Object.fromEntries(names.map((name) => [name, getInput(name)]));
}
/** The folder of the checkout. */
function workspaceOf(env) {
	return env["GITHUB_WORKSPACE"] || process.cwd();
}
/** The run that this process belongs to. Outside a runner the fields are empty and the numbers 0. */
function thisRun(env = process.env) {
	const id = env["GITHUB_RUN_ID"] ?? "";
	const attempt = Number(env["GITHUB_RUN_ATTEMPT"] ?? 0);
	const check = env["INPUT_CHECK-RUN-ID"] ?? "";
	const address = `${repositoryUrl(env)}/actions/runs/${id}`;
	return {
		id,
		attempt,
		number: Number(env["GITHUB_RUN_NUMBER"] ?? 0),
		workflow: env["GITHUB_WORKFLOW"] ?? "",
		ref: env["GITHUB_REF"] ?? "",
		job: env["GITHUB_JOB"] ?? "",
		...check !== "" && { check },
		actor: env["GITHUB_TRIGGERING_ACTOR"] || (env["GITHUB_ACTOR"] ?? ""),
		url: id === "" ? "" : attempt > 1 ? `${address}/attempts/${attempt}` : address
	};
}

// src/github/job-ended.ts
/**
* Asks GitHub whether the job of a run has ended, what it does afterwards too: by the check of the job where the journal has it, else by
* the attempt of the run with all its jobs. False also where nobody knows: no token, another repository, no permission, no answer.
* Never asks about the job that this process belongs to. Throws nothing.
*/
function jobEnded({ token, env, info }) {
	const at = repositoryOf(env);
	const own = thisRun(env);
	let client = null;
	let isAllowed = token !== "";
	return async (run) => {
		const isOwn = run.id === own.id && (run.check === void 0 || run.check === own.check);
		if (!isAllowed || at === null || run.id === "" || isOwn) return false;
		try {
			client ??= githubClient(token, env);
			const octokit = await client;
			return (await statusOfJob(octokit, at, run) ?? (run.id === own.id ? null : await statusOfAttempt(octokit, at, run))) === "completed";
		} catch (error) {
			isAllowed = !lacksPermission(error);
			if (!isAllowed) info(`GitHub does not tell whether the other job has ended. To wait less: ${toAdd("actions: read")}`);
			return false;
		}
	};
}
/** null where it cannot be asked for by its check. */
async function statusOfJob(octokit, at, { check = "" }) {
	if (!/^[1-9]\d*$/.test(check)) return null;
	try {
		const { data } = await octokit.rest.actions.getJobForWorkflowRun({
			...at,
			job_id: Number(check)
		});
		return data.check_run_url.endsWith(`/${check}`) ? data.status : null;
	} catch (error) {
		if (isGone(error)) return null;
		throw error;
	}
}
/** Not that of the run itself, which is about its latest attempt. */
async function statusOfAttempt(octokit, at, { id, attempt }) {
	const { data } = await octokit.rest.actions.getWorkflowRunAttempt({
		...at,
		run_id: Number(id),
		attempt_number: attempt
	});
	return data.status;
}

// src/github/outputs.ts
/** Sets outputs of the step, in the order given; there are none outside GitHub. What is set again replaces what was. */
function setOutputs(values) {
	if (!process.env["GITHUB_OUTPUT"]) return;
	for (const [name, value] of Object.entries(values)) setOutput(name, value);
}
/** Hands text from `main` to `post`, which there is on GitHub only. Never a token: inputs are there again. */
function saveState(name, value) {
	if (!process.env["GITHUB_STATE"]) return;
	saveState$1(name, value);
}
/** What `main` saved; '' if it did not. */
function getState(name) {
	return getState$1(name);
}
/** An annotation, at a place in a file where there is one. Title and message may be any text. */
function annotate(level, title, message, place = {}) {
	({
		error,
		warning,
		notice
	})[level](logLines(message), {
		title: logText(title),
		...place.file === void 0 ? {} : { file: place.file },
		...place.line === void 0 ? {} : { startLine: place.line },
		...place.column === void 0 ? {} : { startColumn: place.column }
	});
}
/** Adds to the job summary; does nothing where there is none, and throws nothing: a summary is never worth a rollout. */
async function writeSummary(markdown) {
	if (!process.env["GITHUB_STEP_SUMMARY"]) return;
	try {
		await summary.addRaw(markdown, true).write();
	} catch (error) {
		info$1(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}
/** Lets the step end as failed, once everything else is done. */
function fail() {
	process.exitCode = 1;
}
function group(title) {
	startGroup(logText(title));
}
function endGroup() {
	endGroup$1();
}
/** Any text as lines of the log. */
function info(text) {
	info$1(logLines(text));
}

// src/github/protection.ts
/**
* Whether an environment makes a job wait for a person or a timer. A gate that cannot be checked is none. Throws nothing.
* @returns what is lacking and what to do, as a sentence; null where it is protected
*/
async function unprotected(name, { token, env }) {
	const at = repositoryOf(env);
	const asked = `environment ${name}, which \`require-protection\` names`;
	if (token === "" || at === null) return `${asked}, cannot be checked: there is no \`github-token\`, or this is no GitHub run`;
	const settings = `${repositoryUrl(env)}/settings/environments`;
	try {
		const { data } = await (await githubClient(token, env)).rest.repos.getEnvironment({
			...at,
			environment_name: name
		});
		const isGate = ({ wait_timer: wait = 0, reviewers = [] }) => wait > 0 || reviewers.length > 0;
		if (data.protection_rules?.some(isGate)) return null;
		return `${asked}, has neither required reviewers nor a wait timer, so nobody was asked: add one at ${settings}`;
	} catch (error) {
		const { status, message } = error;
		if (lacksPermission(error)) return `${asked}, cannot be checked: the token lacks a permission. ${toAdd("actions: read")}`;
		if (status === 404) return `there is no ${asked}, and GitHub makes one without any rule for the first job that names it: make it at ${settings}, with required reviewers or a wait timer`;
		return `${asked}, could not be checked, as GitHub did not answer: ${message ?? String(error)}. Run this again`;
	}
}

// src/github/ending.ts
/** Outcomes that are about no rollout of this run: what others wrote there stays. */
const SILENT = [
	"refused",
	"planned",
	"unchanged",
	"idle",
	"empty"
];
/** Whether the comment and the record are to show this end. What somebody else took over, they tell. */
function isShown({ rollout, outcome, reason }) {
	return rollout !== null && !SILENT.includes(outcome) && reason.code !== "taken-over";
}
/** Whether a person should look: what `comment: on-failure` writes for. */
function isFailure(ending) {
	if (ending.outcome === "rolled-back") return ending.rollout?.direction === "back";
	return [
		"stuck",
		"paused",
		"interrupted"
	].includes(ending.outcome);
}
/** The version that is in flight after it; null where none is. */
function leftInFlight({ outcome, rollout }) {
	return outcome === "promoted" || outcome === "rolled-back" ? null : rollout?.attempted.version ?? null;
}
/** The last status of the record; `stage` is the last one that was shown. */
function statusOf({ outcome, reason, rollout }, stage) {
	const message = reason.message.replaceAll(/\s+/g, " ").trim();
	switch (outcome) {
		case "promoted": return {
			state: "success",
			text: `${rollout?.goal.version ?? "It"} is live`
		};
		case "rolled-back": return rollout?.direction === "back" ? {
			state: "failure",
			text: `Rolled back: ${message}`
		} : {
			state: "success",
			text: message
		};
		case "stuck": return {
			state: "error",
			text: `Stuck: ${message}`
		};
		case "interrupted": return {
			state: "error",
			text: `Interrupted: ${message}`
		};
		case "locked":
		case "unlocked": return {
			state: "in_progress",
			text: `${outcome === "locked" ? "Locked" : "Unlocked"}: ${message}`
		};
		case "paused": return {
			state: "in_progress",
			text: `Paused: ${message}`
		};
		default:
			if (reason.code === "cancelled") return {
				state: "error",
				text: `Interrupted: ${message}`
			};
			return {
				state: "in_progress",
				text: stage || (outcome === "canary" ? `canary ${rollout?.goal.weight ?? 0} %` : outcome)
			};
	}
}

// src/github/pace.ts
/** Requests left in the hour below which others of the same repository need them more. */
const SCARCE = 100;
/** So many canary steps of a rollout begin with a text in the comment, one that was told before. */
const BEGUN = 2;
/** Milliseconds that those after them wait with it: a short one then tells its end only. */
const LATER = 6e5;
/**
* Milliseconds that the text waits which a step begins with. Of many canary steps, each a process of its own, each would cost two texts, one
* right after the other: how the step before ended, and that this one begins. What is at work the deployment record says at once.
*/
function waitToBegin({ goal, direction, passed, commentId }) {
	return goal.stage === "canary" && direction === "forward" && passed.length > BEGUN && commentId !== null ? LATER : 0;
}
/** How often a comment may be edited while work goes on. */
var Pace = class {
	#gap;
	#last = Number.NEGATIVE_INFINITY;
	#stopped = false;
	/** @param gap least milliseconds between two edits */
	constructor(gap) {
		this.#gap = gap;
	}
	/** Milliseconds until the next edit may be made; Infinity when only the last one may. */
	wait(now) {
		return this.#stopped ? Number.POSITIVE_INFINITY : Math.max(0, this.#last + this.#gap - now);
	}
	edited(now) {
		this.#last = now;
	}
	/** Stops edits when an answer shows that requests run out, or were refused for that. */
	watch(octokit) {
		octokit.hook.after("request", ({ headers }) => {
			const left = headers["x-ratelimit-remaining"];
			if (left !== void 0 && Number(left) < SCARCE) this.#stopped = true;
		});
		octokit.hook.error("request", (error) => {
			const status = error.status;
			if (status === 429 || status === 403 && !lacksPermission(error)) this.#stopped = true;
			throw error;
		});
	}
};

// src/github/reporter.ts
/** What is told also within a stage. */
const ALWAYS = [
	"back",
	"drift",
	"warning"
];
/** Keeps one comment and one deployment record up to date, in the background. Nothing here throws or makes a rollout wait. */
function githubReporter(options) {
	return new BackgroundReporter(options);
}
var BackgroundReporter = class {
	#options;
	#commenting;
	#recording;
	#pace;
	#abort = new AbortController();
	/** Only the latest counts: what GitHub was too slow for is skipped. */
	#wanted = null;
	/** Ends of rollouts, told in this order before `#wanted`; none is skipped. */
	#over = [];
	#work = null;
	#later = null;
	#octokit = null;
	#pages = null;
	/** The rollout that was last to be told. */
	#seen = "";
	#stage = "";
	#said = false;
	#told = true;
	constructor(options) {
		this.#options = options;
		this.#commenting = new Feature("The comment on the pull request", () => this.#pages?.commentNeeds ?? "", options.info);
		this.#recording = new Feature("The deployment record", () => "deployments: write", options.info);
		this.#pace = new Pace(options.editGap ?? 2e4);
	}
	see(event) {
		this.#quietly(() => {
			this.#options.view.see(event);
			const stage = this.#options.view.stage() || event.stage;
			if (!(event.rollout.id !== this.#seen || stage !== this.#stage || ALWAYS.includes(event.kind)) || event.kind === "ended") return;
			this.#stage = stage;
			this.#want({
				rollout: event.rollout,
				state: "in_progress",
				text: stage,
				comment: this.#options.comment === "on-change",
				section: () => this.#options.view.section(),
				version: event.rollout.attempted.version,
				isNew: event.kind === "began",
				last: false,
				notBefore: performance.now() + (this.#seen === "" ? waitToBegin(event.rollout) : 0)
			});
		});
	}
	marks() {
		return this.#pages?.rollout === this.#seen ? this.#pages.marks() : {};
	}
	commentUrl() {
		return this.#pages?.commentUrl ?? "";
	}
	async finish(ending) {
		this.#quietly(() => {
			const { view } = this.#options;
			view.see(ending);
			const wanted = this.#last(ending, view);
			if (wanted) this.#want({
				...wanted,
				isLatest: async () => await this.#options.isLatest?.(ending) === true
			});
		});
		const isCancelled = ending.outcome === "interrupted" && ending.reason.code === "cancelled";
		const inTime = await this.#within(this.#options.finishWithin ?? (isCancelled ? 3e3 : 1e4));
		if (this.#later) clearTimeout(this.#later);
		this.#wanted = null;
		this.#abort.abort();
		return inTime && this.#told;
	}
	over(ending, view) {
		this.#quietly(() => {
			view.see(ending);
			const wanted = this.#last(ending, view);
			if (wanted === null || !this.#canTell()) return;
			if (this.#later) clearTimeout(this.#later);
			if (this.#wanted?.rollout.id === wanted.rollout.id) this.#wanted = null;
			this.#over.push(wanted);
			this.#start();
		});
	}
	#last(ending, view) {
		const { rollout } = ending;
		if (rollout === null || !isShown(ending)) return null;
		const mode = this.#options.comment;
		const comment = mode === "on-change" || mode === "on-failure" && (isFailure(ending) || rollout.commentId !== null);
		const section = () => view.section();
		return {
			rollout,
			...statusOf(ending, this.#stage),
			comment,
			section,
			version: leftInFlight(ending),
			last: true
		};
	}
	#quietly(work) {
		try {
			work();
		} catch (error) {
			this.#told = false;
			this.#options.info(`GitHub was not told of a change; the rollout goes on: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	#want(wanted) {
		this.#seen = wanted.rollout.id;
		if (!this.#canTell()) return;
		if (this.#later) clearTimeout(this.#later);
		this.#wanted = wanted;
		this.#start();
	}
	#canTell() {
		const can = this.#options.token !== null && repositoryOf(this.#options.env) !== null;
		if (!can && !this.#said) this.#options.info("No comment and no deployment record: there is no `github-token`, or this is no GitHub run.");
		this.#said ||= !can;
		return can;
	}
	#start() {
		this.#work ??= this.#drain().finally(() => {
			this.#work = null;
		});
	}
	async #drain() {
		for (;;) {
			const wanted = this.#over.shift() ?? this.#wanted;
			if (wanted === null) return;
			if (wanted === this.#wanted) this.#wanted = null;
			const pages = () => this.#pagesOf(wanted.rollout.id);
			const recorded = await this.#recording.attempt(async () => (await pages()).writeRecord(wanted));
			const commented = await this.#commenting.attempt(async () => this.#writeComment(await pages(), wanted));
			this.#told = recorded && commented;
		}
	}
	/** True when all work was done within `ms`. */
	async #within(ms) {
		if (this.#work === null) return true;
		let timer;
		const late = new Promise((resolve) => {
			timer = setTimeout(resolve, ms, false);
		});
		const done = await Promise.race([this.#work.then(() => true), late]);
		clearTimeout(timer);
		if (!done) this.#options.info(`GitHub did not answer within ${ms / 1e3} s: the comment or the deployment record may be out of date.`);
		return done;
	}
	async #pagesOf(rollout) {
		if (this.#pages?.rollout !== rollout) {
			const { RolloutPages } = await import("./rollout-pages.js");
			const at = repositoryOf(this.#options.env);
			this.#pages = new RolloutPages(rollout, this.#options, {
				at,
				client: () => this.#client(),
				commenting: this.#commenting
			});
		}
		return this.#pages;
	}
	async #writeComment(pages, wanted) {
		if (!wanted.comment || this.#postponed(wanted)) return;
		let isWritten = true;
		try {
			isWritten = await pages.writeComment(wanted);
		} finally {
			if (isWritten) this.#pace.edited(performance.now());
		}
	}
	/** Whether it is too soon for this edit; then it is made when it is time, unless a later one comes first. */
	#postponed(wanted) {
		const wait = Math.max(this.#pace.wait(performance.now()), (wanted.notBefore ?? 0) - performance.now());
		if (wanted.last || wait <= 0) return false;
		if (wait === Number.POSITIVE_INFINITY) return true;
		this.#later = setTimeout(() => {
			if (this.#wanted === null && !this.#abort.signal.aborted) this.#want({
				...wanted,
				waited: true
			});
		}, wait).unref();
		return true;
	}
	async #client() {
		if (this.#octokit === null) {
			this.#octokit = await githubClient(this.#options.token ?? "", this.#options.env, this.#abort.signal);
			this.#pace.watch(this.#octokit);
		}
		return this.#octokit;
	}
};

export { endGroup as a, group as c, setOutputs as d, writeSummary as f, workspaceOf as g, thisRun as h, annotate as i, info as l, readInputs as m, isShown as n, fail as o, jobEnded as p, unprotected as r, getState as s, githubReporter as t, saveState as u };