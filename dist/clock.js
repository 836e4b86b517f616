import { d as readInputs, f as thisRun } from "./github.js";
import { t as Refused } from "./ports.js";
import { n as InvalidServiceFile, t as readService } from "./service.js";
import { a as countOf, i as parseDuration, n as parseWeights } from "./units.js";
import { t as thresholdJudge } from "./analysis.js";
import { n as rolling, t as tracks } from "./strategies.js";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

// scripts/bundled-undici.ts
/** Node's own fetch. */
const fetch = globalThis.fetch;

// src/actions/ask.ts
/** Every input of every action; each action declares in its `action.yml` those that it knows. */
const NAMES = [
	"service",
	"environment",
	"config",
	"version",
	"on-failure",
	"on-cancel",
	"deployment",
	"comment",
	"pull-request",
	"dry-run",
	"github-token",
	"job-status",
	"check-run-id",
	"max-unavailable",
	"max-surge",
	"bake-time",
	"keep-old",
	"until",
	"weight",
	"to",
	"redeploy",
	"on-outdated"
];
/** Inputs that win over the service file's `rollout` of the same name. */
const OVER_THE_FILE = [
	"max-unavailable",
	"max-surge",
	"bake-time",
	"keep-old",
	"on-failure",
	"on-cancel"
];
/** Milliseconds a step bakes where neither input nor service file says: INTERFACE of each action. */
const BAKE_TIME = {
	rolling: 0,
	"blue-green-switch": 12e4,
	"canary-step": 3e5,
	promote: 12e4,
	rollback: 0,
	status: 0
};
/** Thrown with all that is wrong with what was asked, before anything was written. */
var InvalidRequest = class extends Error {
	name = "InvalidRequest";
	problems;
	constructor(problems) {
		super(problems.map((problem) => problem.message).join("\n"));
		this.problems = problems;
	}
};
/** Inputs and service file → what is asked. Throws {@link InvalidRequest} with all problems at once. */
async function readRequest(action, workspace, env) {
	const inputs = readInputs(NAMES);
	const problems = [];
	const attempt = (read, otherwise) => {
		try {
			return read();
		} catch (error) {
			problems.push({ message: error.message });
			return otherwise;
		}
	};
	const oneOf = (name, allowed) => {
		const given = inputs[name];
		if (given === "" || allowed.includes(given)) return given || allowed[0];
		problems.push({ message: `input ${name}: ${JSON.stringify(given)} is not known; write ${allowed.join(" or ")}` });
		return allowed[0];
	};
	const yes = (name) => oneOf(name, ["false", "true"]) === "true";
	const weights = attempt(() => inputs.weight === "" ? [null] : parseWeights(inputs.weight), [null]);
	const until = oneOf("until", [
		"retired",
		"switched",
		"prepared"
	]);
	const onOutdated = oneOf("on-outdated", ["fail", "deploy"]);
	const comment = oneOf("comment", [
		"on-change",
		"on-failure",
		"never"
	]);
	const deployment = oneOf("deployment", [
		"auto",
		"create",
		"none"
	]);
	const [redeploy, dryRun] = [yes("redeploy"), yes("dry-run")];
	for (const name of ["bake-time", "keep-old"]) attempt(() => inputs[name] && parseDuration(inputs[name]), "");
	if ((action === "rolling" || action === "blue-green-switch") && inputs.version === "") problems.push({ message: "input version is empty: write what to deploy, a tag or a commit" });
	let service = null;
	try {
		service = await readService({
			file: inputs.config || ".github/sluice.yml",
			root: workspace,
			service: inputs.service || null,
			environment: inputs.environment || "production",
			variables: env,
			inputs: Object.fromEntries(OVER_THE_FILE.map((name) => [name, inputs[name]])),
			...inputs.version && { version: inputs.version }
		});
	} catch (error) {
		if (error instanceof InvalidServiceFile) problems.push(...error.problems);
		else throw error;
	}
	if (problems.length > 0 || service === null) throw new InvalidRequest(problems);
	const common = {
		version: inputs.version || null,
		spec: service.spec,
		place: service.place,
		service: service.raw,
		until,
		bakeTime: service.rollout.bakeTime ?? BAKE_TIME[action],
		keepOld: service.rollout.keepOld,
		to: inputs.to || null,
		redeploy,
		onOutdated,
		onFailure: service.rollout.onFailure,
		run: thisRun(env),
		now: Date.now()
	};
	const steps = weights.map((weight) => ({
		...common,
		action: action === "status" ? "promote" : action,
		weight,
		step: `${action} ${env["GITHUB_ACTION"] ?? ""} ${weight ?? ""}`.trim(),
		id: `r-${randomUUID().slice(0, 8)}`
	}));
	return {
		action,
		service,
		steps,
		inputs,
		dryRun,
		comment,
		deployment
	};
}

// src/actions/assemble.ts
/** Milliseconds between two looks at the platform; a change that the platform announces is looked at sooner. */
const INTERVAL = 1e3;
/** How many instances the service has in all, by the service file. */
function wantedOf(service) {
	return service.platform === "local" ? service.instances : service.servers.length;
}
/** The strategy that carries a rollout on a platform. */
function strategyFor(rollout, platform, service) {
	const { metrics, smokeTest, fleet } = platform;
	const { minReady, progressDeadline, maxUnavailable, maxSurge, previewSize } = service.rollout;
	const optional = {
		...metrics && { metrics },
		...smokeTest && { smokeTest }
	};
	if (rollout.kind === "rolling") {
		if (!fleet) throw new Refused("precondition", `platform ${service.platform} cannot roll this service`);
		const wanted = wantedOf(service);
		const limits = {
			maxUnavailable: countOf(maxUnavailable, wanted, "down"),
			maxSurge: countOf(maxSurge, wanted, "up")
		};
		return rolling({
			fleet,
			...optional
		}, {
			...limits,
			minReady,
			progressDeadline,
			interval: INTERVAL
		});
	}
	if (!platform.tracks || !platform.router) throw new Refused("precondition", `platform ${service.platform} has no two tracks for this service`);
	const { analysis } = service;
	const settings = {
		previewSize: countOf(previewSize, 1e3, "up") / 1e3,
		alwaysFull: platform.tracks.alwaysFull ?? false,
		minReady,
		progressDeadline,
		interval: INTERVAL,
		pollInterval: analysis.interval,
		initialDelay: analysis.initialDelay,
		analysisTimeout: analysis.analysisTimeout,
		onInconclusive: analysis.onInconclusive
	};
	const ports = {
		tracks: platform.tracks,
		router: platform.router,
		judge: thresholdJudge(analysis),
		...optional
	};
	return tracks(ports, settings);
}
/**
* What forbids to begin a rolling update at all: a rollout that would leave nothing in rotation.
* @returns the sentence with the line to change; null when there is none
*/
function spareCapacity(service, platform) {
	const wanted = wantedOf(service);
	const maxUnavailable = countOf(service.rollout.maxUnavailable, wanted, "down");
	const maxSurge = countOf(service.rollout.maxSurge, wanted, "up");
	if (maxSurge > 0 && !platform.fleet?.add) return `max-surge: ${maxSurge} needs instances that can be made; platform ${service.platform} cannot make any: set max-surge: 0`;
	if (maxUnavailable === 0 && maxSurge === 0) return `max-unavailable and max-surge are both 0 of ${wanted} instances: set max-unavailable: 1`;
	if (maxUnavailable >= wanted && !(maxSurge > 0 && maxUnavailable < wanted)) return `max-unavailable: ${maxUnavailable} of ${wanted} would leave nothing in rotation: ${platform.fleet?.add ? "set max-unavailable: 0 and max-surge: 1" : "add a server, or use blue-green-switch"}`;
	return null;
}

// src/actions/clock.ts
/** This machine's clocks. */
const systemClock = {
	now: () => ({
		wall: Date.now(),
		mono: performance.now()
	}),
	async sleep(ms, signal) {
		await setTimeout(ms, void 0, signal ? { signal } : {}).catch(() => {});
	}
};

export { InvalidRequest as a, strategyFor as i, INTERVAL as n, readRequest as o, spareCapacity as r, systemClock as t };