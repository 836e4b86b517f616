import { Gt as isGone, Jt as ONCE, Kt as lacksPermission, qt as toAdd } from "./first.js";

// src/github/record/deployments.ts
/** How many of our own older records are looked at after a failure, which finds out about open ones only. */
const LOOK_BACK = 10;
const OPEN = [
	"queued",
	"pending",
	"in_progress"
];
/** GitHub does not tell environments apart by their case. */
const sameEnvironment = (a, b) => a.toLowerCase() === b.toLowerCase();
/** The deployment records of an environment, read at most once. All methods throw what the API throws. */
var Deployments = class {
	#octokit;
	#where;
	#all = null;
	constructor(octokit, where) {
		this.#octokit = octokit;
		this.#where = where;
	}
	/** They are read again when next needed. */
	forget() {
		this.#all = null;
	}
	/** The record with this task; null where there is none. */
	async find(task) {
		return (await this.#list()).find((one) => one.task === task)?.id ?? null;
	}
	/** Whether there is one for a commit that is not ours. */
	async hasOther(sha) {
		return (await this.#list()).some((one) => one.sha === sha && !one.task.startsWith("sluice:"));
	}
	async post(id, state, description) {
		const { at, url, logUrl } = this.#where;
		await this.#octokit.rest.repos.createDeploymentStatus({
			...at,
			deployment_id: id,
			state,
			description,
			log_url: logUrl,
			...url === null || state === "inactive" ? {} : { environment_url: url },
			auto_inactive: false,
			...ONCE
		});
	}
	/** Whether that is what it says already. */
	async says(id, state, description) {
		const last = await this.#last(id);
		return last?.state === state && last.description === description;
	}
	/**
	* Marks inactive what of this service is older and still open: only one rollout is in flight, so theirs is over, and whoever was to
	* tell it could not. After `success` the one that said so before is inactive too; what is older than that was closed with it.
	*/
	async closeOlder(id, state) {
		const { service } = this.#where;
		const ours = (await this.#list()).filter((one) => one.id < id && one.task.startsWith("sluice:") && serviceOf(one.payload) === service);
		for (const { id: older } of state === "success" ? ours : ours.slice(0, LOOK_BACK)) {
			const last = (await this.#last(older))?.state ?? "queued";
			if (OPEN.includes(last)) await this.post(older, "inactive", "Its rollout is over");
			if (last === "success" && state === "success") await this.post(older, "inactive", "Replaced by a newer rollout");
			if (last === "success") return;
		}
	}
	async #last(id) {
		const { data } = await this.#octokit.rest.repos.listDeploymentStatuses({
			...this.#where.at,
			deployment_id: id,
			per_page: 1
		});
		return data[0] ?? null;
	}
	async #list() {
		const { at, environment } = this.#where;
		this.#all ??= (await this.#octokit.rest.repos.listDeployments({
			...at,
			environment,
			per_page: 100
		})).data;
		return this.#all;
	}
};
/** GitHub hands a payload back as an object, or as the text it was. */
function serviceOf(payload) {
	try {
		return (typeof payload === "string" ? JSON.parse(payload) : payload)?.service;
	} catch {
		return;
	}
}

// src/github/record/job-deployment.ts
/** Finds the record of the job by its check, as the runner names that. Throws where GitHub does not answer. */
async function jobDeployment(octokit, at, checkRun) {
	if (!/^[1-9]\d*$/.test(checkRun)) return "no-check";
	try {
		const { data } = await octokit.rest.checks.get({
			...at,
			check_run_id: Number(checkRun)
		});
		return data.deployment ? {
			id: data.deployment.id,
			environment: data.deployment.environment
		} : "no-record";
	} catch (error) {
		if (lacksPermission(error)) return "no-permission";
		if (isGone(error)) return "no-record";
		throw error;
	}
}
/** What a person does about it where the record of the job is the one that was asked for. */
const REMEDY = {
	"no-check": "this runner does not tell the check of the job (`job.check_run_id`): update the runner, or set `deployment: create`",
	"no-permission": `the token lacks a permission to find the record of the job. ${toAdd("checks: read")}`,
	"no-record": "the job has no record of its own: give it an `environment` without `deployment: false`, or set `deployment: create`"
};

// src/github/record/deployment.ts
const DESCRIPTION = 140;
/**
* The deployment record of a rollout: one of our own for all its jobs and runs, found again by the journaled id, else by its task.
* The record of a job is different, as it is GitHub's: when the job ends, its closing status replaces what was told here, and of that
* only the workflow's `environment.url` is kept. So a canary that passed reads as a success. With `attach` each job of a rollout
* tells in its own, and marks the one of the job before inactive.
*/
var DeploymentRecord = class {
	#octokit;
	#options;
	#around;
	#id = null;
	#journaled;
	/** Whether there can be one with the rollout's task. */
	#isToBeFound;
	#isLeftOut = false;
	#told = "";
	constructor(octokit, options) {
		this.#octokit = octokit;
		this.#options = options;
		this.#around = new Deployments(octokit, options);
		this.#journaled = options.id;
		this.#isToBeFound = !options.isNew;
	}
	/** The record's id, once it was found or made. */
	get id() {
		return this.#id ?? this.#journaled;
	}
	/**
	* Posts a status if it differs from the last one; finds or makes the record first. After the end, what is older and still open is
	* closed, and after `success` what was live before is marked inactive. Throws what the API throws.
	*/
	async tell(rollout, state, text) {
		const description = text.length > DESCRIPTION ? `${text.slice(0, 139)}\u2026` : text;
		const status = `${state} ${description}`;
		if (status === this.#told || this.#isLeftOut) return;
		const id = await this.#post(rollout, state, description);
		this.#told = status;
		if (id !== null && (state === "success" || state === "failure")) await this.#around.closeOlder(id, state);
	}
	/** @returns the record that has the status now; null where there is none to write to */
	async #post(rollout, state, description) {
		this.#id ??= await this.#choose(rollout);
		if (this.#id === null) return null;
		try {
			if (!(this.#options.mode === "known" && await this.#around.says(this.#id, state, description))) await this.#around.post(this.#id, state, description);
		} catch (error) {
			if (!isGone(error) || this.#id !== this.#journaled) throw error;
			[this.#id, this.#journaled] = [null, null];
			return this.#post(rollout, state, description);
		}
		return this.#id;
	}
	async #choose(rollout) {
		const { mode } = this.#options;
		if (mode === "attach") return this.#attach();
		const known = this.#journaled ?? (this.#isToBeFound ? await this.#around.find(taskOf(rollout)) : null);
		if (known !== null || mode === "known") return known;
		return (mode === "auto" ? await this.#ofJob() : null) ?? await this.#create(rollout);
	}
	async #attach() {
		const { at, checkRun, info } = this.#options;
		const own = await jobDeployment(this.#octokit, at, checkRun);
		if (typeof own === "string") {
			this.#isLeftOut = true;
			info(`The deployment record is left out, as \`deployment: attach\` was asked for and ${REMEDY[own]}`);
			return null;
		}
		if (this.#journaled !== null && this.#journaled !== own.id) await this.#around.post(this.#journaled, "inactive", "Goes on in the record of a later job");
		return own.id;
	}
	/** The job's own, if it is about this environment and not about one that is only a gate. */
	async #ofJob() {
		const { at, checkRun, environment, sha, info } = this.#options;
		const own = await jobDeployment(this.#octokit, at, checkRun);
		if (own === "no-permission" && await this.#around.hasOther(sha)) info(`The job seems to have a deployment record of its own in ${environment}, beside that of the rollout. To have one, write \`deployment: false\` into its \`environment\`, or let it be found. ${toAdd("checks: read")}`);
		return typeof own !== "string" && sameEnvironment(own.environment, environment) ? own.id : null;
	}
	async #create(rollout) {
		const { at, ref, service, environment } = this.#options;
		const { id, goal, from, kind, run } = rollout;
		this.#isToBeFound = true;
		const { data, status } = await this.#octokit.rest.repos.createDeployment({
			...at,
			ref,
			task: taskOf(rollout),
			environment,
			description: `${service} ${goal.version ?? ""}`.trim().slice(0, DESCRIPTION),
			auto_merge: false,
			required_contexts: [],
			production_environment: /^prod/i.test(environment),
			transient_environment: /^pr-/i.test(environment),
			payload: {
				rollout: id,
				service,
				version: goal.version,
				previous: from.version,
				strategy: kind,
				run: run.url
			},
			...ONCE
		}).catch((error) => {
			this.#around.forget();
			throw error;
		});
		if (status !== 201) throw new Error(`GitHub answered ${status} instead of making a deployment`);
		return data.id;
	}
};
const taskOf = (rollout) => `sluice:${rollout.id}`;

export { DeploymentRecord as t };