import { Tt as Refused } from "./first.js";

// src/strategies/look.ts
const MOST_SAMPLES = 300;
/** Milliseconds of the shortest wait for what is being brought about, and by how much each instance lengthens it. */
const SHORTEST = 100;
const EACH = 10;
/** Balancer processes that did not answer now and whose last reading is kept. */
const MOST_SILENT = 4;
/**
* Adds one look: readiness without a break, progress, requests, and watched time.
* @param longest the most that may count as watched since the last look, in milliseconds: a gap is not bake time
*/
function look(memory, seen, now, longest) {
	const { rollout } = memory;
	const nearer = seen.distance < memory.nearest.distance;
	const watched = memory.lookedAt === null ? 0 : Math.min(now.mono - memory.lookedAt, longest);
	const byTrack = since(rollout.counters, seen.counters);
	const served = sum(Object.values(byTrack));
	const sample = {
		at: now.wall,
		weight: seen.weight,
		requests: served.requests,
		failed: served.errors
	};
	return {
		...memory,
		lookedAt: now.mono,
		pending: {
			served: merge(memory.pending.served, byTrack),
			elapsed: memory.pending.elapsed + watched
		},
		nearest: nearer ? {
			distance: seen.distance,
			at: now.mono
		} : memory.nearest,
		readySince: Object.fromEntries(seen.ready.map((name) => [name, memory.readySince[name] ?? now.mono])),
		rollout: {
			...rollout,
			watched: rollout.watched + watched,
			progressAt: nearer ? now.wall : rollout.progressAt,
			counters: kept(rollout.counters, seen.counters),
			requests: rollout.requests + served.requests,
			failed: rollout.failed + served.errors,
			samples: thin(withSample(rollout.samples, sample, longest / 2))
		}
	};
}
/**
* When to look again at what is being brought about (mono), on a platform that tells of no change: after a quarter of the time for which
* it has come no nearer to the goal, so that the wait adds little to what it waits for. The engine looks once an interval at least.
* @param instances how many a look asks: the more there are, the dearer it is
*/
function soon({ nearest }, now, instances) {
	return now.mono + Math.max(SHORTEST, EACH * instances, (now.mono - nearest.at) / 4);
}
/** What each track served between two readings; a new process or a decrease is a reset, and counts from zero. */
function since(before, after) {
	const served = {};
	for (const now of after) {
		const then = before.find((reading) => reading.process === now.process);
		if (!then && before.length === 0) continue;
		for (const [track, counters] of Object.entries(now.tracks)) {
			const old = then?.tracks[track];
			const reset = !old || decreased(old, counters);
			served[track] = plus(served[track], {
				requests: counters.requests - (reset ? 0 : old.requests),
				errors: Math.max(0, counters.errors - (reset ? 0 : old.errors)),
				...counters.slower && { slower: counters.slower.map((count, i) => count - (reset ? 0 : old.slower?.[i] ?? 0)) }
			});
		}
	}
	return served;
}
/** What each track served in all the life of what counts it. */
function ever(counters) {
	return since([{
		process: "",
		tracks: {}
	}], counters);
}
function decreased(old, now) {
	const slower = now.slower?.some((count, i) => count < (old.slower?.[i] ?? 0)) ?? false;
	return now.requests < old.requests || slower;
}
/** With the last readings of those silent now: one that answers again would else be taken for new, and all its life counted. */
function kept(before, now) {
	const answered = new Set(now.map((reading) => reading.process));
	return [...now, ...before.filter((reading) => !answered.has(reading.process)).slice(0, MOST_SILENT)];
}
/** Requests of several tracks or balancers together. */
function sum(parts) {
	return parts.reduce((all, part) => plus(all, part), {
		requests: 0,
		errors: 0
	});
}
function merge(a, b) {
	const tracks = Object.entries(b).map(([track, served]) => [track, plus(a[track], served)]);
	return {
		...a,
		...Object.fromEntries(tracks)
	};
}
function plus(a, b) {
	if (!a) return b;
	return {
		requests: a.requests + b.requests,
		errors: a.errors + b.errors,
		...b.slower && { slower: b.slower.map((count, i) => count + (a.slower?.[i] ?? 0)) }
	};
}
/** Adds a sample; to the last one where both together last no longer than `least`: of a tenth of a second no rate can be told. */
function withSample(samples, sample, least) {
	const [before, last] = samples.slice(-2);
	const span = before && last ? sample.at - before.at : least + 1;
	if (!last || last.weight !== sample.weight || span < 0 || span > least) return [...samples, sample];
	return [...samples.slice(0, -1), {
		...sample,
		requests: last.requests + sample.requests,
		failed: last.failed + sample.failed
	}];
}
/** Halves the resolution when there are too many: two points become one, but for the first, where the traffic began. */
function thin(samples) {
	const [first, ...others] = samples;
	if (first === void 0 || samples.length <= MOST_SAMPLES) return samples;
	const thinned = [first];
	for (let i = 0; i < others.length; i += 2) {
		const a = others[i];
		const b = others[i + 1];
		thinned.push(b ? {
			...b,
			requests: a.requests + b.requests,
			failed: a.failed + b.failed
		} : a);
	}
	return thinned;
}

// src/strategies/sides.ts
/** The track that is to have the goal's version, and the other one. */
function sides(view, rollout) {
	const [a, b] = view.tracks;
	return a.name === rollout.goal.track ? {
		goal: a,
		other: b
	} : {
		goal: b,
		other: a
	};
}
/** Percent that a track gets. */
function weightOf(view, track) {
	return view.router.weights[track.name] ?? 0;
}
/** The moment at `mono` on this process's clock. */
function at(now, mono) {
	return {
		mono,
		wall: now.wall + (mono - now.mono)
	};
}

// src/strategies/managed-rolling.ts
/** What is counted in `replaced`: that the platform was told. */
const TOLD = "told";
/** What is remembered as ready while all of it serves. How many are wanted stands beside it, as a number. */
const ALL = "all";
/** Has a platform that paces itself replace the instances, watches it, and has it put the old version back where the new one fails. */
function managedRolling({ managed, smokeTest }, settings) {
	return {
		observe: (signal) => managed.progress(signal),
		remember(memory, view, now) {
			const there = isThere(view, memory.rollout.goal) && view.settled;
			const ready = [`${view.wanted}`, ...there ? [ALL] : []];
			const seen = {
				distance: distance$1(view, memory.rollout.goal),
				ready,
				counters: [],
				weight: share$1(view, memory)
			};
			const remembered = look(measured(memory, view), seen, now, 2 * settings.interval);
			const since = memory.readySince[ALL] === void 0 ? null : memory.lookedAt;
			const watched = there && (since !== null || memory.lookedAt === null) ? remembered.rollout.watched : 0;
			const at = remembered.nearest.at + (there && since !== null ? now.mono - since : 0);
			const nearest = there ? {
				distance: 0,
				at
			} : remembered.nearest;
			return {
				...remembered,
				nearest,
				rollout: {
					...remembered.rollout,
					watched
				}
			};
		},
		decide: (view, memory, now) => decide$2(view, memory, now, settings, smokeTest !== void 0),
		intend(memory, step) {
			const { rollout } = memory;
			if (step.kind === "update") return {
				...memory,
				rollout: {
					...rollout,
					replaced: { [TOLD]: (rollout.replaced[TOLD] ?? 0) + 1 }
				}
			};
			return step.kind === "settle" ? {
				...memory,
				rollout: {
					...rollout,
					retiring: true
				}
			} : memory;
		},
		done: (memory, step) => step.kind === "prove" ? {
			...memory,
			rollout: {
				...memory.rollout,
				proved: proof$1(memory.rollout.goal)
			}
		} : memory,
		async perform(step, _memory, signal, warn) {
			switch (step.kind) {
				case "update": return managed.update(step.target, signal);
				case "settle": return managed.settle(signal, warn);
				case "prove": {
					const wrong = await smokeTest?.ask("service", signal);
					if (wrong) throw new Refused("smoke-test-failed", `smoke test failed: ${wrong}`);
				}
			}
		},
		say: say$1,
		stage: (rollout) => rollout.direction === "back" ? "going back" : "rolling",
		picture: (view, memory) => ({
			serving: view.serving,
			wanted: view.wanted,
			updated: memory.rollout.direction === "back" ? Math.max(0, view.serving - view.available) : view.available,
			weight: share$1(view, memory),
			extra: Math.max(0, view.existing - view.wanted)
		}),
		imagine: imagine$2,
		...managed.changed && { changed: (signal) => managed.changed(signal) }
	};
}
function proof$1(goal) {
	return `${goal.version}:${goal.spec}`;
}
function isSame(a, b) {
	return a.version === b.version && a.spec === b.spec;
}
/** Whether the platform was told to run the goal, and nobody told it something else since. */
function isThere(view, goal) {
	return view.noted !== null && isSame(view.noted, goal) && view.drift === null;
}
function decide$2(view, memory, now, settings, proves) {
	const { rollout } = memory;
	const { goal } = rollout;
	const message = `${Math.min(view.serving, view.wanted)} of ${view.wanted} instances run it`;
	const finish = {
		do: "finish",
		outcome: "promoted",
		reason: {
			code: rollout.first ? "first-deployment" : "done",
			message
		}
	};
	if (rollout.retiring) return view.noted === null ? finish : {
		do: "step",
		step: { kind: "settle" }
	};
	const told = (rollout.replaced[TOLD] ?? 0) > 0;
	if (view.drift !== null && told && view.noted !== null && isSame(view.noted, goal)) return {
		do: "stuck",
		reason: {
			code: "drift",
			message: `${view.drift}; nothing more was done to it`
		}
	};
	if (!isThere(view, goal)) return {
		do: "step",
		step: {
			kind: "update",
			target: {
				version: goal.version,
				spec: goal.spec
			},
			found: view.drift
		}
	};
	const note = view.note ? ` (${view.note})` : "";
	if (view.failed !== void 0) return {
		do: "back",
		reason: {
			code: "unready",
			message: `cannot become ready: ${view.failed}`
		}
	};
	if (!view.settled) {
		const deadline = memory.nearest.at + settings.progressDeadline;
		if (now.mono >= deadline) return {
			do: "back",
			reason: {
				code: "progress-deadline",
				message: `${`${view.updated} of ${view.wanted} updated, ${view.available} ready, ${view.serving} serve`}${note}, for ${settings.progressDeadline / 1e3} s`
			}
		};
		return {
			do: "wait",
			until: at(now, deadline),
			why: `${progress(view)}${note}`
		};
	}
	if (rollout.direction === "forward" && proves && rollout.proved !== proof$1(goal)) return {
		do: "step",
		step: { kind: "prove" }
	};
	if (rollout.watched < goal.bakeTime) return {
		do: "wait",
		until: at(now, now.mono + goal.bakeTime - rollout.watched),
		why: `baking for ${goal.bakeTime / 1e3} s`
	};
	return {
		do: "step",
		step: { kind: "settle" }
	};
}
/** For the log, which gets a line whenever this changes: about ten of them, however many instances there are. */
function progress({ available, wanted, updated, existing }) {
	const step = Math.max(1, Math.ceil(wanted / 10));
	if (available >= wanted) return existing > updated ? `${wanted} of ${wanted} ready, the others are ending` : `${wanted} of ${wanted} ready`;
	return `${Math.floor(available / step) * step} of ${wanted} ready`;
}
/** Instances still to be made, to become ready, and to go. */
function distance$1(view, goal) {
	if (!isThere(view, goal)) return Number.MAX_SAFE_INTEGER;
	return 2 * Math.max(0, view.wanted - view.updated) + Math.max(0, view.wanted - view.available) + Math.max(0, view.existing - view.updated);
}
/** With the shortest distance as it would have been from what is wanted now: coming nearer than that is progress. */
function measured(memory, view) {
	const { nearest, readySince } = memory;
	const { goal } = memory.rollout;
	const before = Object.keys(readySince).find((name) => name !== ALL);
	if (before === void 0) return memory;
	const more = distance$1(view, goal) - distance$1({
		...view,
		wanted: Number(before)
	}, goal);
	return {
		...memory,
		nearest: {
			...nearest,
			distance: Math.max(0, nearest.distance + more)
		}
	};
}
/** Percent of the ready instances that run the version in flight. */
function share$1(view, { rollout }) {
	if (rollout.retiring) return rollout.direction === "back" ? 0 : 100;
	if (view.noted === null || view.serving === 0) return 0;
	const updated = Math.min(view.available, view.serving);
	const percent = Math.round(100 * updated / view.serving);
	return rollout.direction === "back" && isSame(view.noted, rollout.goal) ? 100 - percent : percent;
}
function say$1(step, view) {
	switch (step.kind) {
		case "update": {
			const found = step.found === null ? "" : ` · ${step.found}`;
			return `set ${step.target.version ?? "what ran before"} instead of ${view.version ?? "what runs"}${found} · ${view.serving} of ${view.wanted} serve`;
		}
		case "prove": return "ask the service with the smoke test";
		case "settle": return "put back what was set for the rollout only";
	}
}
function imagine$2(view, step) {
	if (step.kind === "settle") return {
		...view,
		noted: null
	};
	if (step.kind === "prove") return view;
	const all = {
		updated: view.wanted,
		available: view.wanted,
		existing: view.wanted,
		serving: view.wanted
	};
	const { note: _note, failed: _failed, ...rest } = view;
	return {
		...rest,
		...all,
		version: step.target.version,
		noted: step.target,
		drift: null,
		settled: true
	};
}

// src/strategies/batch.ts
/**
* The next move of a rolling update: put back what is ready, replace what is drained, wait for what is starting; once the
* batch serves, take the next one out, never leaving fewer in rotation than `wanted - maxUnavailable`.
*/
function next(turn) {
	const { view, goal, ours } = turn;
	const isNew = (instance) => instance.version !== null && instance.version === goal.version && (goal.spec === null || instance.spec === goal.spec);
	const others = view.instances.filter((instance) => !instance.inRotation && !ours.has(instance.name));
	const mine = view.instances.filter((instance) => instance.inRotation || ours.has(instance.name));
	const step = (kind, instances) => ({
		do: "step",
		step: {
			kind,
			names: instances.map((instance) => instance.name),
			target: goal
		}
	});
	const whole = mine.filter((instance) => isNew(instance) && instance.ready && !instance.inRotation && turn.serves(instance));
	if (whole.length > 0) return step("restore", whole);
	const drained = mine.filter((instance) => !instance.inRotation && !isNew(instance));
	const surplus = view.instances.length - view.wanted;
	const dead = drained.filter((_, i) => i < surplus);
	if (dead.length > 0) return step("remove", dead);
	const drifted = drained.find((instance) => (turn.replaced[instance.name] ?? 0) >= MOST_TRIES);
	if (drifted) return {
		do: "drift",
		name: drifted.name
	};
	if (drained.length > 0) return step("replace", drained);
	const starting = mine.filter((instance) => isNew(instance) && !(instance.ready && turn.serves(instance)));
	const lost = starting.filter((instance) => !instance.ready && !instance.inRotation && !turn.replaced[instance.name]);
	if (lost.length > 0) return step("replace", lost);
	const failed = starting.find((instance) => instance.failed);
	if (failed) return {
		do: "failed",
		why: `${failed.name} cannot become ready${noted$1(failed)}`
	};
	if (starting.length > 0) return {
		do: "wait",
		why: `${starting.map((instance) => `${instance.name}${noted$1(instance)}`).join(", ")} not ready yet`,
		code: "progress-deadline"
	};
	const old = mine.filter((instance) => !isNew(instance));
	const missing = view.wanted + (old.length > 0 ? turn.limits.maxSurge : 0) - view.instances.length;
	const lacking = view.wanted - others.length - mine.filter(isNew).length;
	const fresh = (view.spare ?? []).slice(0, Math.max(0, Math.min(missing, lacking)));
	const grow = fresh.length > 0 ? step("add", fresh.map((name) => ({ name }))) : null;
	if (grow && turn.first) return grow;
	const left = others.map((instance) => instance.name);
	if (grow?.do === "step") return {
		do: "settled",
		step: grow.step,
		left
	};
	const surplusNew = mine.filter(isNew).slice(view.wanted - others.length);
	const due = old.length > 0 ? old : surplusNew;
	if (due.length === 0) return {
		do: "settled",
		step: null,
		left
	};
	const floor = turn.first ? 0 : view.wanted - turn.limits.maxUnavailable;
	const serving = mine.filter((instance) => instance.inRotation && instance.ready);
	const idle = due.filter((instance) => !instance.ready);
	const busy = due.filter((instance) => instance.ready).slice(0, Math.max(0, serving.length - floor));
	const batch = [...idle, ...busy];
	if (batch.length === 0) {
		const without = left.length > 0 ? `; out of rotation by somebody else: ${left.join(", ")}` : "";
		return {
			do: "wait",
			why: `${serving.length} of ${view.wanted} serve and ${floor} must${without}`,
			code: "no-spare-capacity"
		};
	}
	return {
		do: "settled",
		step: {
			kind: "drain",
			names: batch.map((instance) => instance.name),
			target: goal
		},
		left
	};
}
/** An instance found old again after so many replacements is changed by somebody else. */
const MOST_TRIES = 2;
function noted$1(instance) {
	return instance.note ? ` (${instance.note})` : "";
}

// src/strategies/batch-bake.ts
/** What `measured` keeps the instances' counters by. */
const INSTANCES = "instances";
/**
* Lets the judge look once per poll interval while a batch bakes: at what the instances of the new version served, and beside them those not replaced
* yet. Before the first batch it is told what the instances have had so far.
* @param isNew whether an instance runs the version in flight
*/
function judgedBatch(memory, { instances, silent = [], counted }, isNew, { judge, pollInterval, initialDelay }) {
	const { rollout, pending, measured } = memory;
	const before = measured.counters[INSTANCES];
	if (rollout.direction === "back" || counted.length === 0 || before === void 0 && silent.length > 0) return memory;
	const fresh = new Set(instances.filter(isNew).map(({ name }) => name));
	const counters = { [INSTANCES]: kept(before ?? [], counted) };
	const anew = {
		...memory,
		measured: {
			...measured,
			counters
		},
		pending: {
			served: {},
			elapsed: 0
		}
	};
	const poll = (served) => {
		const of = (side) => sum(Object.entries(served).flatMap(([name, one]) => fresh.has(name) === side ? [one] : []));
		const beside = instances.some((instance) => !fresh.has(instance.name) && instance.inRotation && instance.ready);
		return {
			elapsed: pending.elapsed,
			beside,
			inPlace: true,
			own: {
				canary: of(true),
				stable: of(false)
			},
			counted: {},
			numbers: {}
		};
	};
	if (fresh.size === 0) {
		if (rollout.judge !== null) return anew;
		return {
			...anew,
			rollout: {
				...rollout,
				judge: judge.note(null, poll(ever(counted)))
			}
		};
	}
	if (!(rollout.ours.length === 0 && rollout.watched > 0) || before === void 0) return anew;
	const baked = rollout.watched >= rollout.goal.bakeTime;
	if (pending.elapsed < pollInterval && !(baked && pending.elapsed > 0)) return memory;
	const seen = rollout.watched < initialDelay ? null : poll(since(before, counted));
	const { state, verdict, evidence } = judge.judge(rollout.judge, seen, baked && seen !== null);
	return {
		...anew,
		verdict,
		evidence,
		rollout: {
			...rollout,
			judge: state
		}
	};
}

// src/strategies/silence.ts
/** Takes note of since when a balancer has not answered. */
function heard(memory, silent, now) {
	return {
		...memory,
		silentSince: silent.length === 0 ? null : memory.silentSince ?? now.mono
	};
}
/**
* What may be done of a decision while balancers do not answer. Going forward needs all of them. Going back commands those that
* answer (`relieves`), stops nothing that a silent one may still use, and ends `stuck` at the deadline, naming them.
*/
function despiteSilence(decision, silent, memory, now, { interval, progressDeadline }, relieves) {
	if (silent.length === 0 || decision.do === "back" || decision.do === "pause" || decision.do === "stuck") return decision;
	const back = memory.rollout.direction === "back";
	if (back && decision.do === "step" && relieves(decision.step)) return decision;
	const deadline = (memory.silentSince ?? now.mono) + progressDeadline;
	const why = `${silent.join(", ")} ${silent.length === 1 ? "does" : "do"} not answer`;
	if (now.mono < deadline) return {
		do: "wait",
		until: at(now, Math.min(deadline, now.mono + interval)),
		why
	};
	const reason = {
		code: "balancer-unreachable",
		message: `${why}, for ${progressDeadline / 1e3} s`
	};
	return {
		do: back ? "stuck" : "back",
		reason
	};
}

// src/strategies/rolling.ts
/** Replaces the instances of a fleet batch by batch; never fewer in rotation than allowed, on the way back neither. */
function rolling(ports, settings) {
	const { fleet, batches } = ports;
	return {
		async observe(signal) {
			const [view, counters, counted] = await Promise.all([
				fleet.instances(signal),
				ports.metrics?.read(signal) ?? [],
				batches?.byInstance(signal) ?? []
			]);
			return {
				...view,
				counters,
				counted
			};
		},
		remember(memory, view, now) {
			const ready = view.instances.filter((instance) => instance.ready).map((instance) => instance.name);
			const seen = {
				distance: distance(view, memory.rollout),
				ready,
				counters: view.counters,
				weight: share(view, memory.rollout)
			};
			const remembered = look(memory, seen, now, 2 * settings.interval);
			const out = new Set(view.instances.filter((instance) => !instance.inRotation).map((instance) => instance.name));
			const spare = new Set(view.spare);
			const ours = remembered.rollout.ours.filter((name) => out.has(name) || spare.has(name));
			const looked = {
				...remembered,
				rollout: {
					...remembered.rollout,
					ours
				}
			};
			const isNew = (instance) => runs(instance, looked.rollout.goal);
			return heard(batches ? judgedBatch(looked, view, isNew, batches) : looked, view.silent ?? [], now);
		},
		decide: (view, memory, now) => despiteSilence(decide$1(view, memory, now, settings), view.silent ?? [], memory, now, settings, (step) => step.kind === "restore"),
		intend: intend$1,
		done: (memory, step) => step.kind === "restore" ? {
			...memory,
			rollout: {
				...memory.rollout,
				watched: 0
			}
		} : memory,
		async perform(step, memory, signal) {
			if (step.kind === "restore") await prove(step.names, memory.rollout, signal);
			await all(step.names.map((name) => performOn(step.kind, name, memory.rollout.goal, signal)));
		},
		say,
		stage: (rollout) => rollout.direction === "back" ? "going back" : "rolling",
		picture: (view, { rollout }) => ({
			serving: view.instances.filter((instance) => instance.ready && instance.inRotation).length,
			wanted: view.wanted,
			updated: view.instances.filter((instance) => instance.ready && runs(instance, attempted(rollout))).length,
			weight: share(view, rollout),
			extra: Math.max(0, view.instances.length - view.wanted)
		}),
		imagine: imagine$1,
		...fleet.changed && { changed: (signal) => fleet.changed(signal) }
	};
	async function performOn(kind, name, goal, signal) {
		switch (kind) {
			case "drain": return fleet.drain(name, signal);
			case "replace": return fleet.replace(name, goal, signal);
			case "restore": return fleet.restore(name, signal);
			case "add": return fleet.add?.(name, goal, signal);
			case "remove": return fleet.remove?.(name, signal);
		}
	}
	/** The version before was proven when it went live; only the new one is asked. */
	async function prove(names, rollout, signal) {
		if (rollout.direction === "back" || !ports.smokeTest) return;
		const wrong = await ports.smokeTest.ask({ instances: names }, signal);
		if (wrong) throw new Refused("smoke-test-failed", `smoke test failed: ${wrong}`);
	}
}
/** Waits for all, then throws the first failure: nothing is left in flight. */
async function all(work) {
	const failed = (await Promise.allSettled(work)).find((result) => result.status === "rejected");
	if (failed) throw failed.reason;
}
/** Whether an instance runs the target. */
function runs(instance, target) {
	return instance.version !== null && instance.version === target.version && (target.spec === null || instance.spec === target.spec);
}
function decide$1(view, memory, now, settings) {
	const { rollout, verdict } = memory;
	if (verdict?.result === "fail") return {
		do: "back",
		reason: {
			code: "analysis-failed",
			message: verdict.text
		}
	};
	const turn = {
		view,
		goal: rollout.goal,
		ours: new Set(rollout.ours),
		replaced: rollout.replaced,
		serves: (instance) => now.mono - (memory.readySince[instance.name] ?? now.mono) >= settings.minReady,
		limits: settings.limits(view.wanted),
		first: rollout.first && !view.instances.some((instance) => instance.inRotation)
	};
	const move = next(turn);
	switch (move.do) {
		case "step": return move;
		case "drift": return {
			do: "stuck",
			reason: {
				code: "drift",
				message: `${move.name} was replaced by somebody else again and again; nothing more was done to it`
			}
		};
		case "failed": return {
			do: "back",
			reason: {
				code: "unready",
				message: move.why
			}
		};
		case "wait": {
			const deadline = memory.nearest.at + settings.progressDeadline;
			if (now.mono >= deadline) return {
				do: "back",
				reason: {
					code: move.code,
					message: `${move.why}, for ${settings.progressDeadline / 1e3} s`
				}
			};
			const next = settings.isTold ? now.mono + settings.interval : soon(memory, now, view.instances.length);
			return {
				do: "wait",
				until: at(now, Math.min(deadline, next)),
				why: move.why
			};
		}
		case "settled": {
			const bakeTime = rollout.goal.bakeTime;
			if (view.instances.some((instance) => runs(instance, rollout.goal)) && rollout.watched < bakeTime) return {
				do: "wait",
				until: at(now, now.mono + bakeTime - rollout.watched),
				why: `baking for ${bakeTime / 1e3} s`
			};
			if (move.step) return {
				do: "step",
				step: move.step
			};
			const left = move.left.length > 0 ? `; left alone because somebody took them out of rotation: ${move.left.join(", ")}` : "";
			const message = `${view.instances.length - move.left.length} of ${view.wanted} instances run it${left}`;
			return {
				do: "finish",
				outcome: "promoted",
				reason: {
					code: rollout.first ? "first-deployment" : "done",
					message
				}
			};
		}
	}
}
function attempted(rollout) {
	return rollout.attempted;
}
function intend$1(memory, step) {
	const { rollout } = memory;
	const taken = [.../* @__PURE__ */ new Set([...rollout.ours, ...step.names])];
	switch (step.kind) {
		case "drain": return {
			...memory,
			rollout: {
				...rollout,
				ours: taken
			}
		};
		case "add":
		case "replace": {
			const counted = Object.fromEntries(step.names.map((name) => [name, (rollout.replaced[name] ?? 0) + 1]));
			const ours = step.kind === "add" ? taken : rollout.ours;
			return {
				...memory,
				rollout: {
					...rollout,
					ours,
					replaced: {
						...rollout.replaced,
						...counted
					}
				}
			};
		}
		default: return memory;
	}
}
/** Steps still to be taken, counted by instance: serving new 0, ready 1, starting 2, drained 3, serving old 4. */
function distance(view, rollout) {
	const ours = new Set(rollout.ours);
	const rank = (instance) => {
		if (!runs(instance, rollout.goal)) return instance.inRotation ? 4 : ours.has(instance.name) ? 3 : 0;
		return !instance.ready ? 2 : instance.inRotation ? 0 : 1;
	};
	const missing = Math.max(0, view.wanted - view.instances.filter((instance) => runs(instance, rollout.goal)).length);
	return view.instances.reduce((sum, instance) => sum + rank(instance), 5 * missing);
}
function share(view, rollout) {
	const serving = view.instances.filter((instance) => instance.ready && instance.inRotation);
	const updated = serving.filter((instance) => runs(instance, attempted(rollout)));
	return serving.length === 0 ? 0 : Math.round(100 * updated.length / serving.length);
}
function say(step, view) {
	const words = {
		drain: "drain",
		replace: "replace",
		restore: "put in rotation",
		add: "start",
		remove: "remove"
	};
	const willRotate = ({ name, inRotation }) => step.names.includes(name) ? step.kind === "restore" : inRotation;
	const serving = view.instances.filter((instance) => instance.ready && willRotate(instance));
	return `${words[step.kind]} ${step.names.join(", ")} · ${serving.length} of ${view.wanted} serve`;
}
function imagine$1(view, step) {
	const names = new Set(step.names);
	const change = (instance) => {
		if (!names.has(instance.name)) return instance;
		if (step.kind === "drain") return {
			...instance,
			inRotation: false
		};
		if (step.kind === "restore") return {
			...instance,
			inRotation: true
		};
		return {
			...instance,
			version: step.target.version,
			spec: step.target.spec,
			ready: true
		};
	};
	if (step.kind === "remove") return {
		...view,
		instances: view.instances.filter((instance) => !names.has(instance.name))
	};
	if (step.kind === "add") {
		const made = step.names.map((name) => ({
			name,
			...step.target,
			ready: true,
			inRotation: false
		}));
		return {
			...view,
			instances: [...view.instances, ...made],
			spare: (view.spare ?? []).filter((name) => !names.has(name))
		};
	}
	return {
		...view,
		instances: view.instances.map(change)
	};
}

// src/strategies/bake.ts
/** Milliseconds for which the traffic is taken to stay as it is. */
const RECENT = 6e5;
/** Lets the judge look once per poll interval, or at each reading of the service file's metrics, while the new version has its weight. */
function judged(memory, view, ports, settings) {
	const { rollout, pending } = memory;
	const { goal } = sides(view, rollout);
	const weight = weightOf(view, goal);
	const shifted = weight === rollout.goal.weight && weight > 0;
	const anew = {
		...memory,
		measured: latest(memory, view),
		pending: {
			served: {},
			elapsed: 0
		}
	};
	if (rollout.direction === "back" || !(ports.metrics || view.measured) || !shifted || rollout.watched === 0) {
		if (rollout.direction === "back" || rollout.first || rollout.broughtHome || weight > 0) return anew;
		const before = rollout.judge === null ? {
			...memory,
			pending: {
				...pending,
				served: ever(view.counters)
			}
		} : memory;
		return {
			...anew,
			rollout: {
				...rollout,
				judge: ports.judge.note(rollout.judge, pollOf(before, view, ports.metrics !== void 0))
			}
		};
	}
	const baked = rollout.watched >= rollout.goal.bakeTime;
	if (pending.elapsed === 0) return memory;
	if (view.measured && memory.measured.reading === 0) return {
		...memory,
		measured: anew.measured
	};
	const waits = view.measured !== void 0 && (memory.verdict === null || rollout.watched - pending.elapsed >= rollout.goal.bakeTime);
	if (!(view.measured ? isNews(memory, view) : pending.elapsed >= settings.pollInterval) && (!baked || waits)) return memory;
	const poll = rollout.watched < settings.initialDelay ? null : pollOf(memory, view, ports.metrics !== void 0);
	const { state, verdict, evidence } = ports.judge.judge(rollout.judge, poll, baked && poll !== null);
	return {
		...anew,
		evidence,
		verdict,
		rollout: {
			...rollout,
			judge: state
		}
	};
}
/** Whether anything counts requests, be it the platform or a metric of the service file. */
function isMeasured({ counters, measured }) {
	return counters.length > 0 || measured !== void 0;
}
function isNews({ measured: before }, { measured }) {
	return measured !== void 0 && measured.reading !== before.reading;
}
/** The last counters of each metric, also of one that says nothing now. */
function latest({ measured: before }, { measured }) {
	const now = Object.entries(measured?.counters ?? {}).flatMap(([name, told]) => "value" in told ? [[name, told.value]] : []);
	return {
		reading: measured?.reading ?? 0,
		counters: {
			...before.counters,
			...Object.fromEntries(now)
		}
	};
}
function pollOf(memory, view, isCounted) {
	const { rollout, pending, measured: before } = memory;
	const { goal, other } = sides(view, rollout);
	const none = {
		requests: 0,
		errors: 0
	};
	const counted = (served, [first]) => ({
		canary: served[goal.name] ?? none,
		stable: served[other.name] ?? none,
		...first?.edges && { edges: first.edges }
	});
	const news = isNews(memory, view) ? view.measured : void 0;
	const told = Object.entries(news?.counters ?? {}).map(([name, reading]) => {
		if ("noData" in reading) return [name, reading];
		return [name, { value: counted(since(before.counters[name] ?? [], reading.value), reading.value) }];
	});
	return {
		elapsed: pending.elapsed,
		beside: rollout.goal.weight < 100,
		own: isCounted ? counted(pending.served, view.counters) : null,
		counted: Object.fromEntries(told),
		numbers: news?.numbers ?? {}
	};
}
/** What is to be expected of a canary's step that a shift begins; null where nothing is, or nobody counts. */
function foreseen(step, view, { rollout }, ports) {
	const { stage, bakeTime } = rollout.goal;
	if (!(step.kind === "shift" && rollout.direction === "forward" && stage === "canary" && step.to > 0 && step.to < 100) || view.counters.length === 0) return null;
	return ports.judge.foresee(rollout.judge, {
		requestsPerMillisecond: pace(rollout.samples),
		weight: step.to,
		bakeTime
	});
}
/** Requests a millisecond in the last minutes; null where none was seen. */
function pace(samples) {
	const last = samples.at(-1)?.at ?? 0;
	const [first, ...others] = samples.filter(({ at }) => last - at <= RECENT);
	const requests = others.reduce((sum, sample) => sum + sample.requests, 0);
	return first === void 0 || requests === 0 || last <= first.at ? null : requests / (last - first.at);
}
/** null: nothing speaks against going on. */
function judge(memory, view, now, settings) {
	const { rollout, verdict } = memory;
	if (verdict?.result === "fail") return {
		do: "back",
		reason: {
			code: "analysis-failed",
			message: verdict.text
		}
	};
	const left = rollout.goal.bakeTime - rollout.watched;
	const isPassed = rollout.goal.stage === "canary" && verdict?.result === "pass";
	if (left > 0 && !isPassed) return {
		do: "wait",
		until: at(now, now.mono + left),
		why: `baking for ${rollout.goal.bakeTime / 1e3} s`
	};
	if (rollout.goal.stage !== "canary" || rollout.goal.weight === 0 || isPassed) return null;
	if (verdict === null) return !isMeasured(view) ? null : {
		do: "wait",
		until: at(now, now.mono + settings.interval),
		why: "judging"
	};
	if (verdict.result === "undecided" && rollout.watched < rollout.goal.bakeTime + settings.analysisTimeout) return {
		do: "wait",
		until: at(now, now.mono + rollout.goal.bakeTime + settings.analysisTimeout - rollout.watched),
		why: `judging: ${verdict.text}`,
		news: withoutNumbers(verdict.text)
	};
	if (settings.onInconclusive === "pass") return null;
	const reason = {
		code: "analysis-inconclusive",
		message: verdict.text
	};
	return settings.onInconclusive === "rollback" ? {
		do: "back",
		reason
	} : {
		do: "pause",
		reason
	};
}
/** Words alone: a judge counts on at each look. */
function withoutNumbers(text) {
	return text.replaceAll(/\d[\d.,hms]*/g, "");
}

// src/strategies/home.ts
/** Whether the other track serves the version, and the user's own object is being brought to it. */
function isComingHome({ broughtHome, direction }) {
	return broughtHome && direction === "forward";
}
/**
* Whether a track is the user's own, and whatever they make of it is right: once it is left for good; and on the way back where it was not told
* anything, or where somebody made something else of it since and sent the traffic there.
*/
function isTheirsAgain(track, rollout, weight, home) {
	const { direction, broughtHome, retiring, replaced } = rollout;
	if (track.name !== home) return false;
	if (broughtHome && retiring) return true;
	return direction === "back" && (!broughtHome || track.drift !== void 0 && weight > 0 && (replaced[home] ?? 0) === 0);
}
/** The same strategy once more, with the user's own object as its goal: what serves the version keeps all the traffic until that is proven. */
function comeHome(home, size, rollout) {
	const { goal, accepted } = rollout;
	if (home.drift && !accepted?.includes(home.drift)) {
		const choice = `\`promote\` replaces that by ${goal.version}; \`rollback\` sends the traffic to it and takes ${goal.track} away`;
		return {
			do: "pause",
			reason: {
				code: "drift",
				message: `${home.drift}. ${choice}`
			}
		};
	}
	return {
		do: "step",
		step: {
			kind: "home",
			track: home.name,
			size,
			goal: {
				...goal,
				track: home.name,
				bakeTime: 0,
				keepOld: 0
			}
		}
	};
}

// src/strategies/interference.ts
/** What is done where somebody else changed the tracks or the traffic in the middle; null: nobody did, or it changes nothing. */
function answerTo(view, memory, now, { home, interval }) {
	const { rollout } = memory;
	const { goal, other } = sides(view, rollout);
	const { drift } = view.router;
	if (goal.name !== home) return drift && rollout.direction === "forward" ? {
		do: "back",
		reason: {
			code: "drift",
			message: drift
		}
	} : null;
	const weight = weightOf(view, goal);
	if (goal.drift && (rollout.replaced[goal.name] ?? 0) > 0) {
		const message = [drift, goal.drift].filter((text) => text !== void 0).join("; ");
		const settled = (memory.driftSince ?? now.mono) + interval;
		if (now.mono < settled) return {
			do: "wait",
			until: at(now, settled),
			why: message
		};
		if (rollout.direction === "forward" && weight > 0) return {
			do: "back",
			reason: {
				code: "drift",
				message
			}
		};
		return {
			do: "stuck",
			reason: {
				code: "drift",
				message: `${message}; nothing more was done to it`
			}
		};
	}
	if (weight < 100 && other.ready === 0 && (goal.serving ?? goal.ready) > 0) return {
		do: "step",
		step: {
			kind: "shift",
			track: goal.name,
			other: other.name,
			from: weight,
			to: 100
		}
	};
	return null;
}
/** A wait says what somebody else has changed meanwhile, although nothing is done about it now. */
function naming(decision, view) {
	const said = [...view.tracks.map(({ drift }) => drift), view.router.drift].filter((drift) => drift !== void 0);
	return decision.do === "wait" && said.length > 0 ? {
		...decision,
		why: `${decision.why} (${said.join("; ")})`
	} : decision;
}

// src/strategies/proven.ts
/** Milliseconds for which a smoke test tells how users fare. */
const PROVED_FOR = 3e4;
/** What is journaled of a smoke test that the goal's track passed: as it was deployed, or after a bake. */
function proof({ track, version, spec, weight }, again) {
	return `${track}:${version}:${spec}${again ? ` after its bake at ${weight} %` : ""}`;
}
/** Passed a smoke test since it was deployed; one after a bake counts also for the steps that follow. */
function isProved({ proved, goal }) {
	const first = proof(goal, false);
	return proved === first || (proved?.startsWith(`${first} after`) ?? false);
}
/** Whether what bakes is to be asked once more, where nothing else tells how its users fare. */
function isDue({ rollout, provedAt }, now, { provesAgain }) {
	const { goal, direction, watched } = rollout;
	return direction === "forward" && goal.weight > 0 && watched < goal.bakeTime && provesAgain === true && provedAt !== null && now.mono - provedAt >= PROVED_FOR;
}

// src/strategies/ready.ts
/** Waits until `enough` instances of the goal's track are ready, and have been for `min-ready`; back where they cannot, or the deadline is over. */
function waitUntilReady(goal, enough, memory, now, settings) {
	const why = `${goal.name}: ${goal.ready} of ${enough} ready${noted(goal)}`;
	if (goal.failed) return {
		do: "back",
		reason: {
			code: "unready",
			message: `${goal.name} cannot become ready${noted(goal)}`
		}
	};
	const deadline = memory.nearest.at + settings.progressDeadline;
	if (now.mono >= deadline) return {
		do: "back",
		reason: {
			code: "progress-deadline",
			message: `${why}, for ${settings.progressDeadline / 1e3} s`
		}
	};
	return {
		do: "wait",
		until: at(now, Math.min(deadline, nextLook(goal, enough, memory, now, settings))),
		why
	};
}
function nextLook(goal, enough, memory, now, { minReady, interval, isTold }) {
	if (goal.ready >= enough) return (memory.readySince[goal.name] ?? now.mono) + minReady;
	if (isTold || memory.unready > 0) return now.mono + interval;
	return soon(memory, now, goal.wanted);
}
/** What the platform says of a track, in brackets. */
function noted(track) {
	return track.note ? ` (${track.note})` : "";
}

// src/strategies/track-perform.ts
/** Does a step. Throws `Refused` where trying again is pointless. */
async function perform(ports, step, rollout, signal, warn) {
	switch (step.kind) {
		case "deploy":
		case "home": return ports.tracks.deploy(step.track, step.goal, step.size, signal);
		case "scale": return ports.tracks.scale(step.track, step.size, signal);
		case "prove":
			if (!step.again) await present(ports, step.track, signal);
			return pass(ports, { track: step.track }, signal);
		case "shift": {
			const weights = {
				[step.track]: step.to,
				[step.other]: 100 - step.to
			};
			await ports.router.shift(weights, signal);
			await ports.router.verify(weights, signal);
			if (rollout.direction === "forward") await pass(ports, "service", signal);
			return;
		}
		case "retire":
			await ports.router.preview?.point(null, signal);
			await ports.router.unwire?.(signal);
			return ports.tracks.retire(step.track, signal, warn);
	}
}
/** Lets the router and preview requests know of a track. */
async function present({ tracks, router }, track, signal) {
	if (track !== tracks.home) await router.wire?.(track, signal);
	await router.preview?.point(track, signal);
}
async function pass(ports, whom, signal) {
	const wrong = await ports.smokeTest?.ask(whom, signal);
	if (wrong) throw new Refused("smoke-test-failed", `smoke test failed: ${wrong}`);
}

// src/strategies/track-size.ts
/** How many ready instances can carry a weight: \u2308full × weight\u2309, at least one. */
function carrying(weight, full) {
	return Math.max(1, Math.ceil(full * weight / 100));
}
/** The fewest ready instances with which a track may go on serving a weight, where so many (`capacity`) were there to carry it. */
function floorOf(weight, full, capacity, { spare }) {
	const size = Math.min(carrying(weight, full), capacity);
	return Math.max(1, size - (spare?.(size) ?? 0));
}
/** How many instances the goal's track is to have: all before a switch, else what its weight needs. It is never made smaller while it serves. */
function sizeOf(goal, weight, full, sizes) {
	if (sizes.alwaysFull || goal.stage === "switched" || goal.stage === "retired") return full;
	if (goal.stage === "prepared") return Math.max(1, sizes.previewSize(full));
	return (sizes.sizeFor ?? carrying)(Math.max(weight, goal.weight), full);
}

// src/strategies/track-step.ts
/** A step in words, with what somebody else made of where the traffic goes. */
function trackSay(step, view) {
	switch (step.kind) {
		case "deploy": return `bring up ${step.size} of ${step.goal.version ?? "the version before"} on ${step.track}${changed(view, step.track)}`;
		case "home": return `bring ${step.track}${isShared(view) ? "" : ", which has no traffic,"} to ${step.goal.version}`;
		case "scale": return `scale ${step.track} to ${step.size}`;
		case "prove": return step.again ? `ask ${step.track} again ${step.again}` : `prove ${step.track}${isShared(view) ? "" : " before it gets traffic"}`;
		case "shift": return `shift ${step.track} ${step.from} % \u2192 ${step.to} %${changed(view, step.track)}`;
		case "retire": return `retire ${step.track}`;
	}
}
/** What somebody else made of a track, and of where the traffic goes. */
function changed({ tracks, router }, track) {
	return [tracks.find(({ name }) => name === track)?.drift, router.drift].map((text) => text === void 0 ? "" : ` · ${text}`).join("");
}
/** Whether both tracks get some, whatever their weights: the router says what these come to. */
function isShared({ router }) {
	return router.share !== void 0;
}
/** The view after a step, if all goes well. */
function imagine(view, step) {
	const change = (name, patch) => {
		const [a, b] = view.tracks;
		return {
			...view,
			tracks: [a.name === name ? {
				...a,
				...patch
			} : a, b.name === name ? {
				...b,
				...patch
			} : b]
		};
	};
	switch (step.kind) {
		case "deploy":
		case "home": return change(step.track, {
			version: step.goal.version,
			spec: step.goal.spec,
			mixed: false,
			wanted: step.size,
			ready: step.size
		});
		case "scale": return change(step.track, {
			wanted: step.size,
			ready: step.size
		});
		case "shift": return {
			...view,
			router: {
				...view.router,
				agreed: true,
				weights: {
					[step.track]: step.to,
					[step.other]: 100 - step.to
				}
			}
		};
		case "retire": return change(step.track, {
			wanted: 0,
			ready: 0,
			version: null,
			spec: null
		});
		case "prove": return view;
	}
}

// src/strategies/tracks.ts
/**
* Two tracks and a router: the goal's track is brought to the version, proven, given its weight, baked and judged; then the other is retired.
* Where that other one is the user's own object, it becomes the goal instead, and what served the version meanwhile is retired.
*/
function tracks(ports, settings) {
	return {
		async observe(signal) {
			const [view, router, counters] = await Promise.all([
				ports.tracks.read(signal),
				ports.router.read(signal),
				ports.metrics?.read(signal) ?? []
			]);
			return {
				...view,
				router,
				counters,
				...ports.measured && { measured: ports.measured() }
			};
		},
		remember: (memory, view, now) => heard(judged(lookedAt(memory, view, now, settings), view, ports, settings), view.router.silent, now),
		decide: (view, memory, now) => despiteSilence(naming(decide(view, memory, now, settings), view), view.router.silent, memory, now, settings, relieves),
		intend: (memory, step) => intend(memory, step, settings.home),
		done(memory, step) {
			if (step.kind !== "prove") return memory;
			const { lookedAt: provedAt, rollout } = memory;
			const proved = step.again === "in its bake" ? rollout.proved : proof(rollout.goal, step.again !== false);
			return {
				...memory,
				provedAt,
				rollout: {
					...rollout,
					proved
				}
			};
		},
		perform: (step, memory, signal, warn) => perform(ports, step, memory.rollout, signal, warn),
		say: (step, view, memory) => [trackSay(step, view), foreseen(step, view, memory, ports) ?? []].flat().join(" · "),
		stage,
		picture(view, { rollout }) {
			const { goal, other } = sides(view, rollout);
			const carrying = [goal, other].filter((track) => weightOf(view, track) > 0);
			const updated = rollout.direction === "back" ? other : goal;
			return {
				serving: carrying.reduce((sum, track) => sum + track.ready, 0),
				wanted: view.full,
				updated: updated.ready,
				weight: isComingHome(rollout) ? 100 : weightOf(view, updated),
				extra: Math.max(0, goal.wanted + other.wanted - view.full)
			};
		},
		imagine,
		...ports.tracks.changed && { changed: (signal) => ports.tracks.changed(signal) }
	};
}
function relieves(step) {
	return step.kind === "shift";
}
/** So many times instances may end after they were proven: one that ends may have met bad luck. */
const MOST_RESTARTS = 2;
/** null on the way back to what nobody knows: it is taken as it is, but for the user's own object, which knows what it ran before it was told. */
function runsGoal(track, { goal, broughtHome }) {
	if (goal.version === null) return !broughtHome || track.spec === null;
	return !track.mixed && track.wanted > 0 && track.version === goal.version && (goal.spec === null || track.spec === goal.spec);
}
function lookedAt(memory, view, now, settings) {
	const { rollout } = memory;
	const { goal, other } = sides(view, rollout);
	const weight = weightOf(view, goal);
	const capacity = Math.max(memory.capacity ?? goal.wanted, goal.ready);
	const carries = goal.ready >= floorOf(weight, view.full, capacity, settings);
	const whole = goal.ready >= sizeOf(rollout.goal, weight, view.full, settings);
	const distance = (runsGoal(goal, rollout) ? 0 : 1e3) + Math.max(0, goal.wanted - goal.ready) + Math.abs(rollout.goal.weight - weight) + (rollout.goal.stage === "retired" ? other.wanted : 0) + (rollout.proved === null ? 1 : 0);
	const shown = rollout.direction === "back" ? 100 - weight : isComingHome(rollout) ? 100 : weight;
	const seen = {
		distance,
		ready: whole ? [goal.name] : [],
		counters: view.counters,
		weight: shown
	};
	const looked = look(memory, seen, now, 2 * settings.interval);
	const nearest = whole && weight === rollout.goal.weight ? {
		...looked.nearest,
		at: now.mono
	} : looked.nearest;
	const restarts = isProved(rollout) ? memory.restarts ?? goal.restarts ?? null : null;
	const driftSince = goal.drift === void 0 ? null : memory.driftSince ?? now.mono;
	const unready = weight > 0 && !carries ? memory.unready + 1 : 0;
	const leaves = rollout.direction === "back" && isTheirsAgain(goal, rollout, weight, settings.home) && goal.drift !== void 0 && !runsGoal(goal, rollout);
	const provedAt = memory.provedAt ?? now.mono;
	const remembered = {
		...looked,
		nearest,
		restarts,
		capacity,
		driftSince,
		unready,
		provedAt
	};
	return leaves ? {
		...remembered,
		rollout: {
			...looked.rollout,
			accepted: goal.drift ?? null
		}
	} : remembered;
}
function decide(view, memory, now, settings) {
	const { rollout } = memory;
	const { goal, other } = sides(view, rollout);
	const weight = weightOf(view, goal);
	const back = rollout.direction === "back";
	const needed = sizeOf(rollout.goal, weight, view.full, settings);
	const isTheirs = isTheirsAgain(goal, rollout, weight, settings.home);
	const answer = answerTo(view, memory, now, settings);
	if (answer && !isTheirs) return answer;
	if (!isTheirs && !runsGoal(goal, rollout)) {
		if (weight > 0 && !back) {
			const what = goal.wanted === 0 ? "is gone: somebody deleted it" : "serves and runs something else: somebody changed it";
			return {
				do: "back",
				reason: {
					code: "drift",
					message: goal.drift ?? `${goal.name} ${what}`
				}
			};
		}
		return {
			do: "step",
			step: {
				kind: "deploy",
				track: goal.name,
				size: needed,
				goal: rollout.goal
			}
		};
	}
	if (goal.wanted < needed && (rollout.goal.version !== null || goal.name === settings.home)) return {
		do: "step",
		step: {
			...settings.alwaysFull ? {
				kind: "deploy",
				goal: rollout.goal
			} : { kind: "scale" },
			track: goal.name,
			size: needed
		}
	};
	const unknown = rollout.goal.version === null && goal.name !== settings.home;
	if (back && unknown && !rollout.first && weight < 100 && goal.ready < needed) return {
		do: "stuck",
		reason: {
			code: "no-previous-version",
			message: `${goal.name} has ${goal.ready} of ${needed} instances ready, and nobody knows which version would bring the others up`
		}
	};
	const enough = unknown ? 0 : back && weight > 0 ? 1 : needed;
	if (weight > 0 && !back && memory.unready >= 2 && goal.name !== settings.home) return {
		do: "back",
		reason: {
			code: "unready",
			message: `${goal.name} has ${goal.ready} ready instances and its weight needs ${carrying(weight, view.full)}${noted(goal)}`
		}
	};
	const restarted = (goal.restarts ?? 0) - (memory.restarts ?? goal.restarts ?? 0);
	if (restarted >= MOST_RESTARTS && !back) return {
		do: "back",
		reason: {
			code: "unready",
			message: `instances of ${goal.name} ended ${restarted} times since they were proven, and were started again${noted(goal)}`
		}
	};
	if (goal.ready < enough || now.mono - (memory.readySince[goal.name] ?? now.mono) < (back ? 0 : settings.minReady)) return waitUntilReady(goal, enough, memory, now, settings);
	if (!back && !isProved(rollout)) return {
		do: "step",
		step: {
			kind: "prove",
			track: goal.name,
			again: false
		}
	};
	if (rollout.goal.stage === "prepared") return {
		do: "finish",
		outcome: "prepared",
		reason: {
			code: "done",
			message: `${goal.name} is ready and proven, without traffic`
		}
	};
	if (weight !== rollout.goal.weight || !view.router.agreed) return {
		do: "step",
		step: {
			kind: "shift",
			track: goal.name,
			other: other.name,
			from: weight,
			to: rollout.goal.weight
		}
	};
	if (isDue(memory, now, settings)) return {
		do: "step",
		step: {
			kind: "prove",
			track: goal.name,
			again: "in its bake"
		}
	};
	return back ? retire(other, view, rollout, settings) : judge(memory, view, now, settings) ?? afterBake(other, view, memory, now, settings);
}
function afterBake(other, view, memory, now, settings) {
	const { rollout } = memory;
	const { goal } = rollout;
	if (settings.provesAgain && goal.bakeTime > 0 && rollout.proved !== proof(goal, true)) return {
		do: "step",
		step: {
			kind: "prove",
			track: goal.track,
			again: "after its bake"
		}
	};
	const message = `${goal.track} serves ${goal.weight} %${served(view)}`;
	if (goal.stage === "canary" && !rollout.first) return {
		do: "finish",
		outcome: "canary",
		reason: {
			code: "done",
			message
		}
	};
	if (goal.stage === "switched" && !rollout.first) return {
		do: "finish",
		outcome: "switched",
		reason: {
			code: "done",
			message
		}
	};
	const left = goal.bakeTime + goal.keepOld - rollout.watched;
	if (left > 0 && other.wanted > 0) return {
		do: "wait",
		until: at(now, now.mono + left),
		why: `keeping ${other.name} for ${goal.keepOld / 1e3} s, ready to take the traffic back`
	};
	return retire(other, view, rollout, settings);
}
/** What people should know of a weight that is given. */
function served(view) {
	const { router, tracks, measured } = view;
	const drift = tracks.flatMap((track) => track.drift ?? []);
	const share = router.share === void 0 ? "" : ` (${router.share})`;
	const silent = Object.entries({
		...measured?.counters,
		...measured?.numbers
	}).flatMap(([name, reading]) => "noData" in reading ? [`metric ${name} says nothing: ${reading.noData}`] : []);
	return `${share}${[...isMeasured(view) ? silent : ["no metric was looked at"], ...drift].map((text) => `; ${text}`).join("")}`;
}
function retire(other, view, rollout, { home }) {
	if (other.name === home) return comeHome(other, view.full, rollout);
	if (other.wanted > 0 || other.remains) return {
		do: "step",
		step: {
			kind: "retire",
			track: other.name
		}
	};
	const message = `${rollout.goal.track} has all the traffic`;
	const drift = rollout.direction === "back" ? rollout.accepted : sides(view, rollout).goal.drift;
	if (drift) return {
		do: "finish",
		outcome: "promoted",
		reason: {
			code: "drift",
			message: `${message}; ${drift}`
		}
	};
	return {
		do: "finish",
		outcome: "promoted",
		reason: {
			code: rollout.first ? "first-deployment" : "done",
			message
		}
	};
}
function intend(memory, step, home) {
	const { rollout } = memory;
	if (step.kind === "deploy" || step.kind === "home") {
		const replaced = step.track === home ? {
			...rollout.replaced,
			[home]: (rollout.replaced[home] ?? 0) + 1
		} : rollout.replaced;
		const told = {
			...memory,
			rollout: {
				...rollout,
				replaced,
				proved: null
			}
		};
		if (step.kind === "deploy") return told;
		const nearest = {
			distance: Number.POSITIVE_INFINITY,
			at: memory.lookedAt ?? memory.nearest.at
		};
		return {
			...told,
			nearest,
			verdict: null,
			capacity: null,
			unready: 0,
			rollout: {
				...told.rollout,
				goal: step.goal,
				broughtHome: true,
				watched: 0
			}
		};
	}
	if (step.kind === "shift") return {
		...memory,
		verdict: null,
		rollout: {
			...rollout,
			weight: rollout.direction === "back" ? 100 - step.to : step.to,
			watched: 0
		}
	};
	if (step.kind === "retire") return {
		...memory,
		rollout: {
			...rollout,
			retiring: true
		}
	};
	return memory;
}
function stage(rollout) {
	if (rollout.direction === "back") return "going back";
	if (isComingHome(rollout)) return "bring home";
	if (rollout.retiring) return "retire";
	if (rollout.goal.stage === "prepared" || rollout.proved === null) return "prepare";
	return rollout.goal.stage === "canary" ? `canary ${rollout.goal.weight} %` : "switch";
}

export { rolling as n, managedRolling as r, tracks as t };