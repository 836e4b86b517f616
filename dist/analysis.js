import { Ct as grouped, gt as formatDuration } from "./first.js";

// src/analysis/bets.ts
/** As the reference values were computed. */
const PLAIN = {
	name: "plain",
	worse: [
		1.25,
		1.5,
		2,
		4,
		10,
		50
	].map((times) => ({
		times,
		part: 1 / 6
	})),
	better: [
		0,
		.1,
		.25,
		.5,
		.7,
		.85
	],
	plan: {
		start: .5,
		tail: 0,
		polls: 360
	},
	doubt: null
};
/**
* As rollouts are judged: most is bet on a version that is bad from its start, and on what is looked for most; chance is not taken for bursts,
* and bursts that nothing is known of are reckoned with. What that is worth: docs/decisions/0036-bursts-are-learned-on-both-sides.md.
*/
const STANDARD = {
	...PLAIN,
	name: "standard-2",
	worse: [
		{
			times: 1.25,
			part: .05
		},
		{
			times: 1.5,
			part: .15
		},
		{
			times: 2,
			part: .32
		},
		{
			times: 4,
			part: .27
		},
		{
			times: 10,
			part: .14
		},
		{
			times: 50,
			part: .07
		}
	],
	plan: {
		start: .8,
		tail: .05,
		polls: 360
	},
	doubt: 40
};

// src/analysis/evidence.ts
const NONE$1 = {
	requests: 0,
	bad: 0
};
/** The factors' exponents and the scores are cut here, which only ever lowers them: without it an outage overflows to NaN. */
const MOST_EXPONENT = 200;
const MOST_SCORE = 1e100;
/** How much of what is learned about bursts one pair of polls may add, in variances. */
const MOST_SURPRISE = 50;
/** How many times the learned size bursts are taken for, as they are not all of one size. */
const VARYING = 1.25;
/**
* For "not worse": the canary's odds of a bad request are at most `tolerance` times stable's.
*
* Given what both served and the bad ones k of both, the canary's bad ones are hypergeometric (Fisher 1935), with a mean of at most kw.
* Such a count is a sum of independent yes or no (Harkness 1965), so E r^x is at most that of k draws with mean w, and that of the
* canary's n requests with mean q (Hoeffding 1956); the smaller one of two bounds is a bound.
*/
function logShare(r, { canary, stable }, tolerance) {
	const { requests } = canary;
	const bad = canary.bad + stable.bad;
	if (requests === 0 || stable.requests === 0 || bad === 0) return 0;
	const w = portion(tolerance, canary, stable);
	const q = Math.min(1, bad * w / requests);
	return power(r, canary.bad) - Math.min(bad * Math.log1p(w * (r - 1)), requests * Math.log1p(q * (r - 1)));
}
/** For "unacceptable": the canary's odds are at least `ratio` times stable's. With r < 1, the same bound by draws with a mean of at least w. */
function logRatio(r, { canary, stable }, ratio) {
	const bad = canary.bad + stable.bad;
	const w = portion(ratio, canary, stable);
	if (canary.requests === 0 || stable.requests === 0 || bad === 0 || w === 1) return 0;
	return power(r, canary.bad) - bad * Math.log1p(w * (r - 1));
}
/** For "at most `rate` bad" with r > 1, and for "at least" with r < 1: a binomial count's generating function (Chernoff 1952). */
function logRate(r, { requests, bad }, rate) {
	return requests === 0 || rate >= 1 ? 0 : power(r, bad) - requests * Math.log1p(rate * (r - 1));
}
/**
* What is newly bet at a poll, counted from 1. All together at most 1, so that the sum of the processes which begin at each
* poll is a mixture of e-processes (Shiryaev 1963; Shin, Ramdas and Rinaldo, "E-detectors", 2024, with a prior that adds up to 1).
*/
function newlyBet(poll, { start, tail, polls }) {
	if (poll === 1) return start;
	if (poll <= polls) return (1 - start - tail) / (polls - 1);
	return tail / ((poll - polls) * (poll - polls + 1));
}
/**
* The scores after a poll, from those before with what is newly bet on each. Whatever the guard says, it only ever lowers their sum, and
* with it the expectation; which of the scores are lowered does not matter, as all of them are lowered alike.
*/
function grown(scores, logs, guard) {
	const next = powered(scores, logs, guard);
	const sum = total(next);
	const limit = most(scores, logs, guard);
	return sum > limit ? next.map((score) => score / sum * limit) : next;
}
function most(scores, logs, { burst, rising, cap, least, doubt }) {
	const before = Math.max(total(scores), least);
	if (!doubt) return cap * before;
	const undoubted = total(powered(scores, logs, {
		burst: Math.max(burst, doubt.burst),
		rising: Math.max(rising, doubt.burst)
	}));
	return Math.max(Math.min(undoubted, cap * before), doubt.cap * before);
}
function powered(scores, logs, { burst, rising }) {
	const power = (log) => log / (log > 0 ? rising : burst);
	return scores.map((score, i) => Math.min(MOST_SCORE, score * Math.exp(Math.min(MOST_EXPONENT, power(logs[i])))));
}
/** Learns from a poll of a track and the one before it. Given their sum the later one's part is binomial (Przyborowski and Wilenski 1940). */
function learned({ seen, expected, spread }, before, now) {
	if (before.requests + now.requests === 0) return {
		seen,
		expected,
		spread
	};
	const share = now.requests / (before.requests + now.requests);
	const bad = before.bad + now.bad;
	const variance = bad * share * (1 - share);
	return {
		seen: seen + Math.min((now.bad - bad * share) ** 2, MOST_SURPRISE * variance),
		expected: expected + variance,
		spread: spread + variance ** 2
	};
}
/** The index of dispersion (Fisher 1925): 1 where bad requests come alone; drawn to 1 by two polls' worth while little is known. */
function burstSize({ seen, expected }) {
	return Math.max(1, (2 + seen) / (2 + expected));
}
/**
* The same, believed by as much as chance does not explain it: nothing under two standard deviations, all of it over four. By chance alone
* half of all estimates are over 1, and each of them would slow what is bet. Any size that is known before a poll keeps its factors' expectation under 1
* where bursts are no larger; they vary, and of geometric ones it is kept by a size that is larger by (r - 1) ln r / (2 (r - 1 - ln r)): 1.13 for r = 2, 1.29 for 4.
*/
function believedBurst(bursts) {
	const deviations = (bursts.seen - bursts.expected) / Math.sqrt(2 * bursts.spread + bursts.expected + Number.MIN_VALUE);
	return 1 + (VARYING * burstSize(bursts) - 1) * Math.min(1, Math.max(0, (deviations - 2) / 2));
}
/**
* How many times stable's odds the canary's may be, at confidence 1 - \u03b2: what the evidence for neither "at most" nor "at least" excludes
* (a confidence sequence: Howard, Ramdas, McAuliffe and Sekhon 2021). For people: no cap, no bursts, the whole prior at the start.
*/
function ratioBounds(polls, worse, better, beta) {
	const mean = (bets, log) => total(bets.map((r) => Math.exp(total(polls.map((poll) => log(r, poll)))))) / bets.length;
	return {
		lower: crossing((tolerance) => mean(worse, (r, poll) => logShare(r, poll, tolerance)) < 1 / beta),
		upper: crossing((ratio) => mean(better, (r, poll) => logRatio(r, poll, ratio)) >= 1 / beta)
	};
}
/** The largest share of bad requests that a side's counts do not exclude at confidence 1 - \u03b2. */
function upperRate(side, better, beta) {
	const mean = (rate) => total(better.map((r) => Math.exp(logRate(r, side, rate)))) / better.length;
	return Math.min(1, crossing((rate) => rate >= 1 || mean(rate) >= 1 / beta));
}
function together(a, b) {
	return {
		requests: a.requests + b.requests,
		bad: a.bad + b.bad
	};
}
function total(numbers) {
	let sum = 0;
	for (const number of numbers) sum += number;
	return sum;
}
/** The smallest positive number for which something holds that holds for all larger ones: 0 where for all, infinite where for none. */
function crossing(holds) {
	let [low, high] = [-30, 30];
	if (holds(Math.exp(low))) return 0;
	if (!holds(Math.exp(high))) return Number.POSITIVE_INFINITY;
	while (high - low > 1e-12) {
		const middle = (low + high) / 2;
		if (holds(Math.exp(middle))) high = middle;
		else low = middle;
	}
	return Math.exp(high);
}
/** The largest share of the bad requests that a canary gets whose odds are `odds` times stable's. */
function portion(odds, canary, stable) {
	return odds * canary.requests / (odds * canary.requests + stable.requests);
}
/** The logarithm of r to the power `count`, with 0 to the power 0 being 1. */
function power(r, count) {
	return count === 0 ? 0 : count * Math.log(r);
}

// src/analysis/judge.ts
const SCHEMA = 1;
/** Begins with no evidence, or goes on from what a journal carried, which must be of this version and these bets: evidence begun anew would multiply the false alarms. */
function carried(state, { bets }) {
	if (state === null || state === void 0) return {
		schema: SCHEMA,
		bets: bets.name,
		metrics: {}
	};
	const known = state;
	if (known.schema === SCHEMA && known.bets === bets.name) return state;
	throw new Error(`the journal carries an analysis of schema ${known.schema} with the bets ${known.bets}, and this version of Sluice goes on with schema ${SCHEMA} and the bets ${bets.name} only: finish the rollout with the version of Sluice that began it, or roll back and deploy again`);
}
/** The state after a poll: for each metric that answered, what was read at each of its edges. A metric that did not answer stays as it was. */
function polled(state, metrics, poll, limits) {
	const next = metrics.flatMap((metric) => {
		const readings = poll[metric.name];
		const edges = state.metrics[metric.name];
		if (!readings) return [];
		if (edges && edges.length !== readings.length) throw new Error(`${metric.name} was judged at ${edges.length} latency edges and has ${readings.length} now: give the balancer the edges it had when the rollout began, or roll back and deploy again`);
		return [[metric.name, readings.map((reading, i) => after$1(edges?.[i] ?? begun(limits.bets), reading, metric, limits))]];
	});
	return {
		...state,
		metrics: {
			...state.metrics,
			...Object.fromEntries(next)
		}
	};
}
/** The state with what stable served of a metric with one edge before the canary had traffic. */
function noted(state, { name }, earlier, { bets }) {
	const edge = state.metrics[name]?.[0] ?? begun(bets);
	return {
		...state,
		metrics: {
			...state.metrics,
			[name]: [{
				...edge,
				earlier: together(edge.earlier ?? NONE$1, clean(earlier))
			}]
		}
	};
}
/** The evidence that the canary is worse: an average of the metrics', as they are weighted, and of a metric's edges. */
function harm(state, metrics) {
	return total(metrics.map(({ name, weight }) => weight * mean((state.metrics[name] ?? []).map((edge) => total(edge.harm)))));
}
/** The evidence that the canary is acceptable: that of the metric of which least is known, as each could be unacceptable alone; an average of a metric's edges. */
function safety(state, metrics) {
	const known = metrics.map(({ name }) => {
		return mean((state.metrics[name] ?? []).map(({ ratio, floor }) => (total(ratio) + total(floor)) / 2));
	});
	return known.length === 0 ? 0 : Math.min(...known);
}
function found(state, metrics) {
	return {
		harm: harm(state, metrics),
		safety: safety(state, metrics)
	};
}
/** @param time whether a pass may be said (the bake time is over, or an early pass allowed), and whether the time to judge is over */
function verdictOf({ harm, safety }, { falseAlarmRate, confidence }, time) {
	if (harm >= 1 / falseAlarmRate) return "fail";
	if (time.mayPass && safety >= 1 / (1 - confidence)) return "pass";
	return time.over ? "inconclusive" : "undecided";
}
function begun({ worse, better }) {
	const even = better.map(() => 1 / better.length);
	return {
		polls: 0,
		harm: worse.map(() => 0),
		ratio: even,
		floor: even,
		bursts: {
			seen: 0,
			expected: 0,
			spread: 0
		},
		before: null,
		canaryBefore: null,
		canary: NONE$1,
		stable: NONE$1
	};
}
function after$1(state, reading, { weight, tolerance }, limits) {
	const { bets, maxErrorRatio, maxErrorRate } = limits;
	const polls = state.polls + 1;
	const cap = capOf(limits.falseAlarmRate * weight, limits.minPolls);
	const staked = (parts) => parts.map((part, i) => state.harm[i] + part * newlyBet(polls, bets.plan));
	if (![reading.canary, ...reading.stable ? [reading.stable] : []].every(isCounted)) return state;
	const canary = clean(reading.canary);
	const stable = reading.stable && clean(reading.stable);
	const sides = stable && {
		canary,
		stable
	};
	const bursts = stable && state.before ? learned(state.bursts, state.before, stable) : state.bursts;
	const burstOf = (known) => limits.burst === "auto" ? (bets.doubt === null ? burstSize : believedBurst)(known) : limits.burst;
	const burst = burstOf(state.bursts);
	const worse = bets.worse.map(({ times }) => {
		const over = () => logRate(times, canary, maxErrorRate);
		if (!sides) return over();
		const share = logShare(times, sides, tolerance);
		return reading.inPlace ? Math.min(share, over()) : share;
	});
	const safe = {
		burst,
		rising: burst,
		least: 0,
		cap: (1 / (1 - limits.confidence)) ** (1 / limits.minPolls)
	};
	const better = (scores, log) => grown(scores, bets.better.map(log), safe);
	return {
		...state,
		polls,
		harm: grown(staked(bets.worse.map(({ part }) => part)), worse, {
			burst,
			rising: burst,
			cap,
			least: bets.doubt === null ? 0 : bets.plan.start,
			...sides && bets.doubt !== null && doubted(sides, bets.doubt, {
				cap,
				before: burst,
				now: burstOf(bursts)
			})
		}),
		ratio: sides ? better(state.ratio, (r) => logRatio(r, sides, maxErrorRatio)) : state.ratio,
		floor: better(state.floor, (r) => logRate(r, canary, maxErrorRate)),
		bursts: state.canaryBefore && bets.doubt !== null ? learned(bursts, state.canaryBefore, canary) : bursts,
		before: stable ?? state.before,
		canaryBefore: canary,
		canary: together(state.canary, canary),
		stable: stable ? together(state.stable, stable) : state.stable
	};
}
/**
* What bursts could explain. One is worth at most 1 / the canary's share of the requests, as it lands there so seldom by chance. What this poll
* shows of bursts on stable is known as well; not what it shows of the canary's, or one more bad request could count for less.
*/
function doubted({ canary, stable }, burst, known) {
	const once = canary.requests === 0 ? 1 : (canary.requests + stable.requests) / canary.requests;
	return {
		rising: Math.max(known.before, known.now),
		doubt: {
			burst,
			cap: Math.min(known.cap, once)
		}
	};
}
/** So much a poll may multiply evidence that so many must agree before a half of it reaches 1 / the false alarm rate. */
function capOf(falseAlarmRate, polls) {
	return (2 / falseAlarmRate) ** (1 / polls);
}
/** Whether a difference of two readings says anything: after a counter was reset it does not. */
function isCounted({ requests, bad }) {
	return requests >= 0 && bad >= 0 && requests <= Number.MAX_SAFE_INTEGER && bad <= Number.MAX_SAFE_INTEGER;
}
/** Counters that are read one after the other may say that more were bad than there were. */
function clean({ requests, bad }) {
	return {
		requests,
		bad: Math.min(requests, bad)
	};
}
function mean(numbers) {
	return numbers.length === 0 ? 0 : total(numbers) / numbers.length;
}

// src/analysis/forecast.ts
const HALVINGS = 8;
/** So many polls at their true length; longer courses in ever longer ones, so that an hour costs little more than ten minutes. */
const FINE = 32;
/**
* Lets the judge see the typical course of a step: of each count so far its median. Evidence is a product over the polls, so that it grows as its
* logarithm does in the mean (Kelly 1956), whatever the order; about half of all rollouts are faster.
* @param state what was found so far
*/
function forecast(state, traffic, metric, limits, { bake, more }) {
	const isSafe = (seen) => verdictOf(found(seen, [metric]), limits, {
		mayPass: true,
		over: false
	}) === "pass";
	const pass = course(state, {
		...traffic,
		canary: traffic.share
	}, metric, limits, bake + more, isSafe);
	const polls = Math.max(bake, pass ?? bake + more);
	const isHarmful = (seen) => harm(seen, [metric]) >= 1 / limits.falseAlarmRate;
	const anew = carried(null, limits);
	const fails = (canary) => course(anew, {
		...traffic,
		canary
	}, metric, limits, polls, isHarmful) !== null;
	return {
		pass,
		polls,
		detected: fails(1) ? leastThat(fails, Math.max(traffic.share, 1e-6)) : null
	};
}
/** The least share over `low` for which something holds that holds for all larger ones. */
function leastThat(holds, low) {
	let [under, over] = [Math.log(low), 0];
	for (let i = 0; i < HALVINGS; i++) {
		const middle = (under + over) / 2;
		if (holds(Math.exp(middle))) over = middle;
		else under = middle;
	}
	return Math.exp(over);
}
/** How many polls it takes; null: more than these. */
function course(begun, { requests, weight, share, canary }, metric, limits, polls, isOver) {
	let state = begun;
	let length = 1;
	for (let at = 0; at < polls;) {
		const to = Math.min(at + length, polls);
		const between = (perPoll) => median(to * perPoll) - median(at * perPoll);
		const side = (all, bad) => ({
			requests: between(all),
			bad: between(all * bad)
		});
		const reading = {
			canary: side(requests * weight, canary),
			stable: side(requests * (1 - weight), share)
		};
		if (reading.canary.requests > 0) state = polled(state, [metric], { [metric.name]: [reading] }, limits);
		if (isOver(state)) return to;
		at = to;
		if (at >= FINE * length) length *= 2;
	}
	return null;
}
/** Of a Poisson count (Choi 1994). */
function median(mean) {
	return mean === 0 ? 0 : Math.max(0, Math.floor(mean + 1 / 3 - .02 / mean));
}

// src/analysis/metrics.ts
/** What is judged where the service file names no metrics: what the platform counts by itself. */
const OWN = "errors";
const MOST_WHY = 160;
/**
* What is watched, with its part of the false alarms: settled by the service file, for the whole rollout. With `latency-threshold` a half of each
* part is for slow requests, whether they are counted or not: what is claimed later would be claimed twice.
*/
function watchedBy({ metrics, tolerance, latencyThreshold }) {
	const counting = metrics.filter((metric) => metric.kind !== "threshold");
	const weights = counting.filter(({ decides }) => decides).reduce((sum, { weight }) => sum + weight, 0);
	const one = (name, source, role, weight) => {
		const errors = {
			name,
			source,
			role,
			isLatency: false,
			weight,
			tolerance: tolerance.errors
		};
		if (latencyThreshold === null) return [errors];
		return [errors, {
			...errors,
			name: source === null ? "latency" : `${name} latency`,
			isLatency: true,
			tolerance: tolerance.latency
		}].map((half) => ({
			...half,
			weight: weight / 2
		}));
	};
	const own = metrics.some(({ decides }) => decides) ? [] : one(OWN, null, "judged", 1);
	const others = counting.flatMap((metric) => {
		if (metric.decides) return one(metric.name, metric.name, "judged", metric.weight / weights);
		return one(metric.name, metric.name, metric.kind === "compare" ? "compared" : "shown", 1);
	});
	return [...own, ...others];
}
/** What a poll says of something watched; null where it says nothing. */
function readingOf({ source, isLatency }, poll, threshold) {
	const counted = countedBy(source, poll);
	if (counted === null || counted.canary.requests === 0) return null;
	const { canary, stable, edges } = counted;
	if (!isLatency) {
		const side = ({ requests, errors }) => ({
			requests,
			bad: errors
		});
		return {
			canary: side(canary),
			stable: poll.beside ? side(stable) : null,
			inPlace: poll.inPlace ?? false
		};
	}
	if (!poll.beside || !edges || threshold === null) return null;
	const found = edges.findIndex((edge) => edge >= threshold);
	const edge = found === -1 ? edges.length - 1 : found;
	const slow = ({ requests, slower }) => ({
		requests: slower ? requests : 0,
		bad: slower?.[edge] ?? 0
	});
	return {
		canary: slow(canary),
		stable: slow(stable)
	};
}
/** What a metric counted; null where it said nothing. */
function countedBy(source, { own, counted }) {
	if (source === null) return own;
	const told = counted[source];
	return told && "value" in told ? told.value : null;
}
/** After a poll; a metric that was not asked stays as it was. */
function silentAfter(before, { counted, numbers }) {
	const told = Object.entries({
		...counted,
		...numbers
	});
	const asked = new Set(told.map(([name]) => name));
	const others = Object.entries(before).filter(([name]) => !asked.has(name));
	const now = told.flatMap(([name, reading]) => {
		return "noData" in reading ? [[name, {
			polls: (before[name]?.polls ?? 0) + 1,
			why: clipped(reading.noData)
		}]] : [];
	});
	return Object.fromEntries([...others, ...now]);
}
/** It is carried in the journal. */
function clipped(why) {
	return why.length > MOST_WHY ? `${why.slice(0, MOST_WHY)}\u2026` : why;
}
/** Whether a request to the new version was counted. */
function hasSeen({ metrics }, { name }) {
	return (metrics[name]?.[0]?.canary.requests ?? 0) > 0;
}

// src/analysis/threshold.ts
const NONE = {
	failures: 0,
	silent: 0,
	last: null,
	waited: Number.POSITIVE_INFINITY
};
function thresholdsOf({ metrics }) {
	return metrics.filter((metric) => metric.kind === "threshold");
}
/** After a poll of so many milliseconds: a look, where one is due and it was asked. As Argo Rollouts counts: failures in all, errors in a row. */
function looked(before, threshold, told, elapsed) {
	const looks = {
		...NONE,
		...before,
		waited: (before?.waited ?? NONE.waited) + elapsed
	};
	if (looks.waited + elapsed / 4 < threshold.interval || told === void 0) return looks;
	if ("noData" in told) return {
		...looks,
		silent: looks.silent + 1,
		waited: 0
	};
	return {
		failures: looks.failures + (succeeds(told.value, threshold.success) ? 0 : 1),
		silent: 0,
		last: told.value,
		waited: 0
	};
}
/** Whether it has decided: `fail` over the failure limit, `inconclusive` over that of errors in a row. */
function resultOf({ failures, silent, last }, { failureLimit, consecutiveErrorLimit }) {
	if (failures > failureLimit) return "fail";
	if (silent > consecutiveErrorLimit) return "inconclusive";
	return last === null ? "undecided" : "pass";
}
/** `0.97, wanted >= 0.99: 2 looks found something else, and at most 1 may`. */
function thresholdLine({ failures, silent, last }, { success, failureLimit }) {
	const wanted = success.map(({ is, than }) => `${is} ${than}`).join(", ");
	const may = failureLimit === 0 ? "none may" : `at most ${failureLimit} may`;
	const found = failures === 0 ? "no look found anything else" : `${looksOf(failures)} found something else, and ${may}`;
	const silence = silent === 0 ? "" : `the last ${silent === 1 ? "look" : looksOf(silent)} found nothing`;
	const said = [last === null ? "" : found, silence].filter((part) => part !== "").join("; ");
	return `${last ?? "no number yet"}, wanted ${wanted}: ${said}`;
}
function looksOf(count) {
	return count === 1 ? "1 look" : `${count} looks`;
}
function succeeds(value, success) {
	return success.every(({ is, than }) => HOLDS[is](value, than));
}
const HOLDS = {
	">": (value, than) => value > than,
	">=": (value, than) => value >= than,
	"<": (value, than) => value < than,
	"<=": (value, than) => value <= than,
	"==": (value, than) => value === than
};

// src/analysis/words.ts
/** More requests than this nobody waits for. */
const MOST_REQUESTS = 1e9;
/** Evidence of safety under which a version has done so badly that good requests will hardly make up for it. */
const HARDLY_SAFE = .1;
/** `7/1,204 canary (0.58 %) vs 31/10,980 stable (0.28 %): 0.5× to 6.2× stable's rate, at most 1.5 %`. */
function comparison({ canary, stable, earlier }, { bets, confidence }) {
	const beta = 1 - confidence;
	const most = `at most ${percent(upperRate(canary, bets.better, beta))}`;
	const canaries = `${served(canary)} canary (${percent(share(canary))})`;
	if (stable.requests === 0) return `${canaries}${earlier ? ` after ${served(earlier)} before it (${percent(share(earlier))})` : ""}: ${most}`;
	const both = `${canaries} vs ${served(stable)} stable (${percent(share(stable))})`;
	const { lower, upper } = ratioBounds([{
		canary,
		stable
	}], bets.worse.map(({ times }) => times), bets.better, beta);
	const bounds = Number.isFinite(upper) ? `${times(lower)}× to ${times(upper)}× stable's rate` : `at least ${times(lower)}× stable's rate`;
	return `${both}: ${lower === 0 && !Number.isFinite(upper) ? most : `${bounds}, ${most}`}`;
}
/** `evidence of harm 0.77 of 100 needed to roll back, of safety 0.28 of 20 needed to pass`. */
function standing({ harm, safety }, { falseAlarmRate, confidence }) {
	const [most, enough] = [1 / falseAlarmRate, 1 / (1 - confidence)].map((needed) => grouped(Math.round(needed)));
	return `evidence of harm ${short$1(harm)} of ${most} needed to roll back, of safety ${short$1(safety)} of ${enough} needed to pass`;
}
/** Better or worse, two-sided, at the confidence that is asked for; of a metric that never decides. */
function difference({ canary, stable }, { bets, confidence }) {
	const { lower, upper } = ratioBounds([{
		canary,
		stable
	}], bets.worse.map(({ times }) => times), bets.better, (1 - confidence) / 2);
	if (lower > 1) return "worse";
	return upper < 1 ? "better" : "no difference yet";
}
/** How many more requests without an error would be enough to pass, and how long these take at so many a millisecond; or that it does too badly for that. */
function moreNeeded({ ratio, floor }, { bets, confidence, maxErrorRate }, perMillisecond) {
	if (total(ratio) + total(floor) < 2 * HARDLY_SAFE) return "it fails too many requests to pass";
	const enough = 2 / (1 - confidence) - total(ratio);
	const reached = (requests) => {
		const grow = (r) => Math.exp(Math.min(200, logRate(r, {
			requests,
			bad: 0
		}, maxErrorRate)));
		return total(bets.better.map((r, i) => floor[i] * grow(r))) >= enough;
	};
	let needed = 1;
	while (!reached(needed) && needed < MOST_REQUESTS) needed *= 1.05;
	const time = perMillisecond > 0 ? `, about ${formatDuration(Math.max(1e3, needed / perMillisecond))} at this rate` : "";
	const more = Number(needed.toPrecision(1));
	return `about ${grouped(more)} more ${more === 1 ? "request" : "requests"} to it without an error would be enough${time}`;
}
const UNKNOWN_TRAFFIC = "the traffic was not seen yet, so how long a pass takes is not known";
/** What is to be expected of a step; `time`: the milliseconds of so many polls. */
function expectation({ pass, polls, detected }, traffic, time, interval) {
	const rate = Number((1e3 * traffic.requests / interval).toPrecision(2));
	const seen = `${grouped(rate)} requests a second, ${percent(traffic.share)} of them bad`;
	const within = formatDuration(time(polls));
	return `at ${seen}, a version as good ${pass === null ? `cannot pass within ${within} (more weight helps, or a larger \`max-error-rate\`)` : `can pass after about ${formatDuration(time(pass))}`}, and ${detected === null ? "no bad one would be seen by then" : `one with ${percent(detected)} bad is as likely as not taken back within ${within}`}`;
}
function served({ requests, bad }) {
	return `${grouped(bad)}/${grouped(requests)}`;
}
function share({ requests, bad }) {
	return requests === 0 ? 0 : bad / requests;
}
function percent(rate) {
	return `${(100 * rate).toFixed(rate < .1 ? 2 : 0)} %`;
}
function times(ratio) {
	return ratio >= 10 ? grouped(Math.round(ratio)) : `${Number(ratio.toPrecision(2))}`;
}
function short$1(evidence) {
	if (evidence >= 1e6) return "over a million";
	if (evidence > 0 && evidence < .001) return "under 0.001";
	return evidence >= 10 ? grouped(Math.round(evidence)) : Number(evidence.toPrecision(2)).toString();
}

// src/analysis/sequential.ts
const NEVER_DECIDES = "never decides, as `dry-run` says";
/**
* Judges by evidence, poll by poll, for as long as a rollout lasts: fails a version when the evidence that it does worse than stable is strong enough,
* and passes it, after its bake, when it is unlikely to be unacceptable. What is judged is errors, and, with `latency-threshold`, answers that take
* longer, by what the platform counts or by the metrics of the service file. Beside no stable, errors only, against `max-error-rate` or what stable had
* before; in place, both that and beside those not replaced yet. Thresholds of the service file decide beside that.
*/
function sequentialJudge(settings) {
	const limits = limitsOf(settings);
	const watched = watchedBy(settings);
	return {
		judge(before, poll, baked) {
			const known = carried(before, limits);
			const state = poll === null ? known : short(after(known, watched, poll, limits, settings));
			const findings = findingsOf(state, watched, limits, settings);
			return {
				state,
				verdict: verdict(findings, limits, poll, settings, baked),
				evidence: evidenceOf(findings, limits)
			};
		},
		note(before, earlier) {
			const known = carried(before, limits);
			return watched.reduce((state, one) => {
				const stable = one.isLatency ? void 0 : countedBy(one.source, earlier)?.stable;
				return stable && stable.requests > 0 ? noted(state, one, {
					requests: stable.requests,
					bad: stable.errors
				}, limits) : state;
			}, known);
		},
		foresee: (before, step) => foreseen(carried(before, limits), watched, step, limits, settings)
	};
}
/** Digits of a fraction that are carried: far more than a verdict needs, and a journal of many metrics has room for no more. */
const DIGITS = 8;
function short(value) {
	if (typeof value === "number") return Number.isSafeInteger(value) ? value : Number(value.toPrecision(DIGITS));
	if (Array.isArray(value)) return value.map(short);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, short(part)]));
}
/** Of errors, by what stable had of them so far. */
function foreseen(state, watched, step, limits, settings) {
	const metric = watched.find(({ role, isLatency }) => role === "judged" && !isLatency);
	if (!metric) return null;
	const { stable = NONE$1, earlier = NONE$1 } = state.metrics[metric.name]?.[0] ?? {};
	const { requests, bad } = together(stable, earlier);
	if (requests === 0 || step.requestsPerMillisecond === null) return UNKNOWN_TRAFFIC;
	const { interval, initialDelay, analysisTimeout, earlyPass } = settings;
	const traffic = {
		requests: step.requestsPerMillisecond * interval,
		weight: step.weight / 100,
		share: bad / requests
	};
	const polls = (time) => Math.max(0, Math.floor(time / interval));
	const time = {
		bake: polls(step.bakeTime - initialDelay),
		more: polls(analysisTimeout)
	};
	const expected = forecast(state, traffic, metric, limits, time);
	const pass = expected.pass === null || earlyPass ? expected.pass : expected.polls;
	return expectation({
		...expected,
		pass
	}, traffic, (count) => initialDelay + count * interval, interval);
}
function limitsOf({ falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst }) {
	return {
		bets: STANDARD,
		falseAlarmRate,
		confidence,
		minPolls,
		maxErrorRatio,
		maxErrorRate,
		burst: burst ?? "auto"
	};
}
function after(known, watched, poll, limits, settings) {
	const state = watched.reduce((before, one) => {
		const reading = readingOf(one, poll, settings.latencyThreshold);
		if (reading === null) return before;
		const maxErrorRate = poll.beside && !poll.inPlace ? limits.maxErrorRate : Math.max(limits.maxErrorRate, rateBefore(before, one, limits));
		return polled(before, [one], { [one.name]: [reading] }, {
			...limits,
			maxErrorRate
		});
	}, known);
	if (settings.metrics.length === 0) return state;
	const silent = silentAfter(known.silent ?? {}, poll);
	const thresholds = thresholdsOf(settings);
	if (thresholds.length === 0) return {
		...state,
		silent
	};
	const looks = thresholds.map((one) => [one.name, looked(known.looks?.[one.name], one, poll.numbers[one.name], poll.elapsed)]);
	return {
		...state,
		silent,
		looks: Object.fromEntries(looks)
	};
}
/**
* What stable's share of bad requests may have been, while it served, be it beside the canary or before that; 0 where nobody saw more than are
* allowed: of a few good requests alone, it might have been anything.
*/
function rateBefore({ metrics }, { name }, { bets, confidence, maxErrorRate }) {
	const { stable = NONE$1, earlier = NONE$1 } = metrics[name]?.[0] ?? {};
	const most = (side) => side.bad > maxErrorRate * side.requests ? upperRate(side, bets.better, 1 - confidence) : 0;
	return Math.max(most(stable), most(earlier));
}
function findingsOf(state, watched, limits, settings) {
	const silentOf = (name) => name === null ? null : state.silent?.[name] ?? null;
	const all = watched.map((one) => {
		const known = state.metrics[one.name]?.[0];
		const edge = known && known.polls > 0 ? known : null;
		return {
			one,
			edge,
			compared: edge === null ? "" : comparison(edge, limits),
			isSeen: hasSeen(state, one),
			silent: silentOf(one.source)
		};
	});
	const judged = all.filter(({ one }) => one.role === "judged");
	const lacking = judged.filter(({ one, isSeen, silent }) => !one.isLatency && (!isSeen || silent !== null));
	const needed = judged.filter(({ one }) => !lacking.some((without) => without.one.source === one.source)).filter(({ one, edge }) => !one.isLatency || edge !== null);
	const metrics = (findings) => findings.map(({ one }) => one);
	const known = {
		harm: harm(state, metrics(judged)),
		safety: safety(state, metrics(needed))
	};
	const looks = thresholdsOf(settings).map((one) => ({
		one,
		now: state.looks?.[one.name],
		silent: silentOf(one.name)
	}));
	return {
		all,
		judged: judged.toSorted((a, b) => harm(state, [b.one]) - harm(state, [a.one])),
		lacking,
		needed,
		found: known,
		standing: standing(known, limits),
		looks
	};
}
function verdict(findings, limits, poll, settings, baked) {
	const mayPass = baked || settings.earlyPass;
	const beside = thresholdVerdict(findings);
	const counted = findings.judged.length > 0 ? countedVerdict(findings, limits, poll, settings, {
		mayPass,
		baked
	}) : null;
	if (counted?.result === "fail" || beside === null) return counted ?? {
		result: "undecided",
		text: "nothing is judged"
	};
	if (beside.result === "fail" || beside.result === "inconclusive") return beside;
	if (counted === null) return mayPass ? beside : {
		...beside,
		result: "undecided"
	};
	return counted.result === "pass" && beside.result !== "pass" ? beside : counted;
}
/** null: there is no threshold that decides. */
function thresholdVerdict({ looks }) {
	const said = looks.filter(({ one }) => one.decides).map(({ one, now, silent }) => {
		const found = now ? thresholdLine(now, one) : "was not looked at yet";
		return {
			result: now ? resultOf(now, one) : "undecided",
			text: `${one.name} ${found}${because(silent)}`
		};
	});
	for (const result of [
		"fail",
		"inconclusive",
		"undecided"
	]) {
		const found = said.find((one) => one.result === result);
		if (found) return found;
	}
	return said[0] ?? null;
}
/** ` (Prometheus \u2026 did not answer within 5s)`, where a metric says nothing. */
function because(silent) {
	return silent === null ? "" : ` (${silent.why})`;
}
function countedVerdict({ judged, lacking, needed, found, standing }, limits, poll, { onNoData }, { mayPass, baked }) {
	const known = judged.filter(({ edge }) => edge !== null);
	if (poll !== null && known.length === 0 && judged.every(({ one }) => one.source === null) && poll.own === null) return {
		result: mayPass ? "pass" : "undecided",
		text: "nothing is judged"
	};
	const isFailed = found.harm >= 1 / limits.falseAlarmRate;
	const isAll = needed.length === 0;
	const without = isFailed || lacking.length === 0 ? null : withoutData(lacking, isAll, {
		onNoData,
		baked,
		limits
	});
	if (without && (without.result !== "pass" || isAll)) return without;
	const result = verdictOf(found, limits, {
		mayPass,
		over: false
	});
	const first = (result === "fail" ? void 0 : needed.find(({ one }) => !one.isLatency)) ?? known[0];
	if (!first?.edge) return {
		result: "undecided",
		text: "no request has reached the new version yet"
	};
	const { one, edge, compared } = first;
	const text = `${one.isLatency && one.source === null ? "slow answers" : one.name} ${compared}; ${standing}`;
	if (result !== "undecided") return {
		result,
		text
	};
	const requests = poll === null ? 0 : countedBy(one.source, poll)?.canary.requests ?? 0;
	return {
		result,
		text: `${text}; ${moreNeeded(edge, limits, poll === null ? 0 : requests / poll.elapsed)}`
	};
}
/**
* What follows from metrics that say nothing, or have counted no request to the new version. One that has counted some may be silent for a few
* polls, as while its server starts again.
*/
function withoutData(lacking, isAll, { onNoData, baked, limits }) {
	const silent = lacking.flatMap(({ one, silent }) => silent === null ? [] : [`metric ${one.source}: ${silent.why}`]);
	const why = silent.length > 0 ? silent.join("; ") : null;
	const isLasting = lacking.every(({ isSeen, silent }) => !isSeen || (silent?.polls ?? 0) >= limits.minPolls);
	const who = isAll ? "no request" : `no request that ${lacking.map(({ one }) => one.name).join(" and ")} counts`;
	if (!baked || onNoData === "wait" || !isLasting) return {
		result: "undecided",
		text: why ?? `${who} has reached the new version yet`
	};
	const none = why ?? `${who} reached the new version`;
	return onNoData === "fail" ? {
		result: "fail",
		text: none
	} : {
		result: "pass",
		text: `${none}, which passes by \`on-no-data: pass\``
	};
}
/** A line for each metric. */
function evidenceOf({ all, looks, standing }, limits) {
	const nothing = {
		canary: {
			requests: 0,
			errors: 0
		},
		stable: {
			requests: 0,
			errors: 0
		}
	};
	const first = all.find(({ one, edge }) => one.role === "judged" && edge !== null);
	const counted = all.flatMap((finding) => {
		const { one, edge, compared, silent } = finding;
		if (!edge) return silent === null || one.isLatency ? [] : [{
			metric: one.name,
			...nothing,
			text: `says nothing: ${silent.why}`
		}];
		const served = ({ requests, bad }) => ({
			requests,
			errors: bad
		});
		const ends = {
			judged: finding === first ? standing : "",
			compared: difference(edge, limits),
			shown: NEVER_DECIDES
		};
		const now = silent === null ? "" : `says nothing now: ${silent.why}`;
		const text = [
			compared,
			ends[one.role],
			now
		].filter((part) => part !== "").join("; ");
		return [{
			metric: one.name,
			canary: served(edge.canary),
			stable: served(edge.stable),
			text
		}];
	});
	const thresholds = looks.flatMap(({ one, now, silent }) => {
		const end = `${because(silent)}${one.decides ? "" : `; ${NEVER_DECIDES}`}`;
		return now ? [{
			metric: one.name,
			...nothing,
			text: `${thresholdLine(now, one)}${end}`
		}] : [];
	});
	return [...counted, ...thresholds];
}

export { sequentialJudge as t };