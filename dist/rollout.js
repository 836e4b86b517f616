import { t as Refused } from "./ports.js";
import { C as contentOf, k as moment } from "./units.js";

// src/rollout/answer.ts
/** What a person is told is at work. */
function inFlight(rollout) {
	return `${rollout.attempted.version} is in flight`;
}
/** The run that did something, as people find it; outside GitHub it has no address. */
function addressOf({ url }) {
	return url || "another process";
}
/** Another rollout is in the way; of the same version, where what goes with that is another. */
function busy(rollout, asked) {
	const otherwise = asked === rollout.attempted.version ? " with other manifests, or another service file, than now" : "";
	return refuse("busy", `${`${inFlight(rollout)}${otherwise}, begun by ${addressOf(rollout.run)}`}; finish it with \`promote\` or \`rollback\``);
}
function refuse(code, message) {
	return {
		do: "refuse",
		reason: {
			code,
			message
		}
	};
}
function nothing(code, message) {
	return {
		do: "nothing",
		reason: {
			code,
			message
		}
	};
}

// src/rollout/begin.ts
/** What a rollout that begins now can go back to. What runs besides the version in an object of the user's own is whatever they make of it. */
function liveNow(version, spec, { tracks }) {
	return {
		version,
		spec: tracks?.home === void 0 ? spec : null,
		track: tracks?.live ?? null
	};
}
/** A new rollout from what is live to what was asked for. */
function begin(asked, from, shown) {
	const version = asked.version;
	const spec = asked.redeploy ? `${asked.spec}+${asked.id}` : asked.spec;
	const kind = asked.action === "rolling" || shown.tracks === null ? "rolling" : "tracks";
	const empty = from.version === null && from.spec === null && !shown.deployed;
	const { stage, weight } = wanted(asked, 0, empty);
	const goal = {
		version,
		spec,
		track: kind === "rolling" ? shown.tracks?.live ?? null : shown.tracks?.idle ?? null,
		weight,
		stage,
		bakeTime: empty ? 0 : asked.bakeTime,
		keepOld: empty ? 0 : asked.keepOld
	};
	return {
		id: asked.id,
		kind,
		action: asked.action,
		goal,
		first: empty,
		from,
		attempted: {
			version,
			spec
		},
		direction: "forward",
		reason: null,
		paused: null,
		stuck: null,
		ours: [],
		replaced: {},
		weight: 0,
		proved: null,
		watched: 0,
		retiring: false,
		broughtHome: false,
		accepted: null,
		progressAt: asked.now,
		passed: [],
		stages: [],
		judge: null,
		counters: [],
		requests: 0,
		failed: 0,
		samples: [],
		service: asked.service,
		place: asked.place,
		startedAt: asked.now,
		run: asked.run,
		lastHolder: "",
		pullRequest: null,
		commentId: null,
		commentAuthor: null,
		deploymentId: null
	};
}
function wanted(asked, present, empty = false) {
	if (asked.action === "blue-green-switch") return {
		stage: asked.until,
		weight: asked.until === "prepared" ? 0 : 100
	};
	if (asked.action === "canary-step" && !empty) return {
		stage: "canary",
		weight: asked.weight ?? present
	};
	return {
		stage: "retired",
		weight: 100
	};
}
/** The same rollout, on its way to a later goal; its bake begins anew only if the shift is made again. */
function onward(rollout, asked, stage, weight, bakeTime = asked.bakeTime) {
	if (rollout.broughtHome) return rollout;
	const again = rollout.goal.stage === stage && rollout.goal.weight === weight;
	const judgedAnew = stage === "canary" && again;
	return {
		...rollout,
		goal: {
			...rollout.goal,
			stage,
			weight,
			...rollout.first ? {} : {
				bakeTime,
				keepOld: asked.keepOld
			}
		},
		watched: judgedAnew && asked.weight === null ? 0 : rollout.watched
	};
}
/** Goes on after a pause. A verdict that a person has overruled is not held against the version again. */
function unpaused(rollout) {
	const { reason = null } = rollout.paused ?? {};
	const overruled = reason?.code.startsWith("analysis-") ?? false;
	return {
		...rollout,
		paused: null,
		judge: overruled ? null : rollout.judge,
		accepted: reason?.code === "drift" ? reason.message : rollout.accepted
	};
}
/** Whether an action asks for what is in flight; a canary step that names no version does. */
function sameContent(asked, rollout) {
	if (asked.version === null) return asked.action === "canary-step";
	return asked.version === rollout.attempted.version && asked.spec === contentOf(rollout.attempted.spec);
}

// src/rollout/journal.ts
const MOST_PAST = 20;
const MOST_PAST_BYTES = 24576;
const MOST_STAGES = 40;
const MOST_MESSAGE = 600;
const MOST_COMMANDS = 20;
/** The journal of a service that has none yet. */
function emptyJournal(service, environment, place) {
	return {
		schema: 1,
		epoch: 0,
		seq: 0,
		service,
		environment,
		place,
		live: null,
		history: [],
		rollout: null,
		holder: null,
		request: null,
		lock: null,
		unreported: null
	};
}
/** Turns a rollout round: the version before becomes its goal, to be reached as soon as it can. */
function turnBack(rollout, reason) {
	const { version, spec, track } = rollout.from;
	return {
		...rollout,
		direction: "back",
		reason: short(reason),
		paused: null,
		goal: {
			version,
			spec,
			track,
			weight: 100,
			stage: "retired",
			bakeTime: 0,
			keepOld: 0
		},
		replaced: {},
		retiring: rollout.kind === "tracks" && rollout.retiring && !rollout.broughtHome,
		proved: null,
		accepted: null,
		watched: 0
	};
}
/** Notes which stage the rollout is in now, closing the one before. `by`: who started or approved the step that is at work. */
function enterStage(rollout, name, now, by) {
	const last = rollout.stages.at(-1);
	if (last?.name === name && last.result === "running") return rollout;
	const closed = closeStage(rollout, rollout.direction === "back" && last?.result === "running" ? "failed" : "passed", now);
	const none = isCounted(rollout) ? 0 : null;
	const opened = {
		name,
		result: "running",
		from: now.wall,
		to: null,
		requests: none,
		failed: none,
		by
	};
	return {
		...closed,
		stages: folded([...closed.stages, opened])
	};
}
/** Whether anybody counts what is served. */
function isCounted({ counters, requests }) {
	return counters.length > 0 || requests > 0;
}
/** The oldest lines become one where there are too many: what was served in all of them stays. */
function folded(stages) {
	const [a, b, ...others] = stages;
	if (!a || !b || stages.length <= MOST_STAGES) return stages;
	return [{
		...b,
		from: a.from,
		requests: (a.requests ?? 0) + (b.requests ?? 0),
		failed: (a.failed ?? 0) + (b.failed ?? 0)
	}, ...others];
}
/** Closes the stage that runs, with what was served in it. */
function closeStage(rollout, result, now) {
	const last = rollout.stages.at(-1);
	if (last?.result !== "running") return rollout;
	const earlier = rollout.stages.slice(0, -1);
	const total = (key) => isCounted(rollout) ? rollout[key] - earlier.reduce((sum, stage) => sum + (stage[key] ?? 0), 0) : null;
	return {
		...rollout,
		stages: [...earlier, {
			...last,
			result,
			to: now.wall,
			requests: total("requests"),
			failed: total("failed")
		}]
	};
}
/** What the journal says once an action's work on a rollout has ended. The holder lets go. */
function settle(document, ended, outcome, reason, now) {
	const rollout = withShortReasons(ended);
	const rest = {
		...rollout,
		judge: null,
		samples: [],
		counters: [],
		stages: [],
		service: {}
	};
	const over = outcome === "promoted" || outcome === "rolled-back";
	const free = {
		...document,
		holder: null,
		request: null,
		unreported: {
			rollout: rest,
			outcome,
			reason: short(reason),
			at: now.wall
		}
	};
	if (outcome === "canary" && document.holder) {
		const passed = passedKey(document.holder.run, rollout.goal.weight);
		return {
			...free,
			rollout: {
				...rollout,
				passed: [.../* @__PURE__ */ new Set([...rollout.passed, passed])].slice(-40)
			}
		};
	}
	if (!over) return {
		...free,
		rollout
	};
	const { goal } = rollout;
	if (outcome === "promoted") {
		const live = {
			version: goal.version,
			spec: goal.spec,
			track: goal.track,
			since: now.wall,
			run: rollout.run,
			how: rollout.action
		};
		const known = adopt(document, rollout);
		const left = rollout.action === "rollback" ? withdraw(known, rollout.from.version) : known;
		return {
			...free,
			rollout: null,
			live,
			history: past(left, rollout, "live", goal.version, goal.spec, now)
		};
	}
	const { attempted } = rollout;
	const end = rollout.reason?.code === "superseded" ? "superseded" : "rejected";
	return {
		...free,
		rollout: null,
		history: past(document, rollout, end, attempted.version, attempted.spec, now)
	};
}
/** A version that somebody else had made live is one to go back to as well, deployed as the service file said when it was replaced. */
function adopt(document, rollout) {
	const { version } = rollout.from;
	const isKnown = document.history.some((entry) => entry.end === "live" && entry.version === version);
	if (version === null || version === document.live?.version || isKnown) return document;
	const { attempted, run, service, startedAt } = rollout;
	return {
		...document,
		history: [{
			version,
			spec: attempted.spec,
			run,
			end: "live",
			service,
			at: startedAt
		}, ...document.history]
	};
}
/** A version that a rollback left is not what `previous` means from now on. */
function withdraw(document, version) {
	const history = document.history.map((entry) => entry.version === version && entry.end === "live" ? {
		...entry,
		end: "withdrawn"
	} : entry);
	return {
		...document,
		history
	};
}
/** What the journal keeps of a canary step that passed, so that the same run does not walk it twice. */
function passedKey(run, weight) {
	return `${run.id}:${weight}`;
}
function past(document, rollout, end, version, spec, now) {
	if (version === null || spec === null) return document.history;
	const service = end === "rejected" || end === "superseded" ? {} : rollout.service;
	const all = [{
		version,
		spec,
		run: rollout.run,
		end,
		service,
		at: now.wall
	}, ...document.history].slice(0, MOST_PAST);
	const lives = () => all.filter((entry) => entry.end === "live").length;
	while (lives() > 2 && Buffer.byteLength(JSON.stringify(all)) > MOST_PAST_BYTES) all.pop();
	return all;
}
function withShortReasons(rollout) {
	const { reason, paused, stuck } = rollout;
	return {
		...rollout,
		reason: reason && short(reason),
		paused: paused && {
			...paused,
			reason: short(paused.reason)
		},
		stuck: stuck && {
			reason: short(stuck.reason),
			commands: few(stuck.commands)
		}
	};
}
/** Of many servers each has its own; the log of the run that got stuck has all of them. */
function few(commands) {
	const more = commands.length - MOST_COMMANDS;
	return more <= 0 ? commands : [...commands.slice(0, MOST_COMMANDS), `# and ${more} more of this kind: run rollback to print them`];
}
/** Keeps both ends of what may be all that a program printed: what was done, and what it said last. */
function short(reason) {
	const text = reason.message.replace(/[^\P{Cc}\n]/gu, " ");
	if (text.length <= MOST_MESSAGE) return {
		...reason,
		message: text
	};
	const half = MOST_MESSAGE / 2;
	return {
		...reason,
		message: `${text.slice(0, half)} … ${text.slice(-300)}`.toWellFormed()
	};
}

// src/rollout/going-back.ts
/** `rollback` while a rollout is in flight. */
function back(asked, rollout, state) {
	if (asked.version !== null && asked.version !== rollout.attempted.version) return nothing("other-version-in-flight", `${asked.version} is not in flight: ${inFlight(rollout)}`);
	if (state === "going-back" || state === "stuck" && rollout.direction === "back") return {
		do: "work",
		rollout: {
			...rollout,
			stuck: null,
			paused: null,
			replaced: rollout.stuck ? {} : rollout.replaced
		}
	};
	if (asked.to !== null && rollout.action === "rollback" && (asked.to === "previous" || meant(asked.to, rollout.attempted.version))) return {
		do: "work",
		rollout: {
			...rollout,
			stuck: null,
			paused: null
		}
	};
	if (noWayBack(rollout)) return refuse("no-previous-version", `there is no version before ${rollout.attempted.version} to go back to; run \`promote\` to go on`);
	return {
		do: "work",
		rollout: turnBack({
			...rollout,
			stuck: null
		}, whyBack(asked, rollout))
	};
}
/** Nobody asks for the rollback that a job has for its own failure or cancel, or for the end of an earlier job of its run. */
function whyBack({ jobStatus, run }, rollout) {
	if (jobStatus === "cancelled") return {
		code: "cancelled",
		message: "the job was cancelled"
	};
	if (jobStatus === "failure") return {
		code: "requested",
		message: "the job failed"
	};
	const job = jobOfSameRun(run, rollout);
	if (job === null) return {
		code: "requested",
		message: `taken back as ${whoStarted(run)} asked`
	};
	return {
		code: "requested",
		message: `taken back by ${job}${rollout.paused ? `, after it had paused: ${rollout.paused.reason.message}` : ""}`
	};
}
/** Who wants a rollout to end, as whoever is at work on it reads it. */
function whoAsks({ run }, rollout) {
	return jobOfSameRun(run, rollout) ?? whoStarted(run);
}
/** The job of a run, where that run has begun the rollout: whoever started it wanted the version, and not that it be taken back. */
function jobOfSameRun({ id, job }, rollout) {
	return id !== "" && id === rollout?.run.id ? `the job \`${job}\` of the same run` : null;
}
function whoStarted({ actor }) {
	return actor || "somebody";
}
/** In place, and from a track that is being stopped, only a known version can be brought back. */
function noWayBack({ kind, from, first, retiring }) {
	return from.version === null && (kind === "rolling" || retiring && !first);
}
/** `rollback` while none is in flight: to a version that was live before. */
function backTo(asked, document, shown) {
	const { live, history } = document;
	if (asked.to === null) return nothing("nothing-to-take-back", `no rollout is in flight${offered(document)}`);
	if (asked.to === "previous" && live?.how === "rollback" && live.run?.id === asked.run.id && asked.run.id !== "") return nothing("already-live", `${live.version} is live: this run has gone back to it already`);
	const to = asked.to;
	const before = history.filter((entry) => (entry.end === "live" || entry.end === "withdrawn" && to !== "previous") && entry.version !== live?.version);
	const exact = before.filter((entry) => entry.version === to);
	const matching = exact.length > 0 ? exact : before.filter((entry) => meant(to, entry.version));
	const distinct = [...new Set(matching.map((entry) => entry.version))];
	if (to !== "previous" && live?.version === to) return nothing("already-live", `${to} is live`);
	if (distinct.length > 1) return refuse("nothing-before", `${to} could be any of ${distinct.join(", ")}; write more of it`);
	const goal = to === "previous" ? before[0] : matching[0];
	if (!goal || !live) return refuse("nothing-before", `no version ${to === "previous" ? "before the live one" : to} was live here${offered(document)}`);
	const as = {
		...asked,
		version: goal.version,
		spec: contentOf(goal.spec),
		service: goal.service,
		bakeTime: 0,
		keepOld: 0,
		until: "retired"
	};
	const action = shown.tracks ? "blue-green-switch" : "rolling";
	const from = liveNow(live.version, live.spec, shown);
	return {
		do: "work",
		rollout: {
			...begin({
				...as,
				action
			}, from, shown),
			action: "rollback"
		}
	};
}
/** Whether `to` names this version: in full, or by a prefix of 7 characters or more. */
function meant(to, version) {
	return to === version || to.length >= 7 && version.startsWith(to);
}
function offered(document) {
	const versions = [...new Set(document.history.filter((entry) => entry.end === "live").map((entry) => entry.version))].filter((version) => version !== document.live?.version).slice(0, 5);
	return versions.length > 0 ? `; live before: ${versions.join(", ")} (run \`rollback\` with \`to:\` one of them)` : "";
}

// src/rollout/lock.ts
/** Whether a lock keeps what is in flight from going forward. What brings back a version goes on. */
function isHeld({ lock, rollout }) {
	return lock !== null && rollout?.direction === "forward" && rollout.action !== "rollback";
}
/** Whether whoever is at work is to stop going forward now: somebody asked to go back, or has locked the service. What was taken out of rotation is put back first. */
function isToStop(document) {
	const { request, rollout } = document;
	return request !== null && rollout?.direction === "forward" || isHeld(document) && rollout?.ours.length === 0;
}
/** The document locked for `why`, where it is not locked already: who locked first has the say. */
function withLock(document, why, { run, now }) {
	return document.lock ? document : {
		...document,
		lock: {
			why,
			by: run.actor,
			at: now,
			url: run.url
		}
	};
}
/** Who locked, since when, and why. */
function lockedBy({ by, at, why }) {
	return `locked by ${by || "somebody"} since ${moment(at)} UTC: ${why}`;
}

// src/rollout/state.ts
/**
* The state as the journal tells it.
* @param deployed whether the platform shows anything that runs
*/
function stateOf(document, deployed) {
	const { rollout } = document;
	if (!rollout) return document.live || deployed ? "idle" : "empty";
	if (rollout.stuck) return "stuck";
	if (rollout.paused) return "paused";
	if (rollout.direction === "back") return "going-back";
	if (rollout.kind === "rolling") return "rolling";
	if (rollout.weight === 0) return "prepared";
	return (rollout.goal.stage === "switched" || rollout.goal.stage === "retired") && rollout.weight === 100 ? "switched" : "canary";
}

// src/rollout/admission.ts
/** How far a switch goes, in order. */
const STAGES = [
	"prepared",
	"switched",
	"retired"
];
/** What an action does in the present state: the table that makes chaining work. Pure. */
function admit(asked, document, shown) {
	const over = ownPast(asked, document);
	if (over) return over;
	const admission = byState(asked, document, shown);
	const { lock } = document;
	if (!lock || asked.action === "rollback" || admission.do === "nothing") return admission;
	return refuse("locked", `${document.service} in ${document.environment} is ${lockedBy(lock)}. Only \`rollback\` works until it is unlocked: run the action \`lock\` with \`unlock: true\``);
}
/** The same where nothing is locked. */
function byState(asked, document, shown) {
	const { rollout } = document;
	const state = stateOf(document, shown.deployed);
	if (rollout && asked.action !== "rollback" && rollout.place !== asked.place) return refuse("config-changed", `${rollout.attempted.version} is in flight at another place than the service file says now: ${moved(rollout.service, asked.service)} changed. Put it back as it was, or run \`rollback\` first`);
	if (!rollout) return idle(asked, document, shown, state);
	if (asked.action === "rollback") return back(asked, rollout, state);
	if (state === "going-back") {
		if (asked.action === "promote") return refuse("going-back", `${rollout.attempted.version} is going back`);
		return {
			do: "first",
			rollout
		};
	}
	if (state === "stuck") {
		if (asked.action === "promote") return promote(asked, rollout);
		return refuse("paused", `${rollout.attempted.version} is stuck: ${rollout.stuck?.reason.message}. By hand: ${rollout.stuck?.commands.join(" && ")}`);
	}
	if (asked.action === "promote") return promote(asked, rollout);
	if (state === "paused" && !mayResume(asked, rollout)) {
		if (sameContent(asked, rollout) && hasPassed(asked, rollout)) return alreadyPassed(asked);
		if (rollout.kind === "rolling" && rollout.from.version === null && document.live === null && !sameContent(asked, rollout)) {
			const alone = {
				...shown,
				midway: false,
				deployed: shown.deployed && !rollout.first
			};
			return idle(asked, {
				...document,
				rollout: null
			}, alone, "empty");
		}
		return refuse("paused", `${rollout.attempted.version} is paused: ${rollout.paused?.reason.message}. Run \`promote\` to go on or \`rollback\` to go back`);
	}
	const going = unpaused(rollout);
	return forward(asked, going, stateOf({
		...document,
		rollout: going
	}, shown.deployed));
}
/** A step whose own rollout is over: live, taken back, or replaced by another. null: nothing against going on. */
function ownPast(asked, document) {
	const { rollout, history, live } = document;
	if (asked.run.id === "" || rollout?.run.id === asked.run.id) return null;
	const past = history.filter(({ run }) => run.id === asked.run.id && run.attempt === asked.run.attempt).find(({ version }) => asked.version === null || asked.version === version);
	if (!past) return null;
	if (asked.action === "rollback") {
		if (past.end === "live" && !rollout) return null;
		return nothing("nothing-to-take-back", `the rollout of this run is over: ${past.version} ${past.end === "live" ? "went live" : "was taken back"}`);
	}
	if (asked.version !== null && asked.action !== "promote" && asked.spec !== contentOf(past.spec)) return null;
	if (live?.version === past.version && live.spec === past.spec) return asked.redeploy ? null : nothing("already-live", `${past.version} is live already`);
	if (past.end === "live" && !rollout && live?.run?.id === asked.run.id) return null;
	const now = rollout ? inFlight(rollout) : `${live?.version ?? "nothing"} is live`;
	return refuse(past.end === "rejected" ? "rejected" : "superseded", `${past.version} was ${past.end === "rejected" ? "taken back" : "superseded"} in this run; now ${now}`);
}
function idle(asked, document, shown, state) {
	const { live } = document;
	const isElse = live !== null && shown.version !== null && shown.version !== live.version;
	const version = isElse ? shown.version : live?.version ?? shown.version;
	const spec = isElse ? shown.spec : live?.spec ?? shown.spec;
	if (asked.action === "rollback" && state === "idle" && version === null) return refuse("nothing-before", "nobody knows which version is live or was live before; deploy one");
	if (asked.action === "rollback") return backTo(asked, document, shown);
	const same = version !== null && asked.version === version;
	if (asked.action === "promote") {
		const own = asked.version === null && asked.run.id !== "" && live?.run?.id === asked.run.id;
		return same || own ? nothing("already-live", `${version} is live`) : refuse("nothing-in-flight", "no rollout is in flight that could be promoted; deploy one first");
	}
	if (asked.version === null) return nothing("already-live", "no rollout is in flight; to begin one, write what to deploy into the input version");
	if (same && !asked.redeploy && spec !== null && contentOf(spec) === asked.spec) return nothing("already-live", `${version} is live already`);
	if (shown.midway) return refuse("no-journal", unexplained(shown));
	if (asked.action !== "rolling" && shown.deployed && shown.tracks === null) return refuse("precondition", `this service has no two tracks to put versions side by side, which ${asked.action} needs: use rolling`);
	const outdated = live && asked.onOutdated === "fail" ? olderThan(asked.run, live) : null;
	if (outdated) return outdated;
	if (state === "idle" && version === null && asked.action === "rolling" && asked.onFailure !== "pause") return refuse("unknown-version", "nobody knows which version is live, so there would be no way back; set `reports` in the service file, or `on-failure: pause`");
	const from = state === "empty" ? liveNow(null, null, shown) : liveNow(version, spec, shown);
	return {
		do: "work",
		rollout: begin(asked, from, shown)
	};
}
/** A run's first attempt is refused where a newer run of the same workflow and branch went live; a re-run by hand is meant. */
function olderThan(run, live) {
	const theirs = live.run;
	if (!theirs || run.attempt > 1 || theirs.workflow !== run.workflow || theirs.ref !== run.ref || theirs.number <= run.number) return null;
	return refuse("outdated", `${live.version} is live from a newer run of this workflow (${theirs.url}); re-run this one, or set \`on-outdated: deploy\`, if it is meant`);
}
function forward(asked, rollout, state) {
	const same = sameContent(asked, rollout);
	if (state === "switched" && (!same || asked.action === "rolling")) {
		if (rollout.watched < rollout.goal.bakeTime) return busy(rollout, same ? null : asked.version);
		return {
			do: "first",
			rollout: onward(rollout, {
				...asked,
				keepOld: 0
			}, "retired", 100, 0)
		};
	}
	if (!same) return busy(rollout, asked.version);
	if (!rollout.first && asked.action === "rolling" !== (rollout.kind === "rolling")) return busy(rollout, null);
	if (rollout.kind === "rolling") return {
		do: "work",
		rollout: {
			...rollout,
			goal: {
				...rollout.goal,
				bakeTime: asked.bakeTime
			}
		}
	};
	if (asked.action === "blue-green-switch") {
		if (asked.until === "prepared" && state === "switched") return nothing("already-switched", `${asked.version} has the traffic already`);
		if (asked.until === "prepared" && state === "canary") return refuse("has-traffic", `${asked.version} has ${rollout.weight} % of the traffic already; go on with \`until: switched\`, or go back with \`rollback\``);
		return {
			do: "work",
			rollout: onward(rollout, asked, asked.until, asked.until === "prepared" ? 0 : 100)
		};
	}
	if (state === "switched") return nothing("already-switched", `${rollout.attempted.version} has all the traffic already`);
	const weight = asked.weight ?? rollout.weight;
	if (hasPassed(asked, rollout)) return alreadyPassed(asked);
	return {
		do: "work",
		rollout: onward(rollout, asked, "canary", weight)
	};
}
/** Without a weight the present one is to be judged again, passed or not. */
function hasPassed(asked, rollout) {
	return asked.action === "canary-step" && asked.weight !== null && rollout.passed.includes(passedKey(asked.run, asked.weight));
}
function alreadyPassed(asked) {
	return nothing("already-passed", `this run has passed ${asked.weight} % already`);
}
function promote(asked, rollout) {
	if (asked.version !== null && asked.version !== rollout.attempted.version) return refuse("superseded", `${asked.version} is not in flight any more: ${inFlight(rollout)}, by ${addressOf(rollout.run)}`);
	const going = {
		...unpaused(rollout),
		stuck: null,
		replaced: rollout.stuck ? {} : rollout.replaced
	};
	return {
		do: "work",
		rollout: rollout.kind === "rolling" || rollout.direction === "back" ? going : onward(going, asked, "retired", 100)
	};
}
function mayResume(asked, rollout) {
	const { paused } = rollout;
	if (!paused || !sameContent(asked, rollout)) return false;
	if (asked.step !== paused.step && !isBefore(asked, rollout.goal.stage)) return false;
	return asked.run.id !== paused.run.id || asked.run.attempt > paused.run.attempt;
}
/** A re-run walks its chain from the start: a switch that is to go less far stands before the one that paused. */
function isBefore({ action, until }, paused) {
	if (action !== "blue-green-switch" || paused === "canary") return false;
	return STAGES.indexOf(until) < STAGES.indexOf(paused);
}
/** What a person does with traces of a rollout of which nothing is written down. */
function unexplained({ tracks }) {
	if (tracks?.home === void 0) return "the traffic is split and no journal tells why: set one side to 100 % by hand first, whichever is right";
	const [beside] = [tracks.live, tracks.idle].filter((name) => name !== tracks.home);
	return `a rollout has left something and no journal tells of it: send all traffic to ${tracks.home} by hand, and delete what is named ${beside}`;
}
/** The keys of the service file that decide where it runs, and are others now. */
function moved(before, now) {
	const keys = [
		"platform",
		"port",
		"servers",
		"balancers",
		"state",
		"namespace",
		"workload",
		"backend",
		"route"
	].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
	return keys.length > 0 ? keys.map((key) => `\`${key}\``).join(", ") : "what a variable in it stands for";
}

// src/rollout/in-time.ts
/**
* A signal that aborts with `signal`, and as soon as it is asked once `isLate` says so. A timer would be too late for that: after a sleep the
* answers that came meanwhile are heard before any timer, and what they lead to would be begun. So it is the asking that looks at the clock:
* who asks before each write, as an abort needs anyway, begins none.
*/
function inTime(signal, isLate) {
	const late = new AbortController();
	const both = AbortSignal.any([signal, late.signal]);
	const look = () => {
		if (!late.signal.aborted && isLate()) late.abort();
	};
	const { prototype } = AbortSignal;
	return Object.defineProperties(both, {
		aborted: { get() {
			look();
			return Reflect.get(prototype, "aborted", both);
		} },
		throwIfAborted: { value() {
			look();
			prototype.throwIfAborted.call(both);
		} }
	});
}

// src/rollout/holder.ts
/** Milliseconds between two beats of a holder; with each it reads requests, which it is to obey within 5 s. */
const BEAT = 4e3;
/** The same where somebody else knows that its job has ended: two beats. */
const GONE_WITH_ITS_JOB = 1e4;
/** Thrown when somebody else took the rollout over: whoever fails to save writes nothing more. */
var TakenOver = class extends Error {
	name = "TakenOver";
	by;
	constructor(by) {
		super(by ? `taken over by run ${by.run.url}` : "the journal was changed by somebody else");
		this.by = by;
	}
};
/** Tries to save `next` as the new holder; null when somebody else wrote in between: load, and think again. */
async function takeHold(journal, present, next, signal) {
	if (!next.holder) throw new Error("a hold needs a holder");
	const taken = {
		...next,
		epoch: present.epoch + 1,
		seq: present.seq + 1
	};
	if (await journal.save(taken, present.seq, signal) === "lost") return null;
	return holding(journal, taken, next.holder.id);
}
function holding(journal, taken, id) {
	let document = taken;
	/** What was sent, and no answer came. */
	let unsure = null;
	let turn = Promise.resolve();
	const always = new AbortController().signal;
	async function write(change) {
		for (;;) {
			const next = {
				...change(document),
				seq: document.seq + 1
			};
			if (await journal.save(next, document.seq, always).catch((error) => {
				unsure = JSON.stringify(next);
				throw error;
			}) === "saved") {
				document = next;
				return;
			}
			const theirs = await journal.load(always);
			if (theirs && unsure === JSON.stringify(theirs)) {
				document = theirs;
				if (theirs.holder?.id !== id) return;
				continue;
			}
			if (theirs?.holder?.id !== id || theirs.epoch !== document.epoch) throw new TakenOver(theirs?.holder ?? null);
			document = {
				...document,
				seq: theirs.seq,
				request: theirs.request,
				lock: theirs.lock
			};
		}
	}
	return {
		id,
		document: () => document,
		save(change) {
			turn = turn.then(() => write(change), () => write(change));
			return turn;
		}
	};
}
/** The document with the holder's beat counted up. */
function beaten(document) {
	const { holder } = document;
	return holder ? {
		...document,
		holder: {
			...holder,
			beat: holder.beat + 1
		}
	} : document;
}
/**
* Does, under a hold, what may last: `save` beats meanwhile. An abort ends it, and so does a request to go back, or a lock; and whoever
* has saved no beat since `beatAt` for so long that they may have been replaced, as they were asleep or the journal cannot be reached.
* @returns whether it was done; false where it was ended so: before anything else is written, a beat is to be saved
* @throws {@link TakenOver} where somebody else took over, and what `work` throws
*/
async function besideBeats({ hold, clock, save, beatAt }, signal, work) {
	const [stop, over] = [new AbortController(), new AbortController()];
	let savedAt = beatAt;
	const until = inTime(AbortSignal.any([signal, stop.signal]), () => clock.now().mono - savedAt >= GONE_WITH_ITS_JOB);
	let lost = null;
	const beats = (async () => {
		while (!over.signal.aborted) {
			await clock.sleep(BEAT, over.signal);
			if (over.signal.aborted) return;
			const began = clock.now().mono;
			await save().then(() => {
				savedAt = began;
			}, (error) => {
				if (error instanceof TakenOver) lost = error;
			});
			if (lost || isToStop(hold.document())) stop.abort();
		}
	})();
	let isDone = false;
	try {
		await work(until);
		isDone = true;
	} catch (error) {
		if (!until.aborted) throw error;
	} finally {
		over.abort();
		await beats;
	}
	if (lost) throw lost;
	return isDone;
}
/**
* Watches a holder until it lets go, changes, or is gone: its beat unchanged for {@link GONE} milliseconds on our own clock,
* and one beat longer, so that one that wakes up fails to save before we write; for {@link GONE_WITH_ITS_JOB} where `ended` says
* that its job has ended. A holder that beats is never gone, whatever `ended` says.
*/
async function watchHolder(journal, clock, watched, until, signal, ended = async () => false) {
	let { beat } = watched;
	let changedAt = clock.now().mono;
	let isOver = false;
	let asking = null;
	let askedAt = Number.NEGATIVE_INFINITY;
	while (!signal.aborted) {
		const document = await journal.load(signal);
		if (document?.holder?.id !== watched.id) return {
			end: "free",
			ended: false,
			document
		};
		const now = clock.now().mono;
		if (document.holder.beat !== beat) [beat, changedAt, isOver] = [
			document.holder.beat,
			now,
			false
		];
		const still = now - changedAt;
		if (still >= 34e3 || isOver && still >= 1e4) return {
			end: "gone",
			ended: isOver,
			document
		};
		if (now >= until) return {
			end: "alive",
			ended: false,
			document
		};
		if (still >= 1e4 && asking === null && now - askedAt >= 4e3) {
			askedAt = now;
			asking = ended(watched.run).then((isSo) => {
				[isOver, asking] = [isSo, null];
			});
		}
		await clock.sleep(1e3, signal);
	}
	return {
		end: "alive",
		ended: false,
		document: null
	};
}

// src/rollout/reasons.ts
/** Why it ended, with what went wrong and changed nothing. */
function withWarnings({ code, message }, warnings) {
	return {
		code,
		message: [message, ...warnings].join("; ")
	};
}
/** Why it went back; and what it came to, where that is not what was there before. */
function withEnd(why, end) {
	if (why === null) return end;
	return end.code === "drift" ? {
		...why,
		message: `${why.message}; ${end.message}`
	} : why;
}
/** Whether the user's own object has the version and all the traffic: what cannot be taken away any more is no reason to replace that. */
function isOver({ direction, broughtHome, retiring }) {
	return direction === "forward" && broughtHome && retiring;
}
/** What a person reads where all of it runs, and something is left. */
function uncleared({ code, message }, { goal }) {
	return {
		code,
		message: `${`${goal.track} runs ${goal.version} and has all the traffic`}, and what served it meanwhile could not be taken away: ${message}`
	};
}

// src/rollout/strategy.ts
/** Memory of a process that has just begun to look at a rollout: deadlines and readiness start anew. */
function remembering(rollout, now) {
	return {
		rollout,
		nearest: {
			distance: Number.POSITIVE_INFINITY,
			at: now.mono
		},
		lookedAt: null,
		readySince: {},
		evidence: [],
		pending: {
			served: {},
			elapsed: 0
		},
		measured: {
			reading: 0,
			counters: {}
		},
		verdict: null,
		capacity: null,
		unready: 0,
		restarts: null,
		provedAt: null,
		driftSince: null,
		silentSince: null
	};
}

// src/rollout/told.ts
/** Milliseconds between two lines that tell the evidence, or another number, while nothing is decided. */
const OFTEN = 6e4;
/** What was told last, of all that is seen at each look: the same twice is no news. All times are `mono`. */
var Told = class {
	#why = "";
	#wait = {
		why: "",
		at: Number.NEGATIVE_INFINITY
	};
	#evidence = {
		last: [],
		at: Number.NEGATIVE_INFINITY
	};
	/** Whether evidence is told now. What an end or a turn rests on always is. */
	evidence(found, isDecided, now) {
		if (found.length === 0 || found === this.#evidence.last || !(isDecided || now - this.#evidence.at >= OFTEN)) return false;
		this.#evidence = {
			last: found,
			at: now
		};
		return true;
	}
	/** Whether a wait is told now: once a reason, as `until` moves and the words before it do not. */
	wait({ why, news = why }, now) {
		const isNews = news !== this.#why || why !== this.#wait.why && now - this.#wait.at >= OFTEN;
		this.#why = news;
		if (isNews) this.#wait = {
			why,
			at: now
		};
		return isNews;
	}
	/** Whether a fault is told now. */
	fault(message) {
		const isNews = message !== this.#why;
		this.#why = message;
		return isNews;
	}
	/** After a step the same is news again. */
	step() {
		this.#why = "";
	}
};

// src/rollout/engine.ts
/**
* Works on the rollout in the journal until its goal is reached, it is back, or it can go neither way: looks, remembers,
* decides, writes down what it is about to do, does it. There is no program counter: after a kill the next one looks and decides again.
* @param signal cancels: the work stops where it is, journaled, with outcome `interrupted`
*/
async function* work(job, signal) {
	const { strategy, hold, clock } = job;
	let memory = remembering(hold.document().rollout, clock.now());
	let view = null;
	let beatAt = Number.NEGATIVE_INFINITY;
	let faultSince = null;
	/** Why it is to go back, or to end, as soon as that can be written down. */
	let failing = null;
	let cancelledAt = null;
	/** What went wrong and changed nothing. */
	const warnings = [];
	const told = new Told();
	const tell = (kind, text) => ({
		at: clock.now(),
		kind,
		stage: strategy.stage(memory.rollout),
		text,
		picture: view === null ? null : strategy.picture(view, memory),
		evidence: memory.evidence,
		rollout: memory.rollout
	});
	/** Writes the rollout down together with a beat. Who slept since that began may have been replaced: only one that comes back in time tells. */
	async function save() {
		do {
			memory = {
				...memory,
				rollout: {
					...memory.rollout,
					...job.marks?.()
				}
			};
			const began = clock.now().mono;
			await hold.save((document) => ({
				...beaten(document),
				rollout: memory.rollout
			}));
			beatAt = began;
		} while (clock.now().mono - beatAt >= GONE_WITH_ITS_JOB);
	}
	async function end(outcome, reason, commands = []) {
		const now = clock.now();
		const result = RESULT_OF_STAGE[outcome] ?? "passed";
		memory = {
			...memory,
			rollout: {
				...closeStage(memory.rollout, result, now),
				...job.marks?.()
			}
		};
		await hold.save((document) => settle(document, memory.rollout, outcome, reason, now));
		return {
			outcome,
			reason,
			rollout: memory.rollout,
			commands
		};
	}
	/** By what the journal says as of the last save. */
	function mustStop() {
		return isToStop({
			...hold.document(),
			rollout: memory.rollout
		});
	}
	/** Who started the run that is at work. */
	function actor() {
		return (hold.document().holder?.run ?? memory.rollout.run).actor;
	}
	function turn(reason) {
		memory = remembering(turnBack(memory.rollout, reason), clock.now());
	}
	for (;;) try {
		if (signal.aborted) return await end("interrupted", {
			code: "cancelled",
			message: "cancelled; the next run or `rollback` goes on from here"
		});
		if (failing) {
			const over = await (isOver(memory.rollout) ? pause(uncleared(failing, memory.rollout)) : fail(failing));
			if (over) return over;
			yield tell("back", `going back: ${failing.message}`);
			failing = null;
		}
		const { request, lock } = hold.document();
		if (request && memory.rollout.direction === "forward") {
			if (noWayBack(memory.rollout)) return await pause({
				code: "no-previous-version",
				message: `${request.by} asked to go back; there is no version before it to go back to`
			});
			turn(request.what === "supersede" ? {
				code: "superseded",
				message: `superseded by what ${request.by} deploys`
			} : {
				code: "requested",
				message: `taken back as ${request.by} asked`
			});
			yield tell("back", `going back: asked by ${request.by}`);
		}
		if (lock && mustStop()) return await pause({
			code: "locked",
			message: lockedBy(lock)
		});
		view = await strategy.observe(signal);
		const now = clock.now();
		memory = strategy.remember(memory, view, now);
		memory = {
			...memory,
			rollout: enterStage(memory.rollout, strategy.stage(memory.rollout), now, actor())
		};
		const decision = strategy.decide(view, memory, now);
		const { evidence } = memory;
		if (told.evidence(evidence, decision.do !== "wait", now.mono)) yield tell("evidence", evidence.map(({ metric, text }) => `${metric} ${text}`).join(" · "));
		switch (decision.do) {
			case "step": {
				const before = memory;
				memory = strategy.intend(memory, decision.step);
				await save();
				if (mustStop()) {
					memory = before;
					break;
				}
				yield tell("step", strategy.say(decision.step, view, memory));
				const warn = (text) => warnings.push(text);
				const from = warnings.length;
				const isDone = await besideBeats({
					hold,
					clock,
					save,
					beatAt
				}, signal, (until) => strategy.perform(decision.step, memory, until, warn));
				for (const text of warnings.slice(from)) yield tell("warning", text);
				if (isDone) memory = strategy.done(memory, decision.step);
				told.step();
				break;
			}
			case "wait":
				if (now.mono - beatAt >= 4e3) await save();
				if (told.wait(decision, now.mono)) yield tell("wait", decision.why);
				await waitForNews(decision.until);
				break;
			case "finish":
				if (memory.rollout.direction === "forward") return await end(decision.outcome, withWarnings(decision.reason, warnings));
				return await end("rolled-back", withEnd(memory.rollout.reason, decision.reason));
			case "back": {
				const over = await fail(decision.reason);
				if (over) return over;
				yield tell("back", `going back: ${decision.reason.message}`);
				break;
			}
			case "pause": return await pause(decision.reason);
			case "stuck": return await stuck(decision.reason);
		}
		faultSince = null;
	} catch (error) {
		if (error instanceof TakenOver) return {
			outcome: "interrupted",
			reason: {
				code: "taken-over",
				message: error.message
			},
			rollout: memory.rollout,
			commands: []
		};
		const now = clock.now().mono;
		if (signal.aborted) {
			cancelledAt ??= now;
			if (now - cancelledAt >= CANCEL_PATIENCE) throw error;
			await clock.sleep(CANCEL_RETRY, new AbortController().signal);
			continue;
		}
		faultSince ??= now;
		const message = error instanceof Error ? error.message : String(error);
		const hopeless = error instanceof Refused;
		if (hopeless || now - faultSince >= job.patience) {
			if (failing) throw error;
			failing = hopeless ? error.reason : {
				code: "platform-error",
				message
			};
			faultSince = null;
			continue;
		}
		if (told.fault(message)) yield tell("warning", `${message}; trying again`);
		await clock.sleep(job.interval, signal);
	}
	/** Turns round, or ends where there is no way back; null: it has turned round. */
	async function fail(reason) {
		const { rollout } = memory;
		if (rollout.direction === "back") return stuck(reason);
		if (noWayBack(rollout)) return pause({
			code: "no-previous-version",
			message: `${reason.message}; there is no version before it to go back to`
		});
		if (job.onFailure === "pause") return pause(reason);
		turn(reason);
		return null;
	}
	async function pause(reason) {
		const run = hold.document().holder?.run ?? memory.rollout.run;
		memory = {
			...memory,
			rollout: {
				...memory.rollout,
				paused: {
					reason,
					step: job.step,
					run
				}
			}
		};
		return end("paused", reason);
	}
	async function stuck(reason) {
		const commands = await job.byHand(memory.rollout);
		memory = {
			...memory,
			rollout: {
				...memory.rollout,
				stuck: {
					reason,
					commands
				}
			}
		};
		return end("stuck", reason, commands);
	}
	async function waitForNews(until) {
		const over = new AbortController();
		const both = AbortSignal.any([signal, over.signal]);
		const left = Math.max(0, until.mono - clock.now().mono);
		const news = strategy.changed?.(both);
		await Promise.race([clock.sleep(Math.min(left, job.interval), both), ...news ? [news] : []]);
		over.abort();
		await news?.catch(() => {});
	}
}
/** Milliseconds in which a cancelled action tries to write its end down: the runner gives it 7.5 s. */
const CANCEL_PATIENCE = 5e3;
const CANCEL_RETRY = 200;
const RESULT_OF_STAGE = {
	paused: "paused",
	interrupted: "stopped",
	stuck: "failed"
};

export { turnBack as _, besideBeats as a, admit as c, isToStop as d, lockedBy as f, emptyJournal as g, whoAsks as h, beaten as i, stateOf as l, meant as m, remembering as n, takeHold as o, withLock as p, TakenOver as r, watchHolder as s, work as t, isHeld as u, sameContent as v, addressOf as y };