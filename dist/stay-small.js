import { At as endGroup, Dt as withFiles, F as isOneLine, G as quoted, I as readService, It as setOutputs, L as servicesIn, Lt as writeSummary, Nt as group, O as work, Pt as info, Rt as logLine, U as InvalidServiceFile, W as problemLine, X as githubReporter, Xt as readInputs, Z as isShown, Zt as thisRun, bt as foldEvent, dt as digest, en as repositoryUrl, ht as renderHtml, kt as annotate, mt as renderMarkdown, q as secretsOf, vt as emptyRecord, wt as headline, xt as isCounted, yt as foldEnding, z as inputFindings, zt as logText } from "./first.js";
const join = process.getBuiltinModule("node:path").join;
const readFileSync = process.getBuiltinModule("node:fs").readFileSync; const writeFileSync = process.getBuiltinModule("node:fs").writeFileSync;
const tmpdir = process.getBuiltinModule("node:os").tmpdir;
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;
const setFlagsFromString = process.getBuiltinModule("node:v8").setFlagsFromString;

// src/actions/clock.ts
/** This machine's clocks. */
const systemClock = {
	now: () => ({
		wall: Date.now(),
		mono: process.uptime() * 1e3
	}),
	async sleep(ms, signal) {
		await setTimeout(ms, void 0, signal ? { signal } : {}).catch(() => {});
	}
};

// src/actions/tell.ts
/** Folds everything that happens into one record; `ways` are what people are told to go on by. */
function narrator(context, ways) {
	let record = emptyRecord(context.service, context.environment);
	return {
		see(what) {
			record = "outcome" in what ? foldEnding(record, what, {
				...context,
				at: Date.now()
			}) : foldEvent(record, what);
		},
		section: () => renderMarkdown(record, {
			kind: "comment",
			ways
		}),
		summary: () => renderMarkdown(record, {
			kind: "summary",
			ways
		}),
		stage: () => record.stage,
		record: () => record
	};
}
/** Writes the log: one line an event, grouped by stage. */
function logger() {
	const start = systemClock.now().mono;
	let stage = "";
	return {
		see(event) {
			if (event.stage !== stage) {
				if (stage !== "") endGroup();
				group(event.stage);
				stage = event.stage;
			}
			const lines = event.kind === "evidence" ? event.evidence.map(({ metric, text }) => `${metric} ${text}`) : [event.text];
			for (const text of lines) info(logLine({
				...event,
				text
			}, event.at.mono - start));
		},
		close() {
			if (stage !== "") endGroup();
		}
	};
}
/** Annotation, summary, report and outputs of the end. Gives the outputs. */
function tellEnding(ending, view, told, failed) {
	const { outcome, reason, rollout, journal } = ending;
	const record = view.record();
	info(logText(`${headline(record)}: ${reason.message}`));
	for (const command of ending.commands) info(logText(`by hand: ${command}`));
	annotate(failed ? "error" : "notice", headline(record), reason.message);
	writeSummary(view.summary());
	const report = writeReport(record);
	const version = record.version ?? journal?.live?.version ?? "";
	const outputs = {
		outcome,
		reason: reason.code,
		message: reason.message,
		rollout: rollout?.id ?? "",
		version,
		"previous-version": rollout?.from.version ?? "",
		track: rollout?.goal.track ?? journal?.live?.track ?? "",
		weight: String(rollout ? record.weight : journal?.live ? 100 : 0),
		url: told.url,
		"preview-url": outcome === "unchanged" ? told.url : told.previewUrl,
		"preview-header": told.previewHeader,
		verdict: verdictOf(ending, record),
		requests: isCounted(record) ? String(record.requests) : "",
		"failed-requests": isCounted(record) ? String(record.failed) : "",
		"deployment-id": told.deploymentId,
		"comment-url": told.commentUrl,
		report
	};
	setOutputs(outputs);
	return outputs;
}
/** What the judge said last; '' where it had nothing to judge. */
function verdictOf({ outcome, reason }, { evidence }) {
	if (reason.code === "analysis-failed") return "fail";
	if (reason.code === "analysis-inconclusive") return "inconclusive";
	return evidence.length > 0 && (outcome === "canary" || outcome === "switched" || outcome === "promoted") ? "pass" : "";
}
/** The record as JSON, and as a page beside it.
* @returns the JSON file's path; '' where it could not be written, which is no reason to fail */
function writeReport(record) {
	const path = join(process.env["RUNNER_TEMP"] || tmpdir(), `sluice-${process.pid}-${Date.now()}.json`);
	try {
		writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`, { mode: 384 });
		writeFileSync(path.replace(/json$/, "html"), renderHtml(record), { mode: 384 });
		return path;
	} catch (error) {
		info(`the report could not be written: ${error.message}`);
		return "";
	}
}

// src/actions/announce.ts
/** Milliseconds for a look at the journal before the last text. */
const LOOK_WITHIN = 3e3;
function announcer(request, platform, env) {
	const url = request.service.url ?? platform.url ?? null;
	const view = narratorOf(request, url, request.inputs.version || null, thisRun(env));
	const log = logger();
	const { comment, deployment } = request.service.rollout;
	const mode = deployment !== "none" && ["status", "lock"].includes(request.action) ? "known" : deployment;
	const isLatest = (ending) => isAsLeft(platform, ending);
	const reporter = reporterOf(request, env, view, {
		url,
		comment,
		deployment: mode,
		isLatest
	});
	return {
		see(event) {
			log.see(event);
			reporter.see(event);
		},
		marks: () => reporter.marks(),
		over(ending) {
			const { rollout } = ending;
			if (rollout) reporter.over(ending, narratorOf(request, url, rollout.attempted.version, rollout.run));
		},
		async end(ending, failed) {
			log.close();
			if (await reporter.finish(ending) && ending.rollout && isShown(ending)) await forget(platform, ending.rollout.id, reporter.marks());
			const told = {
				url: url ?? "",
				previewUrl: platform.router?.preview?.url ?? "",
				previewHeader: platform.router?.preview?.header ?? "",
				commentUrl: reporter.commentUrl(),
				deploymentId: String(reporter.marks().deploymentId ?? "")
			};
			return tellEnding(ending, view, told, failed);
		}
	};
}
/** The story of a rollout as the people of this service read it. */
function narratorOf({ service, ways }, url, version, run) {
	return narrator({
		service: service.name,
		environment: service.environment,
		version,
		url,
		run
	}, ways);
}
function reporterOf({ service, inputs, dryRun }, env, view, shows) {
	return githubReporter({
		token: dryRun ? null : inputs["github-token"] || null,
		env,
		service: service.name,
		environment: service.environment,
		shared: service.elsewhere,
		...shows,
		checkRun: inputs["check-run-id"],
		pullRequest: inputs["pull-request"],
		secrets: [inputs["github-token"], ...secretsOf(service)],
		view,
		info
	});
}
/** Whether a rollout is in flight as this end left it: nobody has worked on the service since, so nobody has told anything. */
async function isAsLeft({ journal }, { journal: left }) {
	if (left === null || left.rollout === null || left.holder !== null) return false;
	const present = await journal.load(AbortSignal.timeout(LOOK_WITHIN)).catch(() => null);
	return present?.seq === left.seq && present.epoch === left.epoch;
}
/**
* Record and comment are closed: the journal need not remember it any more.
* @param marks what GitHub knows it by, for who goes on with it
*/
async function forget({ journal }, rollout, marks = {}) {
	const signal = new AbortController().signal;
	const document = await journal.load(signal).catch(() => null);
	if (document?.unreported?.rollout.id !== rollout) return;
	const inFlight = document.rollout?.id === rollout ? {
		...document.rollout,
		...marks
	} : document.rollout;
	await journal.save({
		...document,
		rollout: inFlight,
		unreported: null,
		seq: document.seq + 1
	}, document.seq, signal).catch(() => {});
}

// src/actions/brings.ts
/** Only these are told what to deploy, and have it in their workspace; `promote` and `rollback` may have another commit there. */
function brings({ action }) {
	return action !== "promote" && action !== "rollback";
}

// src/actions/ways.ts
/** What of our workflows to copy the checked-out repository has, under the names they are shown with. */
function waysOf(workspace, env) {
	const name = workflow(workspace, "promote");
	const address = `${repositoryUrl(env)}/actions/workflows/${name}`;
	return {
		workflowUrl: name === null ? "" : address,
		byComment: workflow(workspace, "commands") !== null
	};
}
/** The file's name; null where there is none, or somebody else's. */
function workflow(workspace, name) {
	for (const file of [`${name}.yml`, `${name}.yaml`]) try {
		if (readFileSync(join(workspace, ".github/workflows", file), "utf8").includes("sluice-actions/sluice/")) return file;
	} catch {}
	return null;
}

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
	"lock",
	"require-protection",
	"reason",
	"unlock",
	"redeploy",
	"on-outdated",
	"on-busy"
];
/** Inputs that win over the service file's `rollout` of the same name. */
const OVER_THE_FILE = [
	"max-unavailable",
	"max-surge",
	"bake-time",
	"keep-old",
	"on-failure",
	"on-cancel",
	"until",
	"weight",
	"on-outdated",
	"on-busy",
	"comment",
	"deployment"
];
/** Milliseconds a step bakes where neither input nor service file says: INTERFACE of each action. */
const BAKE_TIME = {
	rolling: 0,
	"blue-green-switch": 12e4,
	"canary-step": 3e5,
	promote: 12e4,
	rollback: 0,
	lock: 0,
	status: 0
};
/** Thrown with all that is wrong with what was asked, before anything was written. */
var InvalidRequest = class extends Error {
	name = "InvalidRequest";
	problems;
	constructor(problems) {
		super(problems.map(problemLine).join("\n"));
		this.problems = problems;
	}
};
/** They are journaled many times, and stand in names of files and in titles. */
const LONGEST = {
	version: 200,
	to: 200,
	environment: 100,
	reason: 200,
	lock: 200,
	"require-protection": 255
};
const CONFIG = ".github/sluice.yml";
const ENVIRONMENT = "production";
/** What is wrong with inputs that may be any text. */
function textProblems(inputs) {
	const problems = Object.entries(LONGEST).flatMap(([name, most]) => {
		const text = inputs[name];
		const wrong = !isOneLine(text) ? "holds a line end or a control character" : text.length > most ? `has ${text.length} characters` : "";
		return wrong === "" ? [] : [{ message: `input ${name} ${wrong}: write one line of at most ${most} characters` }];
	});
	const pull = inputs["pull-request"];
	if (pull === "" || /^[1-9]\d{0,15}$/.test(pull)) return problems;
	return [...problems, { message: `input pull-request is ${quoted(pull)}: write the number of a pull request or an issue, like 12` }];
}
/** Whether an action brings a version somewhere. */
function isStep(action) {
	return action !== "lock" && action !== "status";
}
/** What is asked of each service: of one, but for `status`, which without a name is about all. Throws as {@link readRequest} does. */
async function readRequests(action, workspace, env) {
	const names = action === "status" ? await everyService(workspace) : [];
	if (names.length < 2) return [await readRequest(action, workspace, env)];
	const problems = [];
	const requests = [];
	for (const name of names) try {
		requests.push(await readRequest(action, workspace, env, name));
	} catch (error) {
		if (!(error instanceof InvalidRequest)) throw error;
		problems.push(...error.problems);
	}
	const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
	if (distinct.size > 0) throw new InvalidRequest([...distinct.values()]);
	return requests;
}
/** The services that an action without a name is about; none where it has one, or where the file cannot be read, which is told later. */
async function everyService(root) {
	const { service, config, environment } = readInputs([
		"service",
		"config",
		"environment"
	]);
	if (service !== "") return [];
	return servicesIn({
		file: config || CONFIG,
		root,
		environment: environment || ENVIRONMENT
	}).catch(() => []);
}
/**
* Inputs and service file \u2192 what is asked. Throws {@link InvalidRequest} with all problems at once.
* @param name the service; without it the input says it
*/
async function readRequest(action, workspace, env, name) {
	const inputs = readInputs(NAMES);
	const problems = [];
	const yes = (name) => {
		const given = inputs[name];
		if (![
			"",
			"false",
			"true"
		].includes(given)) problems.push({ message: `input ${name}: ${JSON.stringify(given)} is not known; write false or true` });
		return given === "true";
	};
	const [redeploy, dryRun, unlock] = [
		yes("redeploy"),
		yes("dry-run"),
		yes("unlock")
	];
	if ((action === "rolling" || action === "blue-green-switch") && inputs.version === "") problems.push({ message: "input version is empty: write what to deploy, a tag or a commit" });
	if (action === "lock" && !unlock && inputs.reason === "") problems.push({ message: "input reason is empty: write why nobody may deploy; everyone who is refused reads it" });
	problems.push(...textProblems(inputs));
	const overTheFile = Object.fromEntries(OVER_THE_FILE.map((name) => [name, inputs[name]]));
	let service = null;
	try {
		service = await readService({
			file: inputs.config || CONFIG,
			root: workspace,
			service: name ?? (inputs.service || null),
			environment: inputs.environment || ENVIRONMENT,
			variables: env,
			starts: isStep(action),
			inputs: overTheFile,
			...inputs.version && { version: inputs.version }
		});
		if (isStep(action) && brings({ action })) service = await withFiles(service, workspace);
	} catch (error) {
		if (!(error instanceof InvalidServiceFile)) throw error;
		const own = inputFindings(overTheFile).filter(({ path }) => !error.problems.some(({ message }) => [" ", ":"].some((end) => message.startsWith(`input ${path[1]}${end}`))));
		problems.push(...error.problems, ...own.map(({ message }) => ({ message })));
	}
	if (problems.length > 0 || service === null) throw new InvalidRequest(problems);
	const { rollout } = service;
	const common = {
		version: inputs.version || null,
		spec: service.spec,
		place: service.place,
		service: service.raw,
		until: action === "blue-green-switch" ? rollout.until : "retired",
		bakeTime: rollout.bakeTime ?? BAKE_TIME[action],
		keepOld: rollout.keepOld,
		to: inputs.to || null,
		lock: inputs.lock || null,
		jobStatus: inputs["job-status"],
		redeploy,
		onOutdated: rollout.onOutdated,
		onFailure: rollout.onFailure,
		run: thisRun(env),
		now: Date.now()
	};
	const request = {
		action,
		service,
		inputs,
		ways: waysOf(workspace, env),
		dryRun,
		unlock
	};
	if (!isStep(action)) return {
		...request,
		steps: []
	};
	const steps = (action === "canary-step" && rollout.weights || [null]).map((weight) => ({
		...common,
		action,
		weight,
		step: `${action} ${env["GITHUB_ACTION"] ?? ""} ${weight ?? ""}`.trim(),
		id: idOf(common.run, service.place, weight)
	}));
	return {
		...request,
		steps
	};
}
/** Names a rollout, short enough to be typed: by who asks for what, and when. */
function idOf({ id, attempt, job }, place, weight) {
	return `r-${digest([
		id,
		attempt,
		job,
		place,
		weight,
		process.pid,
		Date.now()
	]).slice(0, 8)}`;
}

// src/actions/drive.ts
/** Works on a rollout that is held, to its end, and tells what happens. */
async function drive(rollout, began, hold, site, { measuring = null, ...rules }, signal) {
	const { platform, service, clock, see, marks } = site;
	const { INTERVAL, strategyFor } = await import("./assemble.js");
	const strategy = strategyFor(rollout, platform, service, measuring);
	see({
		at: clock.now(),
		kind: began,
		stage: strategy.stage(rollout),
		text: `${began === "resumed" ? "goes on with" : "from"} ${rollout.from.version ?? "nothing"} to ${rollout.attempted.version}${rollout.direction === "back" ? ", going back" : ""}`,
		picture: null,
		evidence: [],
		rollout
	});
	const byHand = (of) => platform.byHand(of.kind === "rolling" && platform.managed ? null : of.goal.track, signal);
	const events = work({
		strategy,
		hold,
		clock,
		interval: INTERVAL,
		byHand,
		marks,
		...rules
	}, signal);
	let last = rollout;
	try {
		for (;;) {
			const { value, done } = await events.next();
			if (done) return {
				...value,
				journal: hold.document()
			};
			last = value.rollout;
			if (last.direction === "back") measuring?.close();
			see(value);
		}
	} catch (error) {
		return {
			outcome: "interrupted",
			reason: {
				code: "journal-unreachable",
				message: `The journal ${platform.journal.place} cannot be written (${error.message}): run this again once it can`
			},
			rollout: last,
			journal: hold.document(),
			commands: []
		};
	}
}

// src/actions/stay-small.ts
/**
* Node takes what memory it can get for speed: 8 of 73 MB in a rolling update on `local`, 13 of 78 on servers, measured on Node 24. An action
* waits nearly all of its time, so that only what runs very often is compiled for speed, and never by the slowest compiler, which alone needs
* 6 MB as soon as it runs once; and new objects get the space that they begin with.
*/
function staySmall() {
	process.getBuiltinModule("node:net");
	for (const flag of FLAGS) setFlagsFromString(flag);
}
/** As `node --v8-options` lists them; the count is 125 times what V8 takes by itself. */
const FLAGS = [
	"--invocation-count-for-maglev=50000",
	"--no-turbofan",
	"--semi-space-growth-factor=1"
];

export { readRequests as a, forget as c, narrator as d, tellEnding as f, readRequest as i, narratorOf as l, drive as n, brings as o, systemClock as p, InvalidRequest as r, announcer as s, staySmall as t, reporterOf as u };