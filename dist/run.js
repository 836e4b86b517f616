import { $ as stateOf, A as TakenOver, Et as openPlatform, Ft as saveState, It as setOutputs, M as besideBeats, N as takeHold, Ot as unprotected, P as watchHolder, Pt as info, Q as admit, Qt as workspaceOf, St as NO_WAYS, Tt as Refused, Wt as jobEnded, Zt as thisRun, at as whoAsks, ct as sameContent, et as isHeld, it as meant, j as beaten, jt as fail, k as remembering, kt as annotate, lt as addressOf, nt as lockedBy, ot as emptyJournal, rt as withLock, st as turnBack, tt as isToStop } from "./first.js";
import { a as readRequests, c as forget, d as narrator, f as tellEnding, l as narratorOf, n as drive, o as brings, p as systemClock, r as InvalidRequest, s as announcer, t as staySmall, u as reporterOf } from "./stay-small.js";
const join = process.getBuiltinModule("node:path").join;
const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;

// src/actions/ended.ts
/** An end without work: nothing was begun. `journal`: null where it was not looked at. */
function ended(outcome, reason, journal = null) {
	const rollout = journal?.rollout ?? null;
	return {
		outcome,
		reason,
		journal,
		rollout,
		commands: rollout?.stuck?.commands ?? []
	};
}
/** A refusal; where no journal tells of what is there, with the commands that leave one side of it, the one with most of the traffic. */
async function refused(reason, journal, { tracks }, platform, signal) {
	const ending = ended("refused", reason, journal);
	if (reason.code !== "no-journal") return ending;
	return {
		...ending,
		commands: await platform.byHand(tracks?.home ?? tracks?.live ?? null, signal)
	};
}

// src/actions/journal-of.ts
/** The journal of a service; an empty one where nothing was ever deployed. */
async function journalOf(service, { journal }, signal) {
	const found = await journal.load(signal);
	if (found === null) return emptyJournal(service.name, service.environment, service.place);
	if (found.service === service.name && found.environment === service.environment) return found;
	const other = `${found.service} in ${found.environment}`;
	throw new Refused("precondition", `${journal.place} holds the journal of ${other}: ${mending(service)}`);
}
/** `a-b` in `c` and `a` in `b-c` have the same folder; no two services have the same ConfigMap. */
function mending({ name, environment, platform }) {
	return platform === "kubernetes" ? `somebody copied it there. Put that of ${name} in ${environment} back, or delete it, and the next rollout begins another` : `give ${name} another \`state\``;
}

// src/actions/measuring.ts
/** Begins to ask the metrics of the service file about a rollout on two tracks; null where there are none, or nothing goes forward. */
async function measuring(rollout, site, signal) {
	const open = rollout.direction === "back" ? null : await metricsFor(rollout, site, signal);
	if (open === null) return null;
	const { measures } = await import("./measures.js");
	return measures(open, site.service.analysis.interval);
}
/** The metrics of the service file, for the tracks of a rollout; null where there are none. */
async function metricsFor(rollout, site, signal) {
	const { service, platform, workspace } = site;
	const { router } = platform;
	if (rollout.kind !== "tracks" || service.analysis.metrics.length === 0 || !platform.tracks || !router) return null;
	const { openMetrics } = await import("./metrics2.js");
	const { tracks } = await platform.tracks.read(signal);
	const other = tracks.find(({ name }) => name !== rollout.goal.track);
	return openMetrics({
		service,
		workspace,
		tracks: {
			stable: {
				name: other?.name ?? "",
				version: other?.version ?? rollout.from.version ?? ""
			},
			canary: {
				name: rollout.goal.track ?? "",
				version: rollout.attempted.version
			}
		},
		hasTraffic: async (within) => ((await router.read(within)).weights[rollout.goal.track ?? ""] ?? 0) > 0,
		...platform.smokeTest && { smokeTest: platform.smokeTest }
	});
}

// src/actions/meet.ts
/** Milliseconds between two looks at what is in the way. */
const LOOK = 1e3;
/** Who is at work, or seems to be. A newer attempt of a run begins only when the one before has ended. `gone`: who was seen not to beat. */
function holderOf({ run }, { holder }, gone) {
	return holder && holder.run.id !== "" && holder.run.id === run.id && holder.run.attempt < run.attempt || holder?.id === gone?.id && holder?.beat === gone?.beat ? null : holder;
}
/** Somebody is at work on what is asked for: waits for them, or has them go back. */
async function meetHolder(asked, present, holder, site, signal) {
	const { rollout } = present;
	const who = addressOf(holder.run);
	if (asked.action === "rollback" && rollout?.direction === "forward") {
		const { end, document } = await sendBack("rollback", asked, present, holder, site, signal);
		if (end === "gone" || !document || document.rollout) return goneBy(end, document);
		const back = document.history[0]?.end === "rejected";
		const reason = {
			code: back ? "requested" : "nothing-to-take-back",
			message: `${who} has ended it`
		};
		return ended(back ? "rolled-back" : "unchanged", reason, document);
	}
	const { progressDeadline } = site.service.rollout;
	site.say(`waits for ${who}, which is at work, at most ${progressDeadline / 1e3} s`);
	const { end, document } = await follow(holder, site.clock.now().mono + progressDeadline, site, signal);
	return end === "alive" ? ended("refused", {
		code: "busy",
		message: `${who} is still at work`
	}, present) : goneBy(end, document);
}
/** What was refused has another rollout in its way: does what `on-busy` says. Gives what is to be taken back first; null: it stays refused. */
async function makeRoom(asked, present, gone, { code, message }, deadline, site, signal) {
	const { onBusy } = site.service.rollout;
	const { rollout } = present;
	if (code !== "busy" || !rollout) return null;
	if (onBusy === "wait") {
		const left = deadline - site.clock.now().mono;
		if (left <= 0 || signal.aborted) return null;
		site.say(`waits, at most ${Math.ceil(left / 1e3)} s more: ${message}`);
		await watchRollout(present, deadline, site, signal);
		return { gone };
	}
	if (onBusy !== "supersede") return null;
	const holder = holderOf(asked, present, gone);
	if (holder) {
		const { end, document } = await sendBack("supersede", asked, present, holder, site, signal);
		return goneBy(end, document);
	}
	site.say(`takes ${rollout.attempted.version} back first: superseded by ${asked.version}`);
	return { first: turnBack(rollout, {
		code: "superseded",
		message: `superseded by ${asked.version}`
	}) };
}
/** Leaves a request for whoever is at work, and follows until that is obeyed or they are gone. */
async function sendBack(what, asked, present, holder, site, signal) {
	const { journal } = site.platform;
	const request = {
		what,
		by: whoAsks(asked, present.rollout)
	};
	const next = asked.lock === null ? present : withLock(present, asked.lock, asked);
	if (await journal.save({
		...next,
		request,
		seq: present.seq + 1
	}, present.seq, signal) === "lost") return {
		end: "free",
		ended: false,
		document: null
	};
	site.say(`${addressOf(holder.run)} is at work; asked it to go back`);
	return follow(holder, Number.POSITIVE_INFINITY, site, signal);
}
/** Watches who is at work, and says where they are gone. */
async function follow(holder, until, site, signal) {
	const { platform, clock, jobEnded, say } = site;
	const seen = await watchHolder(platform.journal, clock, holder, until, signal, jobEnded);
	if (seen.end === "gone") say(`${addressOf(holder.run)} is gone${seen.ended ? ": its job has ended, as GitHub says" : ""}; taking over`);
	return seen;
}
/** Waits until another rollout is in flight, this one is further, or the deadline. */
async function watchRollout({ rollout, holder }, deadline, { platform, clock }, signal) {
	while (clock.now().mono < deadline && !signal.aborted) {
		await clock.sleep(LOOK, signal);
		const now = await platform.journal.load(signal);
		if (now?.rollout?.id !== rollout?.id || now?.holder?.id !== holder?.id) return;
	}
}
function goneBy(end, document) {
	return { gone: end === "gone" ? document?.holder ?? null : null };
}

// src/actions/precheck.ts
/** Finds, before the first write, what would fail later. Throws `Refused` with all of it; what could not be checked is said. */
async function precheck(asked, { rollout, begins }, shown, where, signal) {
	const { service, platform, say } = where;
	const problems = [...await platform.check(rollout.kind, signal, {
		brings: brings(asked),
		goal: rollout.goal,
		begins
	}), ...await metricProblems(rollout, where, signal)];
	for (const { message } of problems.filter((problem) => problem.unchecked)) say(message);
	const wrong = problems.filter((problem) => !problem.unchecked);
	const code = wrong.find((problem) => problem.code)?.code ?? "precondition";
	if (wrong.length > 0) throw new Refused(code, wrong.map((problem) => problem.message).join("\n"));
	if (rollout.kind !== "rolling" || !shown.deployed || !platform.fleet) return;
	const { spareCapacity } = await import("./assemble.js");
	const lacking = spareCapacity(service, platform, await platform.fleet.instances(signal), rollout.ours);
	if (lacking) throw new Refused("no-spare-capacity", lacking);
}
/** Asks each metric of the service file once, where the rollout will. */
async function metricProblems(rollout, where, signal) {
	if (rollout.kind === "rolling" && where.service.analysis.metrics.length > 0) return [{
		message: "A rolling update does not look at the metrics of the service file; a canary or a switch does.",
		unchecked: true
	}];
	const open = await metricsFor(rollout, where, signal);
	if (open === null) return [];
	try {
		return await open.check(signal);
	} finally {
		open.close();
	}
}

// src/actions/shown.ts
/** By what a platform is looked at that has both: the tracks where they are asked for or in use, since they need more of it. */
function kindOf({ rollout, live }, action) {
	if (rollout) return rollout.kind;
	if (action === "blue-green-switch" || action === "canary-step") return "tracks";
	return action === "rolling" || !live?.track ? "rolling" : "tracks";
}
const OUTAGE = "users see an outage";
/**
* Looks at what runs and where the traffic goes, without writing. Where that fails, all that is wrong with the platform is told at once.
* @param kind how it is looked at where it can be in two ways
* @param atRest whether no rollout is in flight: what a first deployment is to make cannot have two tracks before it is there
*/
async function look(platform, kind, signal, atRest = false) {
	const asTracks = platform.tracks !== void 0 && (kind === "tracks" || !platform.managed);
	try {
		if (asTracks && atRest && platform.makes && platform.managed) {
			const shown = await shownBy(platform, false, signal);
			if (!shown.deployed) return shown;
		}
		return await shownBy(platform, asTracks, signal);
	} catch (error) {
		signal.throwIfAborted();
		const wrong = (await platform.check(asTracks ? "tracks" : "rolling", signal).catch(() => [])).filter((problem) => !problem.unchecked).map(({ message }) => message);
		throw wrong.length === 0 ? error : new Refused("precondition", wrong.join("\n"), { cause: error });
	}
}
async function shownBy(platform, asTracks, signal) {
	if (asTracks && platform.tracks && platform.router) {
		const { home } = platform.tracks;
		const [{ tracks }, { weights, drift }] = await Promise.all([platform.tracks.read(signal), platform.router.read(signal)]);
		const [a, b] = tracks;
		const [live, idle] = (weights[b.name] ?? 0) > (weights[a.name] ?? 0) ? [b, a] : [a, b];
		const deployed = live.wanted > 0 || idle.wanted > 0;
		const dark = [live, idle].find(({ name, ready, serving = ready }) => (weights[name] ?? 0) > 0 && serving === 0);
		const outage = dark && `${weights[dark.name]} % of the traffic goes to ${dark.name}, where no instance is ready: ${OUTAGE}`;
		return {
			deployed,
			trouble: told$1([
				deployed ? outage : void 0,
				drift,
				...tracks.map((track) => track.drift)
			]),
			version: live.mixed ? null : live.version,
			spec: live.mixed ? null : live.spec,
			tracks: {
				live: live.name,
				idle: idle.name,
				...home !== void 0 && { home }
			},
			midway: home === void 0 ? (weights[live.name] ?? 100) !== 100 && idle.wanted > 0 : live.name !== home || idle.wanted > 0 || live.spec !== null
		};
	}
	if (platform.managed) {
		const { version, wanted, existing, serving, noted } = await platform.managed.progress(signal);
		return {
			deployed: version !== null || wanted > 0 || existing > 0,
			version,
			spec: null,
			tracks: null,
			midway: noted !== null,
			trouble: existing > 0 && serving === 0 ? `no instance is ready: ${OUTAGE}` : null
		};
	}
	const { instances } = await platform.fleet?.instances(signal) ?? { instances: [] };
	const [first] = instances;
	const deployed = instances.some((instance) => instance.ready || instance.version !== null);
	const serves = instances.some((instance) => instance.ready && instance.inRotation);
	const agree = instances.every((instance) => instance.version === first?.version && instance.spec === first?.spec);
	return {
		deployed,
		trouble: deployed && !serves ? `no instance in rotation is ready: ${OUTAGE}` : null,
		version: agree ? first?.version ?? null : null,
		spec: agree ? first?.spec ?? null : null,
		tracks: null,
		midway: false
	};
}
function told$1(texts) {
	const said = texts.filter((text) => text !== void 0);
	return said.length === 0 ? null : said.join("; ");
}

// src/actions/carry-out.ts
/** Brings one request to its end: asks the table, takes the journal, works; again where somebody else wrote in between. */
async function carryOut(given, site, signal) {
	const { platform, service } = site;
	const deadline = site.clock.now().mono + service.rollout.progressDeadline;
	let checked = false;
	let gone = null;
	for (;;) {
		const asked = {
			...given,
			now: site.clock.now().wall
		};
		const present = await journalOf(service, platform, signal);
		const shown = await look(platform, kindOf(present, asked.action), signal, present.rollout === null);
		const holder = holderOf(asked, present, gone);
		const admission = admit(asked, present, shown);
		const isTold = holder !== null && present.rollout?.direction === "forward" && admission.do === "work";
		if (asked.lock !== null && !present.lock && !isTold) {
			const locked = withLock(present, asked.lock, asked);
			await platform.journal.save({
				...locked,
				seq: present.seq + 1
			}, present.seq, signal);
			continue;
		}
		if (admission.do === "refuse") {
			const room = await makeRoom(asked, present, gone, admission.reason, deadline, site, signal);
			if (room === null) return refused(admission.reason, present, shown, platform, signal);
			if ("gone" in room) {
				({gone} = room);
				continue;
			}
			const ending = await begin(asked, present, room.first, site, signal);
			if (ending === null) continue;
			if (ending.outcome !== "rolled-back") return ending;
			site.over?.(ending);
			continue;
		}
		const isOpen = asked.action !== "rollback" && present.rollout !== null && sameContent(asked, present.rollout);
		if (holder && (admission.do !== "nothing" || isOpen)) {
			const answer = await meetHolder(asked, present, holder, site, signal);
			if ("outcome" in answer) {
				if (present.rollout && goesFurther(asked, present.rollout, answer)) continue;
				return answer;
			}
			({gone} = answer);
			continue;
		}
		if (admission.do === "nothing") return ended("unchanged", admission.reason, present);
		const { rollout } = admission;
		const forward = rollout.direction === "forward";
		if (!checked && forward) {
			await precheck(asked, {
				rollout,
				begins: present.rollout?.id !== rollout.id
			}, shown, site, signal);
			checked = true;
		}
		const ending = await begin(asked, present, rollout, site, signal);
		if (ending === null) continue;
		if (admission.do === "first" && ending.outcome !== "stuck" && ending.outcome !== "interrupted" || goesFurther(asked, rollout, ending)) {
			site.over?.(ending);
			continue;
		}
		return asked.action === "rollback" && ending.outcome === "promoted" ? {
			...ending,
			outcome: "rolled-back"
		} : ending;
	}
}
/** What was in flight is back; a rollback to a certain version then goes on to that one. */
function goesFurther({ action, to }, rollout, { outcome, journal }) {
	if (action !== "rollback" || to === null || to === "previous" || outcome !== "rolled-back" || rollout.action === "rollback") return false;
	return !meant(to, journal?.live?.version ?? "");
}
async function begin(asked, present, rollout, site, signal) {
	const { platform, service } = site;
	const holder = {
		id: randomUUID(),
		run: asked.run,
		beat: 0
	};
	const resumed = present.rollout?.id === rollout.id;
	const run = rollout.run.id === asked.run.id && rollout.direction === "forward" ? asked.run : rollout.run;
	const taken = {
		...rollout,
		run,
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
	let beatAt = site.clock.now().mono;
	const hold = await takeHold(platform.journal, present, next, signal);
	if (!hold) return null;
	let metrics = null;
	const beating = {
		hold,
		clock: site.clock,
		save: () => hold.save(beaten)
	};
	const start = async (until) => platform.start?.(until, supplyOf(asked, taken, site));
	try {
		while (!await besideBeats({
			...beating,
			beatAt
		}, signal, start) && !signal.aborted && !isToStop(hold.document())) {
			beatAt = site.clock.now().mono;
			await hold.save(beaten);
		}
		signal.throwIfAborted();
		metrics = await measuring(taken, site, signal);
	} catch (error) {
		if (error instanceof TakenOver) return ended("interrupted", {
			code: "taken-over",
			message: error.message
		});
		await hold.save((document) => ({
			...document,
			place: present.place,
			rollout: present.rollout,
			holder: null
		}));
		throw error;
	}
	const { onFailure, progressDeadline: patience } = service.rollout;
	try {
		return await drive(taken, resumed ? "resumed" : "began", hold, site, {
			onFailure,
			step: asked.step,
			patience,
			measuring: metrics
		}, signal);
	} finally {
		metrics?.close();
	}
}
/** What the platform is to have of the version; null on the way back. */
function supplyOf(asked, { id, action, direction, goal }, { say }) {
	if (direction === "back" || goal.version === null) return null;
	return {
		version: goal.version,
		spec: goal.spec,
		rollout: id,
		returns: action === "rollback",
		bring: brings(asked),
		say
	};
}

// src/actions/late.ts
/** Milliseconds. */
const ANSWER_WITHIN = 5e3;
/**
* Closes what an earlier step could not, because GitHub did not answer or the job was killed: the deployment record of a rollout that is
* over, by what the journal kept. `status`, after which nothing comes, writes the comment too.
*/
async function tellLate(request, platform, env, signal) {
	const journal = await platform.journal.load(signal).catch(() => null);
	if (!journal?.unreported || journal.holder || journal.rollout?.id === journal.unreported.rollout.id) return;
	await tell({
		...journal.unreported,
		journal
	}, request, platform, env);
}
/** Tells of a rollout that an action left in flight as it was: what an earlier step could not, or that its job is gone. */
async function tellLeft({ outcome, journal }, request, platform, env) {
	if (!(outcome === "refused" || outcome === "unchanged") || !journal?.rollout) return;
	const { rollout, holder, unreported } = journal;
	if (holder === null && unreported?.rollout.id === rollout.id) await tell({
		...unreported,
		journal
	}, request, platform, env);
	if (holder === null || !await isGone(holder, request, env)) return;
	await tell({
		outcome: "interrupted",
		reason: leftBy(holder),
		rollout,
		journal
	}, request, platform, env);
}
/** Whether the job of who is at work has ended, as GitHub says. Nobody waits for it: a missing permission is no news, nor is no answer. */
async function isGone({ run }, { inputs }, env) {
	const ended = jobEnded({
		token: inputs["github-token"],
		env,
		info: () => {}
	});
	return Promise.race([ended(run), setTimeout(ANSWER_WITHIN, false)]);
}
/** Why a rollout stands where it is when the job that worked on it has ended. */
function leftBy({ run }) {
	return {
		code: "cancelled",
		message: `the job of ${addressOf(run)} has ended in the middle: run it again, or \`rollback\``
	};
}
async function tell(ending, request, platform, env) {
	const { rollout } = ending;
	if (request.dryRun || request.inputs["github-token"] === "" || rollout === null) return;
	const { service, action } = request;
	const url = service.url ?? platform.url ?? null;
	const view = narratorOf(request, url, rollout.attempted.version, rollout.run);
	const deployment = service.rollout.deployment === "none" ? "none" : "known";
	if (await reporterOf(request, env, view, {
		url,
		deployment,
		comment: action === "status" ? service.rollout.comment : "never"
	}).finish({
		...ending,
		commands: rollout.stuck?.commands ?? []
	})) await forget(platform, rollout.id);
}

// src/actions/locking.ts
/**
* Locks a service, and waits until the job at work has stopped; or unlocks it. Needs nothing but the journal.
* @throws where the journal cannot be read or written
*/
async function changeLock(request, site, env, signal) {
	const { journal } = site.platform;
	for (;;) {
		const present = await journalOf(site.service, site.platform, signal);
		const nothing = request.unlock ? notToUnlock(present, request.inputs.reason) : notToLock(present);
		if (nothing) return nothing;
		const asked = {
			run: thisRun(env),
			now: site.clock.now().wall
		};
		const next = {
			...request.unlock ? {
				...present,
				lock: null
			} : withLock(present, request.inputs.reason, asked),
			seq: present.seq + 1
		};
		if (request.dryRun) return ended("planned", {
			code: "dry-run",
			message: "nothing was written"
		}, present);
		if (await journal.save(next, present.seq, signal) === "lost") continue;
		if (request.unlock) return ended("unlocked", {
			code: "done",
			message: `was ${told(present)}`
		}, next);
		const document = await stopped(next, site, signal).catch(() => null);
		const unseen = document === null ? "; whether the job at work has stopped could not be seen" : "";
		return ended("locked", {
			code: "done",
			message: `${told(next)}${unseen}`
		}, document ?? next);
	}
}
function notToLock(present) {
	return present.lock && ended("unchanged", {
		code: "already-locked",
		message: `already ${told(present)}`
	}, present);
}
/** `why`: of which lock it is the end; '' of any. */
function notToUnlock(present, why) {
	const { lock } = present;
	if (!lock) return ended("unchanged", {
		code: "not-locked",
		message: `${present.service} in ${present.environment} is not locked`
	}, present);
	if (why === "" || why === lock.why) return null;
	return ended("unchanged", {
		code: "other-lock",
		message: `the lock stays, as it was made for another reason: ${told(present)}`
	}, present);
}
function told({ lock }) {
	return lock ? lockedBy(lock) : "";
}
/** The journal once whoever is at work has stopped, or is gone; null where it was not waited for to the end. Throws where it cannot be read. */
async function stopped(locked, site, signal) {
	const { holder } = locked;
	if (!holder || !isHeld(locked)) return locked;
	site.say(`${addressOf(holder.run)} is at work; it stops where it is`);
	return (await follow(holder, Number.POSITIVE_INFINITY, site, signal)).document;
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
		memory = well(strategy.remember(memory, view, now));
		const decision = strategy.decide(view, memory, now);
		switch (decision.do) {
			case "step":
				lines.push(strategy.say(decision.step, view, memory));
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
			case "finish": return [...lines, `end with ${decision.outcome}: ${decision.reason.message}`];
			default: return [...lines, `end with ${decision.do}: ${decision.reason.message}`];
		}
	}
	return lines;
}
/** Imagined views count no requests: what is judged is taken to be safe at the end of its bake. */
function well(memory) {
	const { verdict, rollout } = memory;
	if (verdict?.result !== "undecided" || rollout.watched < rollout.goal.bakeTime) return memory;
	return {
		...memory,
		verdict: {
			...verdict,
			result: "pass"
		}
	};
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
	staySmall();
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
	const workspace = workspaceOf(env);
	let requests;
	try {
		requests = await readRequests(action, workspace, env);
	} catch (error) {
		if (!(error instanceof InvalidRequest)) throw error;
		for (const problem of error.problems) {
			const { message, ...place } = problem;
			annotate("error", "Refused: invalid input", message, place);
		}
		const ending = ended("refused", {
			code: "invalid-input",
			message: error.message
		});
		const view = narrator({
			service: "",
			environment: "",
			version: null,
			url: null,
			run: thisRun(env)
		}, NO_WAYS);
		view.see(ending);
		tellEnding(ending, view, NOTHING_TOLD, true);
		return fail();
	}
	const endings = [];
	for (const request of requests) {
		const platform = await openPlatform(request.service, {
			workspace,
			balancerScript: join(import.meta.dirname, "local-balancer.js")
		});
		try {
			if (requests.length > 1) info(`${request.service.name} in ${request.service.environment}`);
			endings.push(await serve(request, platform, env, cancel));
		} finally {
			await platform.close();
		}
	}
	const [most] = endings.toSorted((a, b) => urgency(b.outcome) - urgency(a.outcome));
	if (most && requests.length > 1) setOutputs(most.outputs);
}
/** What `status` may find, the least urgent first. */
const URGENCY = [
	"empty",
	"idle",
	"prepared",
	"canary",
	"switched",
	"rolling",
	"going-back",
	"paused",
	"stuck",
	"refused"
];
function urgency(outcome) {
	return URGENCY.indexOf(outcome);
}
async function serve(request, platform, env, cancel) {
	const announce = announcer(request, platform, env);
	const late = tellLate(request, platform, env, cancel);
	const ending = await endingOf(request, platform, announce, env, cancel);
	saveState("done", ending.outcome === "interrupted" ? "" : "yes");
	const bad = failed(request.action, ending);
	const outputs = await announce.end(ending, bad);
	await late;
	await tellLeft(ending, request, platform, env);
	if (bad) fail();
	return {
		outcome: ending.outcome,
		outputs
	};
}
async function endingOf(request, platform, announce, env, cancel) {
	const { service, inputs } = request;
	try {
		if (request.action === "status") return await status(request, platform, env, cancel);
		const gate = inputs["require-protection"];
		const lacking = gate === "" ? null : await unprotected(gate, {
			token: inputs["github-token"],
			env
		});
		if (lacking) throw new Refused("precondition", lacking);
		if (request.dryRun && request.action !== "lock") return await planned(request, platform, env, cancel);
		let ending = null;
		const site = {
			service,
			platform,
			workspace: workspaceOf(env),
			clock: systemClock,
			say: info,
			see: announce.see,
			marks: announce.marks,
			over: announce.over,
			jobEnded: jobEnded({
				token: inputs["github-token"],
				env,
				info
			}),
			remember(rollout, holder) {
				saveState("rollout", rollout.id);
				saveState("holder", holder);
			}
		};
		if (request.action === "lock") return await changeLock(request, site, env, cancel);
		for (const step of request.steps) {
			saveState("step", step.step);
			ending = await carryOut({
				...step,
				now: Date.now()
			}, site, cancel);
			if (ending.outcome !== "canary" && ending.outcome !== "unchanged") break;
		}
		return ending;
	} catch (error) {
		if (cancel.aborted) return ended("interrupted", {
			code: "cancelled",
			message: "cancelled before anything was written"
		});
		const reason = error instanceof Refused ? error.reason : {
			code: "platform-error",
			message: error instanceof Error ? error.message : String(error)
		};
		return ended("refused", reason);
	}
}
async function status(request, platform, env, signal) {
	const { service } = request;
	const journal = await journalOf(service, platform, signal);
	const shown = await look(platform, kindOf(journal, null), signal);
	const outcome = stateOf(journal, shown.deployed);
	const { rollout, live } = journal;
	const now = rollout ? `${rollout.attempted.version} is in flight, at ${rollout.weight} %` : `${live?.version ?? shown.version ?? (shown.deployed ? "a version that nobody knows" : "nothing")} is live`;
	const left = rollout && journal.holder && await isGone(journal.holder, request, env) ? leftBy(journal.holder) : void 0;
	const reason = rollout?.stuck?.reason ?? rollout?.paused?.reason ?? left;
	return {
		outcome,
		reason: {
			code: reason?.code ?? "done",
			message: [
				reason?.message ?? now,
				journal.lock && lockedBy(journal.lock),
				shown.trouble
			].filter((text) => text !== null).join("; ")
		},
		journal,
		rollout,
		commands: rollout?.stuck?.commands ?? []
	};
}
async function planned(request, platform, env, signal) {
	const { service, steps } = request;
	const journal = await journalOf(service, platform, signal);
	const asked = steps[0];
	const shown = await look(platform, kindOf(journal, asked.action), signal, journal.rollout === null);
	const admission = admit(asked, journal, shown);
	if (admission.do === "refuse") return refused(admission.reason, journal, shown, platform, signal);
	if (admission.do === "nothing") info(`nothing to do: ${admission.reason.message}`);
	else {
		const { rollout } = admission;
		const begins = journal.rollout?.id !== rollout.id;
		if (rollout.direction === "forward") await precheck(asked, {
			rollout,
			begins
		}, shown, {
			service,
			platform,
			workspace: workspaceOf(env),
			say: info
		}, signal);
		const supply = supplyOf(asked, rollout, { say: info });
		const supplied = begins && supply?.bring ? await platform.foresee?.(signal, supply) : [];
		const { strategyFor } = await import("./assemble.js");
		const lines = await plan(strategyFor(rollout, platform, service), rollout, systemClock, signal);
		for (const line of [...supplied ?? [], ...lines]) info(`would ${line}`);
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
/** Whether the step failed: what comes next in the chain must not run. */
function failed(action, { outcome, reason, rollout }) {
	if (action === "status") return outcome === "refused" || outcome === "interrupted";
	if (outcome === "rolled-back") return action !== "rollback" || rollout?.action === "rollback" && !["done", "requested"].includes(reason.code);
	return outcome === "paused" || outcome === "interrupted" || outcome === "refused" || outcome === "stuck";
}
/** The runner cancels by SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills; each means the same to us. */
function cancelled() {
	const cancel = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => cancel.abort());
	return cancel.signal;
}

export { run as t };