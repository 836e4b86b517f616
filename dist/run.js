import { c as saveState, f as thisRun, i as fail, l as setOutputs, n as annotate, o as group, r as endGroup, s as info, t as githubReporter, u as writeSummary } from "./github.js";
import { f as openPlatform } from "./platforms.js";
import { t as Refused } from "./ports.js";
import { a as admit, i as watchHolder, n as remembering, o as stateOf, r as takeHold, s as emptyJournal, t as work } from "./rollout.js";
import { a as InvalidRequest, i as strategyFor, n as INTERVAL, o as readRequest, r as spareCapacity, t as systemClock } from "./clock.js";
import { a as renderHtml, c as logText, i as renderMarkdown, n as foldEnding, o as headline, r as foldEvent, s as logLine, t as emptyRecord } from "./report.js";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { writeFile } from "node:fs/promises";

// src/actions/shown.ts
/** Looks at what runs and where the traffic goes, without writing. */
async function look(platform, signal) {
	if (platform.tracks && platform.router) {
		const [{ tracks }, { weights }] = await Promise.all([platform.tracks.read(signal), platform.router.read(signal)]);
		const [a, b] = tracks;
		const [live, idle] = (weights[b.name] ?? 0) > (weights[a.name] ?? 0) ? [b, a] : [a, b];
		return {
			deployed: live.wanted > 0 || idle.wanted > 0,
			version: live.mixed ? null : live.version,
			spec: live.mixed ? null : live.spec,
			tracks: {
				live: live.name,
				idle: idle.name
			},
			midway: (weights[live.name] ?? 100) !== 100 && idle.wanted > 0
		};
	}
	const { instances } = await platform.fleet?.instances(signal) ?? { instances: [] };
	const [first] = instances;
	const agree = instances.every((instance) => instance.version === first?.version && instance.spec === first?.spec);
	return {
		deployed: instances.length > 0,
		version: agree ? first?.version ?? null : null,
		spec: agree ? first?.spec ?? null : null,
		tracks: null,
		midway: false
	};
}

// src/actions/carry-out.ts
/** Brings one request to its end: asks the table, takes the journal, works; again where somebody else wrote in between. */
async function carryOut(asked, site, signal) {
	const { platform, service } = site;
	let checked = false;
	for (;;) {
		const present = await platform.journal.load(signal) ?? emptyJournal(service.name, service.environment, service.place);
		const { holder } = present;
		const shown = await look(platform, signal);
		const admission = admit(asked, present, shown);
		if (admission.do === "refuse" || admission.do === "nothing") return ended(admission.do === "refuse" ? "refused" : "unchanged", admission.reason, present);
		if (holder && !isOver(holder.run, asked.run)) {
			const answer = await meetHolder(asked, present, holder, site, signal);
			if (answer === "again") continue;
			if (answer) return answer;
		}
		const { rollout } = admission;
		const forward = rollout.direction === "forward";
		if (!checked && forward) {
			const problems = await platform.check(rollout.kind, signal);
			if (problems.length > 0) throw new Refused("precondition", problems.map((problem) => problem.message).join("\n"));
			const lacking = rollout.kind === "rolling" && shown.deployed ? spareCapacity(service, platform) : null;
			if (lacking) throw new Refused("no-spare-capacity", lacking);
			checked = true;
		}
		const ending = await begin(asked, present, rollout, site, signal);
		if (ending === null || admission.do === "first" && ending.outcome !== "stuck" && ending.outcome !== "interrupted") continue;
		return asked.action === "rollback" && ending.outcome === "promoted" ? {
			...ending,
			outcome: "rolled-back"
		} : ending;
	}
}
/** A newer attempt of a run begins only when the one before has ended. */
function isOver(theirs, mine) {
	return theirs.id !== "" && theirs.id === mine.id && theirs.attempt < mine.attempt;
}
/** Somebody is at work, or seems to be. null: the holder is gone, go on. */
async function meetHolder(asked, present, holder, site, signal) {
	const { platform, clock, service } = site;
	const { rollout } = present;
	let deadline = clock.now().mono + service.rollout.progressDeadline;
	if (asked.action === "rollback" && rollout?.direction === "forward") {
		const request = {
			what: "rollback",
			by: asked.run.actor || "somebody"
		};
		if (await platform.journal.save({
			...present,
			request,
			seq: present.seq + 1
		}, present.seq, signal) === "lost") return "again";
		deadline = Number.POSITIVE_INFINITY;
		site.say(`${holder.run.url || "another process"} is at work; asked it to go back`);
	} else site.say(`waits for ${holder.run.url || "another process"}, which is at work, at most ${service.rollout.progressDeadline / 1e3} s`);
	const { end, document } = await watchHolder(platform.journal, clock, holder, deadline, signal);
	if (end === "gone") {
		site.say(`${holder.run.url || "the process at work"} is gone; taking over`);
		return null;
	}
	if (end === "alive") return ended("refused", {
		code: "busy",
		message: `${holder.run.url || "another process"} is still at work`
	}, present);
	if (asked.action === "rollback" && document && !document.rollout) {
		const back = document.history[0]?.end === "rejected";
		return ended(back ? "rolled-back" : "unchanged", {
			code: back ? "requested" : "nothing-to-take-back",
			message: `${holder.run.url} has ended it`
		}, document);
	}
	return "again";
}
async function begin(asked, present, rollout, site, signal) {
	const { platform, service, clock } = site;
	const holder = {
		id: randomUUID(),
		run: asked.run,
		beat: 0
	};
	const resumed = present.rollout?.id === rollout.id;
	const taken = {
		...rollout,
		lastHolder: holder.id
	};
	site.remember(taken, holder.id);
	const next = {
		...present,
		place: service.place,
		rollout: taken,
		holder,
		request: null
	};
	const hold = await takeHold(platform.journal, present, next, signal);
	if (!hold) return null;
	await platform.start?.(signal);
	const strategy = strategyFor(taken, platform, service);
	site.see({
		at: clock.now(),
		kind: resumed ? "resumed" : "began",
		stage: strategy.stage(taken),
		text: `${resumed ? "goes on with" : "from"} ${taken.from.version ?? "nothing"} to ${taken.attempted.version}${taken.direction === "back" ? ", going back" : ""}`,
		picture: null,
		evidence: [],
		rollout: taken
	});
	const job = {
		strategy,
		hold,
		clock,
		onFailure: service.rollout.onFailure,
		step: asked.step,
		interval: INTERVAL,
		patience: service.rollout.progressDeadline,
		byHand: (of) => platform.byHand(of.goal.track),
		marks: site.marks
	};
	const events = work(job, signal);
	for (;;) {
		const { value, done } = await events.next();
		if (done) return {
			...value,
			journal: hold.document()
		};
		site.see(value);
	}
}
function ended(outcome, reason, journal) {
	return {
		outcome,
		reason,
		journal,
		rollout: journal.rollout,
		commands: journal.rollout?.stuck?.commands ?? []
	};
}

// src/actions/ended.ts
/** An end before there was anything to end. */
function endedWith(outcome, reason) {
	return {
		outcome,
		reason,
		journal: null,
		rollout: null,
		commands: []
	};
}

// src/actions/plan.ts
/** A walk that takes longer than this has no end. */
const MOST_TURNS = 1e6;
/**
* What a rollout would do from the platform's present state if all went well: the same decisions, on imagined views. Writes nothing.
* @returns one line a step
*/
async function plan(strategy, rollout, clock, signal) {
	const lines = [];
	let view = await strategy.observe(signal);
	let now = clock.now();
	let memory = remembering(rollout, now);
	let waitsFor = "";
	for (let turn = 0; turn < MOST_TURNS; turn++) {
		memory = strategy.remember(memory, view, now);
		const decision = strategy.decide(view, memory, now);
		switch (decision.do) {
			case "step":
				lines.push(strategy.say(decision.step, view));
				memory = strategy.done(strategy.intend(memory, decision.step), decision.step);
				view = strategy.imagine(view, decision.step);
				waitsFor = "";
				break;
			case "wait": {
				if (decision.why !== waitsFor) lines.push(decision.why);
				waitsFor = decision.why;
				const passed = Math.max(1, Math.min(1e3, decision.until.mono - now.mono));
				now = {
					wall: now.wall + passed,
					mono: now.mono + passed
				};
				break;
			}
			case "finish": return [...lines, `${decision.outcome}: ${decision.reason.message}`];
			default: return [...lines, `${decision.do}: ${decision.reason.message}`];
		}
	}
	return lines;
}

// src/actions/tell.ts
/** Folds everything that happens into one record. */
function narrator(context) {
	let record = emptyRecord(context.service, context.environment);
	return {
		see(what) {
			record = "outcome" in what ? foldEnding(record, what, {
				...context,
				at: Date.now()
			}) : foldEvent(record, what);
		},
		section: () => renderMarkdown(record, { kind: "comment" }),
		stage: () => record.stage,
		record: () => record
	};
}
/** Writes the log: one line an event, grouped by stage. */
function logger() {
	const start = performance.now();
	let stage = "";
	return {
		see(event) {
			if (event.stage !== stage) {
				if (stage !== "") endGroup();
				group(event.stage);
				stage = event.stage;
			}
			info(logLine(event, event.at.mono - start));
		},
		close() {
			if (stage !== "") endGroup();
		}
	};
}
/** Annotation, summary, report and outputs of the end. */
async function tellEnding(ending, record, told, failed) {
	const { outcome, reason, rollout, journal } = ending;
	info(logText(`${headline(record)}: ${reason.message}`));
	for (const command of ending.commands) info(logText(`by hand: ${command}`));
	annotate(failed ? "error" : "notice", headline(record), reason.message);
	await writeSummary(renderMarkdown(record, { kind: "summary" }));
	const report = await writeReport(record);
	const version = rollout?.attempted.version ?? journal?.live?.version ?? "";
	setOutputs({
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
		requests: String(record.requests),
		"failed-requests": String(record.failed),
		"deployment-id": told.deploymentId,
		"comment-url": told.commentUrl,
		report
	});
}
/** What the judge said last; '' where it had nothing to judge. */
function verdictOf({ outcome, reason }, { evidence }) {
	if (reason.code === "analysis-failed") return "fail";
	if (reason.code === "analysis-inconclusive") return "inconclusive";
	return evidence.length > 0 && (outcome === "canary" || outcome === "switched" || outcome === "promoted") ? "pass" : "";
}
/** The record as JSON, and as a page beside it.
* @returns the JSON file's path; '' where it could not be written, which is no reason to fail */
async function writeReport(record) {
	const path = join(process.env["RUNNER_TEMP"] || tmpdir(), `sluice-${process.pid}-${Date.now()}.json`);
	try {
		await writeFile(path, `${JSON.stringify(record, null, 2)}\n`, { mode: 384 });
		await writeFile(path.replace(/json$/, "html"), renderHtml(record), { mode: 384 });
		return path;
	} catch (error) {
		info(`the report could not be written: ${error.message}`);
		return "";
	}
}

// src/actions/run.ts
const NOTHING_TOLD = {
	url: "",
	previewUrl: "",
	previewHeader: "",
	commentUrl: "",
	deploymentId: ""
};
/** An action from its inputs to its outputs. Everything is put together here, and only here. */
async function run(action, env = process.env) {
	try {
		await act(action, env);
	} catch (error) {
		annotate("error", "Failed", error instanceof Error ? error.stack ?? error.message : String(error));
		fail();
	}
	process.exit();
}
async function act(action, env) {
	const cancel = cancelled();
	const workspace = env["GITHUB_WORKSPACE"] || process.cwd();
	let request;
	try {
		request = await readRequest(action, workspace, env);
	} catch (error) {
		if (!(error instanceof InvalidRequest)) throw error;
		for (const problem of error.problems) {
			const { message, ...place } = problem;
			annotate("error", "Refused: invalid input", message, place);
		}
		const ending = endedWith("refused", {
			code: "invalid-input",
			message: error.message
		});
		const view = narrator({
			service: "",
			environment: "",
			version: null,
			url: null,
			run: thisRun(env)
		});
		view.see(ending);
		await tellEnding(ending, view.record(), NOTHING_TOLD, true);
		return fail();
	}
	const platform = await openPlatform(request.service, {
		workspace,
		balancerScript: join(import.meta.dirname, "local-balancer.js")
	});
	try {
		await serve(request, platform, env, cancel);
	} finally {
		await platform.close();
	}
}
async function serve(request, platform, env, cancel) {
	const { service, inputs } = request;
	const url = service.url ?? platform.url ?? null;
	const view = narrator({
		service: service.name,
		environment: service.environment,
		version: inputs.version || null,
		url,
		run: thisRun(env)
	});
	const log = logger();
	const reporter = githubReporter({
		token: request.dryRun ? null : inputs["github-token"] || null,
		env,
		service: service.name,
		environment: service.environment,
		comment: request.comment,
		deployment: request.deployment,
		pullRequest: inputs["pull-request"],
		url,
		secrets: secretsOf(request),
		view,
		info
	});
	const see = (event) => {
		log.see(event);
		reporter.see(event);
	};
	const ending = await endingOf(request, platform, {
		see,
		marks: () => reporter.marks()
	}, cancel);
	saveState("done", ending.outcome === "interrupted" ? "" : "yes");
	log.close();
	if (await reporter.finish(ending) && ending.journal?.unreported) await reported(platform);
	const marks = reporter.marks();
	const told = {
		url: url ?? "",
		previewUrl: platform.router?.preview?.url ?? "",
		previewHeader: platform.router?.preview?.header ?? "",
		commentUrl: reporter.commentUrl(),
		deploymentId: String(marks.deploymentId ?? "")
	};
	const bad = failed(request.action, ending);
	await tellEnding(ending, view.record(), told, bad);
	if (bad) fail();
}
async function endingOf(request, platform, ears, cancel) {
	const { service } = request;
	try {
		if (request.action === "status") return await status(request, platform, cancel);
		if (request.dryRun) return await planned(request, platform, cancel);
		let ending = null;
		const site = {
			service,
			platform,
			clock: systemClock,
			say: info,
			...ears,
			remember(rollout, holder) {
				saveState("rollout", rollout.id);
				saveState("holder", holder);
			}
		};
		for (const step of request.steps) {
			ending = await carryOut({
				...step,
				now: Date.now()
			}, site, cancel);
			if (ending.outcome !== "canary" && ending.outcome !== "unchanged") break;
		}
		return ending;
	} catch (error) {
		if (cancel.aborted) return endedWith("interrupted", {
			code: "cancelled",
			message: "cancelled before anything was written"
		});
		const reason = error instanceof Refused ? error.reason : {
			code: "platform-error",
			message: error instanceof Error ? error.message : String(error)
		};
		return endedWith("refused", reason);
	}
}
async function status({ service }, platform, signal) {
	const journal = await platform.journal.load(signal) ?? emptyJournal(service.name, service.environment, service.place);
	const shown = await look(platform, signal);
	const outcome = stateOf(journal, shown.deployed);
	const { rollout, live } = journal;
	const now = rollout ? `${rollout.attempted.version} is in flight, at ${rollout.weight} %` : `${live?.version ?? shown.version ?? "nothing"} is live`;
	return {
		outcome,
		reason: rollout?.stuck?.reason ?? rollout?.paused?.reason ?? {
			code: "done",
			message: now
		},
		journal,
		rollout,
		commands: rollout?.stuck?.commands ?? []
	};
}
async function planned(request, platform, signal) {
	const { service, steps } = request;
	const journal = await platform.journal.load(signal) ?? emptyJournal(service.name, service.environment, service.place);
	const shown = await look(platform, signal);
	const [asked] = steps;
	const admission = admit(asked, journal, shown);
	if (admission.do === "refuse") return {
		outcome: "refused",
		reason: admission.reason,
		journal,
		rollout: journal.rollout,
		commands: []
	};
	if (admission.do === "nothing") info(`nothing to do: ${admission.reason.message}`);
	else {
		const lines = await plan(strategyFor(admission.rollout, platform, service), admission.rollout, systemClock, signal);
		for (const line of lines) info(`would ${line}`);
	}
	return {
		outcome: "planned",
		reason: {
			code: "dry-run",
			message: "nothing was written"
		},
		journal,
		rollout: null,
		commands: []
	};
}
/** Record and comment are closed: the journal need not remember it any more. */
async function reported(platform) {
	const signal = new AbortController().signal;
	const document = await platform.journal.load(signal).catch(() => null);
	if (document?.unreported) await platform.journal.save({
		...document,
		unreported: null,
		seq: document.seq + 1
	}, document.seq, signal).catch(() => {});
}
/** Whether the step failed: what comes next in the chain must not run. */
function failed(action, { outcome }) {
	if (action === "status") return false;
	if (outcome === "rolled-back") return action !== "rollback";
	return outcome === "paused" || outcome === "interrupted" || outcome === "refused" || outcome === "stuck";
}
function secretsOf({ service, inputs }) {
	const preview = service.preview && service.preview.kind !== "url" ? [service.preview.value] : [];
	return [
		inputs["github-token"],
		...Object.values(service.env),
		...preview
	].filter((secret) => secret.length > 3);
}
/** The runner cancels by SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills; each means the same to us. */
function cancelled() {
	const cancel = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => cancel.abort());
	return cancel.signal;
}

export { run as t };