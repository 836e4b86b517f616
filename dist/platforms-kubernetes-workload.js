import { Tt as Refused, ut as contentOf } from "./first.js";
import { D as ourAnnotation, E as annotating, O as pointer, _ as workloadName, b as labelSelector, k as valueAt, m as appsPath, v as workloadPath } from "./platforms-kubernetes.js";
import { c as manifestOperations, s as manifestNote } from "./platforms-kubernetes-manifests.js";

// src/platforms/kubernetes/workload/note.ts
/** The annotation of the workload itself, never of its pods: a change of it restarts nothing. */
const NOTE = "sluice-actions.github.io/rollout";
const NOTE_PATH = pointer("metadata", "annotations", NOTE);
/** null where none is there: `kubectl rollout undo` brings back what a ReplicaSet keeps of its Deployment long after that rollout has ended. */
function noteOf(workload) {
	try {
		const note = JSON.parse(ourAnnotation(workload, "sluice-actions.github.io/rollout") ?? "null");
		return isNote(note) ? note : null;
	} catch {
		return null;
	}
}
function isNote(value) {
	const note = value;
	return [
		note?.to,
		note?.from,
		note?.images,
		note?.restartedAt,
		note?.pace
	].every((part) => typeof part === "object" && part !== null);
}

// src/platforms/kubernetes/workload/image.ts
const VERSION = "{version}";
const DIGEST = "(?:@[a-z0-9+._-]+:[0-9a-f]+)?";
/** The image without tag and digest. */
function repositoryOf(image) {
	const [name] = image.split("@");
	const colon = name.lastIndexOf(":");
	return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}
/** The image of one version. */
function imageFor(template, version) {
	return template.replaceAll(VERSION, () => version);
}
/** Containers and init containers that the service file's `image` is for: the one that `container` names, else those of the same repository. */
function ourContainers({ image, container }, template) {
	const matching = (name, present) => container === null ? image.find((one) => repositoryOf(one) === repositoryOf(present) || versionIn(one, present) !== null) : image.find(() => container === name);
	return ["initContainers", "containers"].flatMap((list) => (template.spec[list] ?? []).flatMap(({ name, image: present = "" }, at) => {
		const line = matching(name, present);
		return line === void 0 ? [] : [{
			name,
			image: present,
			template: line,
			path: pointer("spec", "template", "spec", list, at, "image")
		}];
	}));
}
/** The version that all of our containers agree on; null where they do not, or their images are not of the service file's form. */
function versionOf(service, template) {
	const versions = ourContainers(service, template).map((ours) => versionIn(ours.template, ours.image));
	const [first = null] = versions;
	return versions.every((version) => version === first) ? first : null;
}
/** What stands for `{version}`. A digest that somebody added behind it is no part of it. */
function versionIn(template, image) {
	const [before = "", ...after] = template.split(VERSION).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${[before, ...after].reduce((all, part, at) => `${all}${at === 1 ? "(.+?)" : "\\1"}${part}`)}${DIGEST}$`).exec(image)?.[1] ?? null;
}

// src/platforms/kubernetes/workload/pace.ts
const ROLLING_UPDATE = {
	deployment: "/spec/strategy/rollingUpdate",
	statefulset: "/spec/updateStrategy/rollingUpdate",
	daemonset: "/spec/updateStrategy/rollingUpdate"
};
/** How fast the service file wants it, by JSON pointer; only what it says. */
function paceOf({ workload, rollout }) {
	const { maxUnavailable, maxSurge, minReady } = rollout;
	const within = ROLLING_UPDATE[workload.kind];
	return {
		...maxUnavailable && { [`${within}/maxUnavailable`]: written(maxUnavailable) },
		...maxSurge && { [`${within}/maxSurge`]: written(maxSurge) },
		...minReady !== null && { "/spec/minReadySeconds": Math.ceil(minReady / 1e3) }
	};
}
function written({ value, unit }) {
	return unit === "percent" ? `${value}%` : value;
}
/** What there was of it before us, and what is to be. What the note says was there before wins: what is there now, we may have set. */
function pacing(service, workload, before) {
	const changes = Object.entries(paceOf(service)).flatMap(([path, set]) => {
		const now = valueAt(workload, path) ?? null;
		const was = before[path] ? before[path].was : now;
		return was === set && !before[path] ? [] : [[path, {
			was,
			set
		}]];
	});
	return {
		...before,
		...Object.fromEntries(changes)
	};
}
function setPace(workload, pace) {
	return Object.entries(pace).flatMap(([path, { set }]) => valueAt(workload, path) === set ? [] : [put(path, set)]);
}
/** Puts back what was there, but for what somebody else has set since. */
function restorePace(workload, pace) {
	return Object.entries(pace).flatMap(([path, { was, set }]) => valueAt(workload, path) === set ? [put(path, was)] : []);
}
function put(path, value) {
	return value === null ? {
		op: "remove",
		path
	} : {
		op: "add",
		path,
		value
	};
}

// src/platforms/kubernetes/workload/update.ts
/** The template's annotation by which pods of the same image are replaced. */
const RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
/** The note of a rollout that sets images, and nothing else of the pods. */
function imageNote(site, workload, target, before) {
	const from = fromOf(site, workload, before);
	const isBack = before !== null && leadsBack(before, target);
	const images = isBack ? imagesBefore(before) : imagesOf(site, workload, target, before);
	const changes = setImages(workload, images).length > 0;
	return {
		to: target,
		from,
		images,
		restartedAt: restartedAt(workload, before, isBack, !isBack && !changes && target.spec !== null && contentOf(target.spec) !== target.spec),
		pace: pacing(site.service, workload, before?.pace ?? {}),
		...isBack && goingBack(site)
	};
}
/** What ran before the rollout. */
function fromOf({ service }, workload, before) {
	return before?.from ?? {
		version: versionOf(service, workload.spec.template),
		spec: null
	};
}
function goingBack({ service }) {
	return {
		back: true,
		...service.workload.kind === "statefulset" && { clearing: true }
	};
}
/** Whether the target is what was there before the rollout. */
function leadsBack({ to, from, back }, target) {
	return (target.version === null || target.version === from.version) && (back === true || !isSame(to, target));
}
/** One write of all that an {@link imageNote} says, and of the note itself, as long as nobody changed what it was made from. */
function imageOperations(workload, note, before) {
	return [
		...unchanged(workload),
		...setImages(workload, note.images),
		...setRestart(workload, note, before),
		...setPace(workload, note.pace),
		annotate(workload, note)
	];
}
/** Fails where it is not what was read any more: what is told and how, not what its controller says of it. */
function unchanged({ metadata }) {
	const note = metadata.annotations?.[NOTE];
	return [
		{
			op: "test",
			path: "/metadata/uid",
			value: metadata.uid
		},
		{
			op: "test",
			path: "/metadata/generation",
			value: metadata.generation
		},
		...note === void 0 ? [] : [{
			op: "test",
			path: NOTE_PATH,
			value: note
		}]
	];
}
function annotate(workload, note) {
	return annotating(workload, NOTE, JSON.stringify(note));
}
function isSame(a, b) {
	return a.version === b.version && a.spec === b.spec;
}
/** The mark by which pods of the same image are replaced; null: none. */
function restartOf({ spec }) {
	return spec.template.metadata?.annotations?.["kubectl.kubernetes.io/restartedAt"] ?? null;
}
function imagesBefore({ images }) {
	return Object.fromEntries(Object.entries(images).map(([name, { was }]) => [name, {
		was,
		set: was
	}]));
}
function imagesOf(site, workload, { version }, before) {
	const { image, container } = site.service;
	if (version === null) throw new Refused("no-previous-version", `Nobody knows what ${workloadName(site)} ran before: set its image by hand`);
	const ours = ourContainers(site.service, workload.spec.template);
	if (ours.length === 0) {
		const looked = container === null ? `an image like ${image.join(" or ")}` : `the name ${container}`;
		throw new Refused("precondition", `${workloadName(site)} has no container with ${looked}: change \`image\` or \`container\` of the service`);
	}
	const set = ours.map(({ name, image: now, template }) => {
		return [name, {
			was: before?.images[name]?.was ?? now,
			set: imageFor(template, version)
		}];
	});
	return {
		...before?.images,
		...Object.fromEntries(set)
	};
}
function setImages({ spec }, images) {
	return ["initContainers", "containers"].flatMap((list) => (spec.template.spec[list] ?? []).flatMap(({ name, image }, at) => {
		const wanted = images[name]?.set;
		const path = pointer("spec", "template", "spec", list, at, "image");
		return wanted === void 0 || wanted === image ? [] : [{
			op: "replace",
			path,
			value: wanted
		}];
	}));
}
function restartedAt(workload, before, isBack, restarts) {
	const now = restartOf(workload);
	const was = before?.restartedAt.set == null ? now : before.restartedAt.was;
	if (restarts) return {
		was,
		set: (/* @__PURE__ */ new Date()).toISOString()
	};
	return isBack || before === null ? {
		was,
		set: null
	} : before.restartedAt;
}
function setRestart(workload, { restartedAt: { was, set } }, before) {
	const path = pointer("spec", "template", "metadata", "annotations", RESTARTED_AT);
	const now = restartOf(workload);
	if (set !== null) {
		if (workload.spec.template.metadata?.annotations) return set === now ? [] : [{
			op: "add",
			path,
			value: set
		}];
		return [{
			op: "add",
			path: pointer("spec", "template", "metadata", "annotations"),
			value: { [RESTARTED_AT]: set }
		}];
	}
	const ours = before?.restartedAt.set ?? null;
	if (ours === null || ours !== now) return [];
	return [was === null ? {
		op: "remove",
		path
	} : {
		op: "add",
		path,
		value: was
	}];
}

// src/platforms/kubernetes/workload/drift.ts
const SPEC = ["f:spec"];
const TEMPLATE = [...SPEC, "f:template"];
/** Who changed since the note what is to run, and to what, in one sentence; null: nobody. */
function driftOf(site, workload, note) {
	const { containers, initContainers = [] } = workload.spec.template.spec;
	for (const [name, { set }] of Object.entries(note.images)) {
		const list = containers.some((one) => one.name === name) ? "containers" : "initContainers";
		const container = [...containers, ...initContainers].find((one) => one.name === name);
		if (!container) return `somebody (${lastWriter(workload)}) took the container ${name} out of ${workloadName(site)}`;
		const field = [
			...TEMPLATE,
			"f:spec",
			`f:${list}`,
			`k:${JSON.stringify({ name })}`,
			"f:image"
		];
		if (!isImage(container.image ?? "", set)) return `somebody (${lastWriter(workload, field)}) set the image of ${name} to ${container.image}`;
	}
	const mark = restartOf(workload);
	const { set } = note.restartedAt;
	if (set === null || mark !== null && Date.parse(mark) >= Math.floor(Date.parse(set) / 1e3) * 1e3) return null;
	return `somebody (${lastWriter(workload)}) took the restart of ${workloadName(site)} back`;
}
/** What checks images at the API server may add the digest. */
function isImage(present, set) {
	return present === set || present.startsWith(`${set}@`);
}
/** Manager and time, as the API server noted them, of the last write of a field; of what is to run where it is not said whose that field is. */
function lastWriter({ metadata }, field = TEMPLATE) {
	const writes = (metadata.managedFields ?? []).toSorted((a, b) => (b.time ?? "").localeCompare(a.time ?? ""));
	const write = [
		field,
		TEMPLATE,
		SPEC
	].flatMap((part) => writes.find(({ fieldsV1 }) => holds(fieldsV1, part)) ?? [])[0];
	return [write?.manager ?? "unknown", ...write?.time === void 0 ? [] : [`${write.time.slice(11, 19)} UTC`]].join(", ");
}
function holds(fields, [key, ...rest]) {
	if (key === void 0) return true;
	const inner = fields?.[key];
	return inner !== void 0 && holds(inner, rest);
}

// src/platforms/kubernetes/workload/workload.ts
/** null where there is none of this name. */
async function readWorkload(site, signal) {
	return site.api.get(await workloadPath(site, signal), signal);
}
/** Whether its controller has seen what it is told now: before that its status speaks of what was told before. */
function isObserved({ metadata, status }) {
	return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}
/** Whether a reference names this workload. */
function isIt(named, { kind, name }) {
	return named?.name === name && named.kind?.toLowerCase() === kind;
}

// src/platforms/kubernetes/workload/revision.ts
const REVISION = "deployment.kubernetes.io/revision";
const HASH = "pod-template-hash";
/** The label by which StatefulSets and DaemonSets mark the pods of a revision. */
const REVISION_HASH = "controller-revision-hash";
/**
* Finds the present revision of a workload: null as long as its controller has not made it. What makes the pods of a Deployment is asked
* for only where that may have changed.
*/
function revisions(site) {
	let known = null;
	return async (workload, signal) => {
		if (!isObserved(workload)) return null;
		const { kind, name } = site.service.workload;
		if (kind === "statefulset") return marked(workload.status?.updateRevision, {
			kind: "StatefulSet",
			name
		});
		const { uid, generation, annotations } = workload.metadata;
		const key = `${uid} ${generation} ${annotations?.[REVISION]}`;
		if (known?.key === key) return known.revision;
		const revision = kind === "deployment" ? await newestReplicaSet(site, workload, signal) : await newestRevision(site, workload, signal);
		known = revision && {
			key,
			revision
		};
		return revision;
	};
}
/** Ready pods of it for as long as is asked, by its controller's own numbers: of a StatefulSet or DaemonSet at least so many. */
async function availableOf(site, { labels, owner }, counts, signal) {
	const { updated, existing, available } = counts;
	if (existing <= updated || owner.kind !== "ReplicaSet") return Math.max(0, updated - Math.max(0, existing - available));
	const query = { labelSelector: labelSelector({ matchLabels: labels }) };
	return (await site.api.get(await appsPath(site, "replicasets", signal), signal, query))?.items.find(({ metadata }) => metadata.name === owner.name)?.status?.availableReplicas ?? 0;
}
function marked(hash, owner) {
	return hash === void 0 ? null : {
		labels: { [REVISION_HASH]: hash },
		owner
	};
}
async function newestReplicaSet(site, workload, signal) {
	const wanted = workload.metadata.annotations?.[REVISION];
	const found = (await owned(site, "replicasets", workload, signal)).find(({ metadata }) => wanted !== void 0 && metadata.annotations?.[REVISION] === wanted);
	const hash = found?.metadata.labels?.[HASH];
	return found && hash !== void 0 ? {
		labels: { [HASH]: hash },
		owner: {
			kind: "ReplicaSet",
			name: found.metadata.name
		}
	} : null;
}
async function newestRevision(site, workload, signal) {
	const [newest] = (await owned(site, "controllerrevisions", workload, signal)).toSorted((a, b) => b.revision - a.revision);
	return marked(newest?.metadata.labels?.[REVISION_HASH], {
		kind: "DaemonSet",
		name: workload.metadata.name
	});
}
async function owned(site, plural, workload, signal) {
	const query = { labelSelector: labelSelector(workload.spec.selector) };
	return ((await site.api.get(await appsPath(site, plural, signal), signal, query))?.items ?? []).filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid));
}

// src/platforms/kubernetes/workload/plan.ts
/**
* The note that `workload` gets for this target; `before` is the one of the same rollout that it has. Throws `Refused` where it cannot be
* deployed there.
* @param rendered what the manifests of that version say; null where none go with it
*/
function noteFor(site, workload, target, before, rendered) {
	if (workload.spec.paused) {
		const { kind, name } = site.service.workload;
		throw new Refused("drift", `${workloadName(site)} is paused: nothing would happen. Run \`kubectl rollout resume ${kind}/${name}\``);
	}
	return rendered !== null || before?.template !== void 0 ? manifestNote(site, workload, target, before, rendered) : imageNote(site, workload, target, before);
}
/** One write of all that the note says, and of the note itself, as long as nobody changed what it was made from. */
function operations(workload, note, before, rendered) {
	return note.template === void 0 ? imageOperations(workload, note, before) : manifestOperations(workload, note, rendered);
}

// src/platforms/kubernetes/workload/progress.ts
/** How far the controller is, by its own numbers; what is settled, `kubectl rollout status` calls successfully rolled out. */
function countsOf(kind, workload) {
	const counts = kind === "daemonset" ? onNodes(workload) : inReplicas(workload);
	const { wanted, updated, existing, serving, available } = counts;
	if (!isObserved(workload)) return {
		...counts,
		updated: 0,
		settled: false
	};
	const all = updated >= wanted && available >= wanted;
	switch (kind) {
		case "deployment": return {
			...counts,
			settled: all && existing <= updated && available >= updated
		};
		case "statefulset": {
			const { currentRevision, updateRevision } = workload.status ?? {};
			return {
				...counts,
				settled: all && serving >= wanted && existing <= wanted && currentRevision === updateRevision
			};
		}
		case "daemonset": return {
			...counts,
			settled: all
		};
	}
}
function inReplicas({ spec, status = {} }) {
	return {
		wanted: spec.replicas ?? 1,
		updated: status.updatedReplicas ?? 0,
		existing: status.replicas ?? 0,
		serving: status.readyReplicas ?? 0,
		available: status.availableReplicas ?? 0
	};
}
function onNodes({ status = {} }) {
	return {
		wanted: status.desiredNumberScheduled ?? 0,
		updated: status.updatedNumberScheduled ?? 0,
		existing: status.currentNumberScheduled ?? 0,
		serving: status.numberReady ?? 0,
		available: status.numberAvailable ?? 0
	};
}

// src/platforms/kubernetes/workload/settle.ts
/** One write that takes back what was for the time of the rollout only. */
function settling(workload, note) {
	const isThere = workload.metadata.annotations?.[NOTE] !== void 0;
	return [
		...unchanged(workload),
		...restorePace(workload, note.pace),
		...isThere ? [{
			op: "remove",
			path: NOTE_PATH
		}] : []
	];
}

export { repositoryOf as C, noteOf as E, ourContainers as S, NOTE as T, isSame as _, REVISION_HASH as a, paceOf as b, isIt as c, driftOf as d, lastWriter as f, goingBack as g, fromOf as h, operations as i, isObserved as l, annotate as m, countsOf as n, availableOf as o, RESTARTED_AT as p, noteFor as r, revisions as s, settling as t, readWorkload as u, leadsBack as v, versionOf as w, imageFor as x, unchanged as y };