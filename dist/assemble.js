import { t as sequentialJudge } from "./analysis.js";
import { B as countOf, Tt as Refused } from "./first.js";
import { n as rolling, r as managedRolling, t as tracks } from "./strategies.js";

// src/actions/assemble.ts
/** The most milliseconds between two looks at the platform; a change that it tells of, or that is waited for, is looked at sooner. */
const INTERVAL = 1e3;
/** The strategy that carries a rollout on a platform; `measuring` asks the metrics of the service file. */
function strategyFor(rollout, platform, service, measuring = null) {
	const { metrics, smokeTest, fleet, managed } = platform;
	const { progressDeadline, previewSize } = service.rollout;
	const minReady = service.rollout.minReady ?? 0;
	const { analysis } = service;
	const polls = {
		pollInterval: analysis.interval,
		initialDelay: analysis.initialDelay
	};
	const optional = {
		...metrics && { metrics },
		...smokeTest && { smokeTest }
	};
	if (rollout.kind === "rolling" && managed) {
		const ports = {
			managed,
			...smokeTest && { smokeTest }
		};
		return managedRolling(ports, {
			progressDeadline,
			interval: INTERVAL
		});
	}
	if (rollout.kind === "rolling") {
		if (!fleet) throw new Refused("precondition", `platform ${service.platform} cannot roll this service`);
		const limits = (wanted) => limitsOf(service, wanted);
		const byInstance = rollout.goal.bakeTime > 0 ? metrics?.byInstance : void 0;
		const judge = sequentialJudge({
			...analysis,
			metrics: [],
			latencyThreshold: null
		});
		const batches = byInstance && { batches: {
			judge,
			byInstance,
			...polls
		} };
		const settings = {
			limits,
			minReady,
			progressDeadline,
			interval: INTERVAL,
			isTold: fleet.changed !== void 0
		};
		return rolling({
			fleet,
			...optional,
			...batches
		}, settings);
	}
	if (!platform.tracks || !platform.router) throw new Refused("precondition", `platform ${service.platform} has no two tracks for this service`);
	const { alwaysFull, home, sizeFor, spare } = platform.tracks;
	const settings = {
		previewSize: (full) => countOf(previewSize, full, "up"),
		alwaysFull: alwaysFull ?? false,
		provesAgain: metrics === void 0 && analysis.metrics.length === 0 && smokeTest !== void 0,
		...home !== void 0 && { home },
		...sizeFor && { sizeFor },
		...spare && { spare },
		minReady,
		progressDeadline,
		interval: INTERVAL,
		isTold: platform.tracks.changed !== void 0,
		...polls,
		analysisTimeout: analysis.analysisTimeout,
		onInconclusive: analysis.onInconclusive
	};
	const ports = {
		tracks: platform.tracks,
		router: platform.router,
		judge: sequentialJudge(analysis),
		...optional,
		...measuring && { measured: () => measuring.last() }
	};
	return tracks(ports, settings);
}
function limitsOf({ rollout }, wanted) {
	const { maxUnavailable, maxSurge } = rollout;
	return {
		maxUnavailable: maxUnavailable ? countOf(maxUnavailable, wanted, "down") : 1,
		maxSurge: maxSurge ? countOf(maxSurge, wanted, "up") : 0
	};
}
/**
* What forbids to begin a rolling update at all: it would leave nothing in rotation, or fewer than must serve, because
* somebody took others out (not `ours`).
* @returns the sentence with the line to change; null when there is none
*/
function spareCapacity(service, platform, view, ours) {
	const { wanted, instances } = view;
	const { maxUnavailable, maxSurge } = limitsOf(service, wanted);
	if (maxSurge > 0 && !platform.fleet?.add) return `max-surge: ${maxSurge} needs instances that can be made; platform ${service.platform} cannot make any: set max-surge: 0`;
	if (maxUnavailable === 0 && maxSurge === 0) return `max-unavailable and max-surge are both 0 of ${wanted} instances: set max-unavailable: 1`;
	if (maxUnavailable >= wanted && !(maxSurge > 0 && maxUnavailable < wanted)) return `max-unavailable: ${maxUnavailable} of ${wanted} would leave nothing in rotation: ${platform.fleet?.add ? "set max-unavailable: 0 and max-surge: 1" : "add a server, or use blue-green-switch"}`;
	const out = instances.filter((instance) => !instance.inRotation && !ours.includes(instance.name)).map(({ name }) => name);
	const inRotation = instances.filter((instance) => instance.inRotation);
	const floor = wanted - maxUnavailable;
	if (out.length === 0 || maxSurge > 0 || inRotation.length > floor || inRotation.some((instance) => !instance.ready)) return null;
	return `${out.join(", ")} is out of rotation by somebody else, so ${inRotation.length} of ${wanted} serve and ${floor} must: put it back, or raise max-unavailable`;
}

export { INTERVAL, spareCapacity, strategyFor };