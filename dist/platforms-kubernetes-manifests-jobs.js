import { Tt as Refused, dt as digest } from "./first.js";
import { n as ApiError } from "./platforms-kubernetes-api.js";
import { a as trueConditionOf, b as labelSelector, c as firstChange, g as groupPath, h as corePath, r as journalName, x as selects } from "./platforms-kubernetes.js";
import { _ as isEnding, a as hopeless, c as symptomOf, i as headOf, l as eventsOf, m as containersOf, o as NO_LOG, r as lasting, s as lastLines, y as listPods } from "./platforms-kubernetes-pods.js";
import { a as asCopy } from "./platforms-kubernetes-manifests-files.js";

// src/platforms/kubernetes/manifests/jobs/job-object.ts
/** On each Job that we make, never on its pods: whose it is, so that what is deleted is ours. */
const JOB = "sluice-actions.github.io/job";
/** How long the value of a label may be. */
const LONGEST = 63;
/** The same of a Job's name, so that its name as a label, and that of a pod of it (`-abcde`), fit. */
const LONGEST_NAME = 57;
/** Path of all Jobs in the namespace. */
function jobsPath(site, signal) {
	return groupPath(site, "batch/v1", "jobs", signal);
}
/** Path of one of them. */
async function jobPath(site, name, signal) {
	return `${await jobsPath(site, signal)}/${encodeURIComponent(name)}`;
}
/** What the label of the service's Jobs says. */
function jobMark({ service }) {
	const name = journalName(service.name, service.environment);
	return name.length <= LONGEST ? name : `sluice-${digest(name)}`;
}
/**
* The Job as it is made for one run. All of its `spec` is as the user wrote it, but for `ttlSecondsAfterFinished`: how it ended must not vanish
* before it was seen, and it is deleted with the rollout.
*/
function jobObject(site, job, id) {
	const { metadata, spec, ...kept } = asCopy(job);
	const { ttlSecondsAfterFinished: _left, ...said } = spec ?? {};
	const labels = {
		...metadata.labels,
		[JOB]: jobMark(site)
	};
	return {
		...kept,
		metadata: {
			...metadata,
			name: jobName(metadata.name, id),
			labels
		},
		spec: said
	};
}
/** `<name>-<id>`. Of a name that is too long the digest tells it from others that begin as it does. */
function jobName(name, id) {
	const whole = `${name}-${id}`;
	if (whole.length <= LONGEST_NAME) return whole;
	const end = `-${digest(name).slice(0, 8)}-${id}`;
	return `${name.slice(0, LONGEST_NAME - end.length).replace(/[^a-z0-9]+$/, "")}${end}`;
}
/**
* What is wrong where the pods of a Job would be taken for instances; null: nothing.
* @param selector by which the Service before the workload, or the workload itself, selects its pods
*/
function jobProblem(job, selector) {
	const { name } = job.metadata;
	const labels = job.spec?.template?.metadata?.labels ?? {};
	if (!selects(selector, labels)) return null;
	const [[key, value] = []] = Object.entries(selector);
	return `Job ${name}: its pods have the labels by which the pods of the service are selected (${labelSelector({ matchLabels: selector })}), so that they would be sent requests, and counted as its instances. Write another value under its \`spec.template.metadata.labels\`, such as \`${key}: ${value}-${name}\`.`;
}

// src/platforms/kubernetes/manifests/jobs/job-words.ts
const SPOKEN = {
	message: "",
	patience: 0,
	crashed: true,
	needsRoom: false
};
/** How a container of the newest pod that failed has ended, else how the newest is; null: there is no pod. */
function telling(pods) {
	const newest = pods.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
	const [first = null] = newest;
	return newest.map(endIn).find((end) => end !== null) ?? (first && stateOf(first));
}
/** The same for people: a line, and where a container ran the last lines of its log. Not `whole` where these cannot be had. */
async function wordsOf(site, { symptom, restarted }, signal) {
	const { pod, container, crashed, message } = symptom;
	if (container === null || !crashed) return {
		words: headOf(message === "" ? await fromEvents(site, symptom, signal) : symptom),
		whole: true
	};
	const lines = await lastLines(site, pod, container, restarted, signal);
	return {
		words: `${headOf(symptom)}\n${lines}`,
		whole: !lines.startsWith(NO_LOG)
	};
}
/** A volume that cannot be mounted is told in events only. */
async function fromEvents(site, symptom, signal) {
	const [event] = await eventsOf(site, {
		kind: "Pod",
		name: symptom.pod
	}, signal);
	return event === void 0 ? symptom : {
		...symptom,
		message: `${event.reason}: ${event.message}`
	};
}
function endIn(pod) {
	const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
	const failed = [...containerStatuses, ...initContainerStatuses].find((status) => (endOf(status)?.exitCode ?? 0) !== 0);
	if (failed === void 0) return null;
	const { reason = "Error", exitCode, message } = endOf(failed) ?? {};
	const said = `it ended with ${exitCode}${message ? ` (${message.trim()})` : ""}`;
	const symptom = {
		...SPOKEN,
		pod: pod.metadata.name,
		container: failed.name,
		reason,
		message: said
	};
	return {
		key: `${pod.metadata.uid} ${failed.name} ${failed.restartCount}`,
		ended: true,
		restarted: failed.state?.running !== void 0,
		symptom
	};
}
function stateOf(pod) {
	const symptom = symptomOf(pod) ?? ranIn(pod) ?? waitingOf(pod);
	return {
		key: `${pod.metadata.uid} ${symptom.container} ${symptom.reason}`,
		ended: false,
		restarted: false,
		symptom
	};
}
function ranIn(pod) {
	const ran = containersOf(pod).findLast(({ state }) => state?.running !== void 0 || state?.terminated !== void 0);
	if (ran === void 0) return null;
	const reason = ran.state?.running === void 0 ? "it ended with 0" : "it runs";
	return {
		...SPOKEN,
		pod: pod.metadata.name,
		container: ran.name,
		reason
	};
}
function waitingOf({ metadata, status = {} }) {
	const { phase = "Pending", reason = phase, message = "" } = status;
	return {
		...SPOKEN,
		pod: metadata.name,
		container: null,
		reason,
		message,
		crashed: false
	};
}
function endOf({ state, lastState }) {
	return state?.terminated ?? lastState?.terminated;
}
function timeOf({ metadata }) {
	return `${metadata.creationTimestamp} ${metadata.name}`;
}

// src/platforms/kubernetes/manifests/jobs/job-end.ts
/** Milliseconds between two looks where nothing changes: what lasts is told after a while. */
const AGAIN = 2e3;
/** What a Job's own controller tries again, as often as its `backoffLimit` says. */
const TRIED_AGAIN = /* @__PURE__ */ new Set(["CrashLoopBackOff", "OOMKilled"]);
/** Watches a Job until it has ended, or waiting cannot help, or none of its pods completed within the service's progress deadline. */
async function endOfJob(site, { metadata: { name, uid } }, signal) {
	const { progressDeadline } = site.service.rollout;
	const tell = teller(site);
	const times = lasting();
	let nearest = {
		succeeded: 0,
		at: performance.now()
	};
	for (;;) {
		times.next();
		const job = await site.api.get(await jobPath(site, name, signal), signal);
		if (job === null || job.metadata.uid !== uid || job.metadata.deletionTimestamp !== void 0) return "deleted";
		if (trueConditionOf(job, "Complete")) return "completed";
		const list = await listPods(site, podsOf(job), signal);
		const look = {
			job,
			pods: list.items,
			version: list.metadata.resourceVersion
		};
		const failed = trueConditionOf(job, "Failed");
		const words = await tell(look, failed !== void 0 || trueConditionOf(job, "FailureTarget") !== void 0, signal);
		if (failed) return { failed: `Job ${name} failed: ${failed.reason}: ${failed.message}${below(words)}` };
		const why = await hopelessly(site, look, times, signal);
		if (why !== null) return { failed: `Job ${name} cannot run: ${why}` };
		const succeeded = job.status?.succeeded ?? 0;
		if (succeeded > nearest.succeeded) nearest = {
			succeeded,
			at: performance.now()
		};
		const left = nearest.at + progressDeadline - performance.now();
		if (left <= 0) return { failed: await late(site, look, await tell(look, true, signal), signal) };
		await changed(site, look, Math.min(Math.ceil(left), AGAIN), signal);
	}
}
/** What its pods tell, kept from before they went. Of what still runs only `atLast`: from then on they are being ended, and tell nothing else. */
function teller(site) {
	let kept = null;
	return async ({ pods }, atLast, signal) => {
		const now = telling(pods);
		if (kept?.atLast || now === null || !now.ended && !atLast) return kept?.words ?? null;
		const said = now.key === kept?.key ? kept : await wordsOf(site, now, signal);
		kept = {
			...kept?.whole && !said.whole ? kept : {
				words: said.words,
				whole: said.whole
			},
			key: now.key,
			atLast
		};
		return kept.words;
	};
}
function hopelessly(site, { job, pods }, times, signal) {
	const waiting = pods.filter((pod) => !isEnding(pod) && !isOver(pod) && !TRIED_AGAIN.has(symptomOf(pod)?.reason ?? ""));
	const existing = pods.length;
	const counts = {
		wanted: job.spec.suspend ? 0 : 1,
		updated: existing,
		existing,
		serving: 0,
		available: 0,
		settled: false
	};
	const revision = {
		labels: {},
		owner: {
			kind: "Job",
			name: job.metadata.name
		}
	};
	return hopeless({
		site,
		workload: job,
		counts,
		revision,
		unready: waiting,
		lasting: times,
		isBack: false
	}, signal);
}
async function late(site, { job, pods }, words, signal) {
	const { name } = job.metadata;
	const head = `Job ${name} did not complete within ${site.service.rollout.progressDeadline / 1e3} s`;
	const longer = "where it needs longer, write a longer `progress-deadline` under `rollout` of the service";
	if (job.spec.suspend) return `${head}: it is suspended, and nobody resumed it; ${longer}`;
	if (words !== null || pods.length > 0) return `${head}; ${longer}${below(words)}`;
	const [event] = await eventsOf(site, {
		kind: "Job",
		name
	}, signal);
	return `${head}: it has no pod${event === void 0 ? "" : ` (${event.reason}: ${event.message})`}; ${longer}`;
}
/** Resolves when the Job or one of its pods changed since, or after that time, or on abort. What cannot be watched changes unseen. */
async function changed(site, { job, version }, time, signal) {
	const until = AbortSignal.any([signal, AbortSignal.timeout(time)]);
	const ofJob = { fieldSelector: `metadata.name=${job.metadata.name}` };
	const watches = [[
		jobsPath(site, until),
		job.metadata.resourceVersion ?? version,
		ofJob
	], [
		corePath(site, "pods", until),
		version,
		podsOf(job)
	]];
	await firstChange(site, watches, until);
	signal.throwIfAborted();
}
function podsOf({ spec }) {
	return { labelSelector: labelSelector(spec.selector) };
}
function isOver({ status }) {
	return status?.phase === "Succeeded" || status?.phase === "Failed";
}
function below(words) {
	return words === null ? "" : `\n${words}`;
}

// src/platforms/kubernetes/manifests/jobs/jobs.ts
/**
* Runs a Job to its end, once for each `id` (8 hex digits): where it is there already, this goes on with it. null: it completed, and stays until
* {@link removeJobs}; else why not, with the last lines of its last pod. One that failed is deleted, so that the next run makes it anew.
* On abort it runs on, for whoever comes next.
*/
async function runJob(site, job, id, signal) {
	const made = await jobFor(site, jobObject(site, job, id), signal);
	if (typeof made === "string") return made;
	const end = await endOfJob(site, made, signal);
	if (end === "completed") return null;
	const { name } = made.metadata;
	if (end === "deleted") return `Job ${name} was deleted by somebody before it had ended: let it end, and deploy again.`;
	await removeJob(site, made, signal);
	return end.failed;
}
/** Deletes all Jobs of the service that were made by {@link runJob}, with their pods, also those that still run. Done also where there is none. */
async function removeJobs(site, signal) {
	const query = { labelSelector: `${JOB}=${jobMark(site)}` };
	const list = await site.api.get(await jobsPath(site, signal), signal, query);
	await Promise.all((list?.items ?? []).map((job) => removeJob(site, job, signal)));
}
async function removeJob(site, { metadata: { name } }, signal) {
	await site.api.remove(await jobPath(site, name, signal), signal);
}
/** The Job that is there, else one that is made; a sentence where there can be none. */
async function jobFor(site, object, signal) {
	const { name } = object.metadata;
	const found = await site.api.get(await jobPath(site, name, signal), signal);
	if (found === null) return make(site, object, signal);
	if (found.metadata.labels?.["sluice-actions.github.io/job"] !== jobMark(site)) return `${`There is a Job ${name} without the label ${JOB}=${jobMark(site)}: no rollout of this service made it`}. Run \`kubectl delete job ${name}\`, or give one of both another name.`;
	if (found.metadata.deletionTimestamp !== void 0) throw new Error(`Job ${name} is still being deleted, and cannot be made anew before`);
	return found;
}
async function make(site, object, signal) {
	try {
		const made = await site.api.create(await jobsPath(site, signal), object, signal);
		return made === "exists" ? jobFor(site, object, signal) : made;
	} catch (error) {
		if (error instanceof ApiError || error instanceof Refused) return `Job ${object.metadata.name} cannot be made: ${error.message}`;
		throw error;
	}
}

export { jobProblem as a, jobObject as i, runJob as n, jobMark as r, removeJobs as t };