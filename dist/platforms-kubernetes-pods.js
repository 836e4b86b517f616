import { n as ApiError } from "./platforms-kubernetes-api.js";
import { _ as workloadName, a as trueConditionOf, b as labelSelector, h as corePath, i as conditionOf } from "./platforms-kubernetes.js";
import { a as REVISION_HASH, l as isObserved } from "./platforms-kubernetes-workload.js";
import { n as readObserved } from "./platforms-kubernetes-check.js";

// src/platforms/kubernetes/pods/pods.ts
/** Query for the pods of a workload; with `more`, only for those of it that carry these labels too. */
function podsOf(workload, more = {}) {
	const extra = Object.entries(more).map(([key, value]) => `${key}=${value}`);
	return { labelSelector: [labelSelector(workload.spec.selector), ...extra].join(",") };
}
/** How many pods are asked for at once: each is some kilobytes of text, of which little is kept. */
const PAGE = "100";
/** All that there are at one moment, that of the list's `resourceVersion`, as far as we look at them. */
function listPods(site, query, signal) {
	return ofOneMoment(async () => {
		const items = [];
		let metadata = { resourceVersion: "" };
		for await (const page of pagesOf(site, query, signal)) {
			metadata = page.metadata;
			items.push(...page.items);
		}
		return {
			metadata,
			items
		};
	});
}
const MOST_TRIES = 3;
/** Reads pages of a list again from the first where the API server has forgotten of which moment they are: it does after some minutes. */
async function ofOneMoment(read) {
	for (let tries = 1;; tries++) try {
		return await read();
	} catch (error) {
		if (!(error instanceof ApiError && error.status === GONE$1) || tries === MOST_TRIES) throw error;
	}
}
const GONE$1 = 410;
/**
* The same, some at a time: who keeps little of each needs little memory, and who has seen enough asks for no more. Within {@link ofOneMoment}.
*/
async function* pagesOf(site, query, signal) {
	const path = await corePath(site, "pods", signal);
	for (let next = ""; next !== void 0;) {
		const page = await pageOf(site, path, {
			...query,
			limit: PAGE,
			...next !== "" && { continue: next }
		}, signal);
		yield page;
		next = page.metadata.continue || void 0;
	}
}
/** Keeps nothing of the page as it came: it would be there until the next one is. */
async function pageOf(site, path, query, signal) {
	const page = await site.api.get(path, signal, query);
	if (page === null) throw new Error(`the namespace of ${site.service.workload.name} has no pods to be listed`);
	return {
		metadata: page.metadata,
		items: page.items.map(shortened$1)
	};
}
function countPods(site, query, signal) {
	return ofOneMoment(async () => {
		let [version, all, ready, ending] = [
			"",
			0,
			0,
			0
		];
		for await (const { metadata, items } of pagesOf(site, query, signal)) {
			version = metadata.resourceVersion;
			all += items.length;
			ready += items.filter(isReady).length;
			ending += items.filter(isEnding).length;
		}
		return {
			version,
			all,
			ready,
			ending
		};
	});
}
const IDENTITY = [
	"name",
	"uid",
	"labels",
	"ownerReferences",
	"deletionTimestamp"
];
const STATE = [
	"phase",
	"reason",
	"message",
	"nominatedNodeName"
];
const CONTAINER = [
	"name",
	"ready",
	"restartCount",
	"state",
	"lastState"
];
const CONDITIONS = /* @__PURE__ */ new Set(["Ready", "PodScheduled"]);
/** Of the kilobytes that each is, what is looked at: there may be thousands. */
function shortened$1({ metadata, status }) {
	return {
		metadata: part(metadata, IDENTITY),
		...status && { status: shortStatus(status) }
	};
}
function shortStatus(status) {
	const { conditions, initContainerStatuses, containerStatuses } = status;
	const short = (one) => part(one, CONTAINER);
	return {
		...part(status, STATE),
		...conditions && { conditions: conditions.filter(({ type }) => CONDITIONS.has(type)) },
		...initContainerStatuses && { initContainerStatuses: initContainerStatuses.map(short) },
		...containerStatuses && { containerStatuses: containerStatuses.map(short) }
	};
}
function part(whole, keys) {
	return Object.fromEntries(keys.flatMap((key) => key in whole ? [[key, whole[key]]] : []));
}
/** Gets requests: ready, and not on its way out. */
function isReady(pod) {
	return !isEnding(pod) && conditionOf(pod, "Ready")?.status === "True";
}
function isEnding({ metadata }) {
	return metadata.deletionTimestamp !== void 0;
}
/** Ready for as long as is asked, in seconds; by this machine's clock against the cluster's, as good as that is. */
function isAvailable(pod, minReadySeconds) {
	if (!isReady(pod)) return false;
	return minReadySeconds === 0 || Date.now() >= Date.parse(conditionOf(pod, "Ready")?.lastTransitionTime ?? "") + minReadySeconds * 1e3;
}
/** All its containers, in the order in which they start. */
function containersOf({ status }) {
	return [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []];
}

// src/platforms/kubernetes/pods/rarely.ts
function rarely(now = () => performance.now()) {
	let last = null;
	return {
		async read(key, milliseconds, read) {
			const at = now();
			if (last !== null && last.key === key && at < last.at + milliseconds) return last.value;
			const value = await read();
			last = {
				key,
				at,
				value
			};
			return value;
		},
		forget() {
			last = null;
		}
	};
}

// src/platforms/kubernetes/pods/crowd.ts
/** Of more pods than this not each is looked at where their controller gets on with them: it takes long, and costs the cluster something. */
const MANY = 200;
/** Milliseconds in which one more becomes ready, or one less is: after that some may be in trouble. */
const STILL = 5e3;
/** Milliseconds for which a list of them is used, for each pod. */
const FOR_EACH = 5;
/** Whether they are so many. */
function isCrowd(pods) {
	return pods > MANY;
}
/** For how many milliseconds what was found by looking at each of so many pods is good enough. */
function goodFor(pods) {
	return isCrowd(pods) ? pods * FOR_EACH : 0;
}
/** Of many pods of a revision, those that are neither ready nor on their way out; null as long as more of them become ready. */
function stragglers(site, lasting) {
	const listed = rarely();
	return async (workload, revision, counts, signal) => {
		const { uid, generation } = workload.metadata;
		if (lasting.seen(`${uid} ${generation} ${counts.available} available, ${counts.serving} ready`) < STILL) {
			listed.forget();
			return null;
		}
		const query = podsOf(workload, revision.labels);
		const read = async () => {
			const unready = [];
			for await (const { items } of pagesOf(site, query, signal)) unready.push(...items.filter((pod) => !isReady(pod) && !isEnding(pod)));
			return unready;
		};
		return listed.read(query.labelSelector, goodFor(counts.updated), () => ofOneMoment(read));
	};
}

// src/platforms/kubernetes/pods/events.ts
/** What was said about one object, the newest first. Empty where it may not be read: it only explains. */
async function eventsOf(site, object, signal) {
	const fieldSelector = `involvedObject.kind=${object.kind},involvedObject.name=${object.name}`;
	try {
		return ((await site.api.get(await corePath(site, "events", signal), signal, {
			fieldSelector,
			limit: "100"
		}))?.items ?? []).toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof Error) return [];
		throw error;
	}
}
function timeOf({ series, lastTimestamp, eventTime, metadata }) {
	return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? "";
}

// src/platforms/kubernetes/pods/failure.ts
/** What may be a passing fault: a registry that was busy once, a ConfigMap that comes with the next command. */
const MAY_PASS = 1e4;
/** Room may be made: by pods that end, by another node. */
const ROOM = 3e4;
/** What containers wait for in vain. Where the kubelet backs off, it has tried more than once, or was told no for good. */
const HOPELESS = {
	ImagePullBackOff: 0,
	InvalidImageName: 0,
	ErrImageNeverPull: 0,
	CrashLoopBackOff: 0,
	ErrImagePull: MAY_PASS,
	CreateContainerConfigError: MAY_PASS,
	CreateContainerError: MAY_PASS,
	RunContainerError: MAY_PASS
};
/** What keeps a pod that is not ready from becoming so, as far as waiting may be pointless; null: nothing of the kind. */
function symptomOf(pod) {
	const common = {
		pod: pod.metadata.name,
		container: null,
		crashed: false,
		needsRoom: false
	};
	for (const status of containersOf(pod)) {
		const { waiting } = status.state ?? {};
		const ended = lastEnd(status);
		const crashed = ended !== void 0;
		if (ended?.reason === "OOMKilled") {
			const message = `it used more memory than its limit, and was ended${ended.exitCode === void 0 ? "" : ` with ${ended.exitCode}`}`;
			return {
				...common,
				container: status.name,
				reason: "OOMKilled",
				message,
				patience: 0,
				crashed
			};
		}
		const patience = HOPELESS[waiting?.reason ?? ""];
		if (patience === void 0) continue;
		const exit = ended?.exitCode === void 0 ? "" : `it ended with ${ended.exitCode}${ended.message ? ` (${ended.message.trim()})` : ""}: `;
		return {
			...common,
			container: status.name,
			reason: waiting?.reason ?? "",
			message: `${exit}${waiting?.message ?? ""}`,
			patience,
			crashed
		};
	}
	const scheduled = conditionOf(pod, "PodScheduled");
	if (scheduled?.status !== "False" || scheduled.reason !== "Unschedulable") return null;
	return {
		...common,
		reason: "FailedScheduling",
		message: scheduled.message ?? "",
		patience: ROOM,
		needsRoom: true
	};
}
function lastEnd({ state, lastState }) {
	return state?.terminated ?? lastState?.terminated;
}

// src/platforms/kubernetes/pods/log.ts
const LINES = 20;
const LONGEST$1 = 3500;
/** How it begins where there are no lines. */
const NO_LOG = "(no log of ";
/** What a kubelet has for lines where the container is gone. */
const GONE = /^unable to retrieve container logs for \S+$/;
/** The last lines that a container printed, also one that has ended; as it printed them. Says why where they cannot be had: they only explain. */
async function lastLines(site, pod, container, crashed, signal) {
	const path = `${await corePath(site, "pods", signal)}/${encodeURIComponent(pod)}/log`;
	const query = {
		container,
		tailLines: `${LINES}`,
		limitBytes: "65536"
	};
	const tries = crashed ? [{
		...query,
		previous: "true"
	}, query] : [query];
	let why = "it printed nothing";
	for (const one of tries) try {
		const text = (await site.api.text(path, signal, one))?.trimEnd() ?? "";
		if (GONE.test(text)) why = text;
		else if (text !== "") return shortened(text);
	} catch (error) {
		signal.throwIfAborted();
		why = error instanceof Error ? error.message : String(error);
	}
	return `${NO_LOG}${container}: ${why})`;
}
/** The end of it, which tells why. */
function shortened(text) {
	return text.length <= LONGEST$1 ? text : `\u2026${text.slice(-3500)}`;
}

// src/platforms/kubernetes/pods/hopeless.ts
/** Events by which somebody says that a node is on its way: the cluster autoscaler, Karpenter, the scheduler that makes room. */
const NODE_COMES = /* @__PURE__ */ new Set([
	"TriggeredScaleUp",
	"Nominated",
	"Preempted"
]);
/** Milliseconds in which a controller, or the scheduler, takes what has become free. */
const TAKEN = 5e3;
/** Milliseconds in which a pod is there that takes the place of another. */
const USUAL$1 = 1e4;
/** Why waiting cannot help, with what Kubernetes and the container said last; null: it may. Asks for more than it was given only where it seems so. */
async function hopeless(look, signal) {
	const { site, unready, lasting } = look;
	const [first = null] = unready.flatMap((pod) => {
		const symptom = symptomOf(pod);
		if (symptom === null) return [];
		return lasting.seen(`${pod.metadata.uid} ${symptom.container} ${symptom.reason}`) >= symptom.patience ? [{
			pod,
			symptom
		}] : [];
	}).toSorted((a, b) => Number(a.symptom.needsRoom) - Number(b.symptom.needsRoom));
	if (first === null) return notCreated(look, signal);
	if (first.symptom.needsRoom && (look.isBack || await roomMayCome(look, first.pod, signal))) return null;
	return told(site, first.symptom, signal);
}
/** What keeps a pod from being ready, for people, in one line. */
function headOf({ pod, container, reason, message }) {
	return `pod ${pod}${container === null ? "" : `, container ${container}`}: ${reason}${message === "" ? "" : `: ${message}`}`;
}
async function told(site, symptom, signal) {
	const { pod, container, crashed } = symptom;
	if (container === null || !crashed) return headOf(symptom);
	return `${headOf(symptom)}\n${await lastLines(site, pod, container, crashed, signal)}`;
}
/** Pods on their way out still hold what they have; a node may be on its way. */
async function roomMayCome(look, pod, signal) {
	if (pod.status?.nominatedNodeName || await someEnd(look, signal)) return true;
	if (look.lasting.seen(`${pod.metadata.uid} none ends`) < TAKEN) return true;
	return (await eventsOf(look.site, {
		kind: "Pod",
		name: pod.metadata.name
	}, signal)).some(({ reason = "" }) => NODE_COMES.has(reason));
}
async function someEnd({ site, workload }, signal) {
	return ofOneMoment(async () => {
		for await (const { items } of pagesOf(site, podsOf(workload), signal)) if (items.some(isEnding)) return true;
		return false;
	});
}
/** A quota, or whatever checks pods at the API server, lets none be made: that is told of their owner, for there is no pod. */
async function notCreated(look, signal) {
	const { site, workload, counts, revision, unready, lasting, isBack } = look;
	if (isBack) return null;
	const failure = trueConditionOf(workload, "ReplicaFailure");
	if (!failure && (counts.existing >= counts.wanted || unready.length > 0)) return null;
	const what = `${workload.metadata.uid} ${workload.metadata.generation} no pod`;
	const total = lasting.seen(what);
	if (!failure && total < USUAL$1 || await someEnd(look, signal)) return null;
	if (lasting.seen(`${what} ${counts.updated} ${counts.existing} ${counts.serving}`) < 3e4) return null;
	const said = failure ?? (await eventsOf(site, revision.owner, signal))[0];
	if (said?.reason !== "FailedCreate") return null;
	return `no pod of ${revision.owner.kind === "Job" ? `job ${revision.owner.name}` : workloadName(site)} can be made: ${said.reason}: ${said.message}`;
}

// src/platforms/kubernetes/pods/lasting.ts
function lasting(now = () => performance.now()) {
	let before = /* @__PURE__ */ new Map();
	let present = /* @__PURE__ */ new Map();
	return {
		seen(what) {
			const since = present.get(what) ?? before.get(what) ?? now();
			present.set(what, since);
			return now() - since;
		},
		next() {
			before = present;
			present = /* @__PURE__ */ new Map();
		}
	};
}

// src/platforms/kubernetes/pods/broken.ts
/**
* Deletes the pods of a StatefulSet that are not ready and of another revision than it is told to run. It waits for each pod to be ready before
* it replaces the next, so that one that never will be keeps it from going back. Ready ones it replaces itself.
*/
async function clearBroken(site, signal) {
	const workload = await readObserved(site, signal);
	if (workload === null) return;
	if (!isObserved(workload)) throw new Error(`the controller of ${workloadName(site)} has not taken in yet what it was told`);
	const { items } = await listPods(site, podsOf(workload), signal);
	const isTold = (labels = {}) => labels[REVISION_HASH] === workload.status?.updateRevision;
	const broken = items.filter((pod) => !isReady(pod) && !isEnding(pod) && !isTold(pod.metadata.labels));
	const pods = await corePath(site, "pods", signal);
	for (const { metadata } of broken) await site.api.remove(`${pods}/${encodeURIComponent(metadata.name)}`, signal);
}

// src/platforms/kubernetes/pods/waiting.ts
const LONGEST = 240;
/** Milliseconds in which a pod gets ready, and nothing need be said of it. */
const USUAL = 3e3;
/** What the pod waits for that has not been ready for longest, in one line; null where none waits for long. Asks for events of that one only. */
async function waitsFor({ site, workload, unready, lasting }, signal) {
	if (workload.spec.paused) return "it is paused";
	const [longest] = unready.map((pod) => ({
		pod,
		time: lasting.seen(`${pod.metadata.uid} unready`)
	})).toSorted((a, b) => b.time - a.time);
	if (!longest || longest.time < USUAL) return null;
	const { name } = longest.pod.metadata;
	const state = stateOf(longest.pod);
	const line = `${name}: ${(state === NOT_READY ? await eventsOf(site, {
		kind: "Pod",
		name
	}, signal) : []).find(({ reason }) => reason === "Unhealthy")?.message ?? state}`.replace(/\s+/g, " ");
	return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}\u2026`;
}
const NOT_READY = "runs, and is not ready";
function stateOf(pod) {
	const scheduled = conditionOf(pod, "PodScheduled");
	if (scheduled?.status === "False") return `${scheduled.reason}: ${scheduled.message}`;
	const first = pod.status?.initContainerStatuses?.find(({ ready, state }) => state?.running !== void 0 && !ready);
	if (first !== void 0) return `${first.name}: runs, and has to end before the others start`;
	for (const { name, state = {} } of containersOf(pod)) {
		if (state.waiting) return `${name}: ${state.waiting.reason ?? "waits"}${state.waiting.message ? `: ${state.waiting.message}` : ""}`;
		if (state.terminated && state.terminated.exitCode !== 0) return `${name}: ended with ${state.terminated.exitCode}`;
	}
	return pod.status?.phase === "Running" ? NOT_READY : `is ${pod.status?.phase?.toLowerCase() ?? "new"}`;
}

export { podsOf as S, isEnding as _, hopeless as a, ofOneMoment as b, symptomOf as c, isCrowd as d, stragglers as f, isAvailable as g, countPods as h, headOf as i, eventsOf as l, containersOf as m, clearBroken as n, NO_LOG as o, rarely as p, lasting as r, lastLines as s, waitsFor as t, goodFor as u, isReady as v, pagesOf as x, listPods as y };