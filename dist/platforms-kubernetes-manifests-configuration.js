import { Tt as Refused, dt as digest, pt as isMapping } from "./first.js";
import { h as corePath, m as appsPath, r as journalName, w as nextSite } from "./platforms-kubernetes.js";
import { d as titleOf } from "./platforms-kubernetes-manifests.js";
import { u as readWorkload } from "./platforms-kubernetes-workload.js";
import { o as readable } from "./platforms-kubernetes-check.js";
import { i as hasContentOf, r as contentOf } from "./platforms-kubernetes-manifests-applied.js";
import { a as asCopy, o as usedBy } from "./platforms-kubernetes-manifests-files.js";
import { r as jobMark } from "./platforms-kubernetes-manifests-jobs.js";

// src/platforms/kubernetes/manifests/configuration/copy.ts
/** On each copy that may be deleted when no version of the service needs it: whose it is. */
const COPY = "sluice-actions.github.io/copy";
/** The annotation of each copy that says of what it is one. */
const COPY_OF = "sluice-actions.github.io/copy-of";
/** What a name may be long. */
const LONGEST = 253;
/**
* A copy named by its content, which nobody can change. Two services have each their own.
* @param isShared whether others than the workload and its Jobs use it: it is then not to be deleted, so it has no label of ours
*/
function copyOf(site, object, isShared) {
	const { service } = site;
	const { metadata, ...kept } = asCopy(object);
	const { name } = metadata;
	const whose = journalName(service.name, service.environment);
	const end = `-${digest([
		whose,
		object.kind,
		name,
		isShared,
		contentOf(object)
	]).slice(0, 8)}`;
	const copy = {
		...metadata,
		name: `${name.slice(0, LONGEST - end.length).replace(/[^a-z0-9]+$/, "")}${end}`,
		labels: {
			...metadata.labels,
			...!isShared && { ["sluice-actions.github.io/copy"]: jobMark(site) }
		},
		annotations: {
			...metadata.annotations,
			[COPY_OF]: name
		}
	};
	return {
		...kept,
		metadata: copy,
		immutable: true
	};
}

// src/platforms/kubernetes/manifests/configuration/versioned.ts
/**
* Which ConfigMaps and Secrets this version reads; only looks. What is not there yet is made under its plain name; what is there as the manifests
* say it is used; of what is there with other content, the version gets a copy, and the plain one stays as older versions have it.
*
* What others of the manifests use too (a worker, an Ingress) is applied to its plain name, which they read; the workload then always has
* a copy, so that the next change does not reach its pods. Only where its present pods still read the plain one, that may not change: then the
* others get a copy as well, which is never deleted, since nobody counts who uses it.
*
* Throws `Refused` where a copy was changed by somebody.
*/
async function versioned(site, manifests, signal) {
	const present = await Promise.all([readWorkload(site, signal), readable(() => readWorkload(nextSite(site), signal))]);
	const uses = {
		rest: new Set(usedBy(manifests.rest)),
		present: new Set(usedBy(present))
	};
	const all = await Promise.all(manifests.configuration.map((object) => one(site, object, uses, signal)));
	return {
		names: Object.fromEntries(all.map(({ key, name }) => [key, name])),
		shared: Object.fromEntries(all.map(({ key, shared }) => [key, shared])),
		missing: all.flatMap(({ missing }) => missing)
	};
}
async function one(site, object, uses, signal) {
	const { name } = object.metadata;
	const key = `${object.kind}/${name}`;
	const plain = await readLike(site, object, signal);
	const isAsSaid = plain !== null && hasContentOf(plain, object);
	const isShared = uses.rest.has(key);
	if (isShared && !uses.present.has(key)) {
		const copy = await copied(site, object, false, signal);
		return {
			key,
			name: copy.name,
			shared: name,
			missing: [object, ...copy.missing]
		};
	}
	if (plain === null || isAsSaid) return {
		key,
		name,
		shared: name,
		missing: isAsSaid ? [] : [object]
	};
	const copy = await copied(site, object, isShared, signal);
	return {
		key,
		name: copy.name,
		shared: copy.name,
		missing: copy.missing
	};
}
async function copied(site, object, isShared, signal) {
	const copy = copyOf(site, object, isShared);
	const { name } = copy.metadata;
	const there = await readLike(site, copy, signal);
	if (there === null) return {
		name,
		missing: [copy]
	};
	if (hasContentOf(there, copy)) return {
		name,
		missing: []
	};
	const look = `\`kubectl delete ${copy.kind.toLowerCase()} ${name}\` lets it be made again`;
	throw new Refused("drift", `${titleOf(copy)} is to be a copy of ${titleOf(object)}, and somebody gave it other content: ${look}`);
}
/** What is there under the name of a ConfigMap or Secret. */
async function readLike(site, { kind, metadata }, signal) {
	const plural = kind === "Secret" ? "secrets" : "configmaps";
	return site.api.get(`${await corePath(site, plural, signal)}/${encodeURIComponent(metadata.name)}`, signal);
}
/** By what pods call configuration, and the kind of that. */
const CALLS = {
	configMap: "ConfigMap",
	configMapRef: "ConfigMap",
	configMapKeyRef: "ConfigMap",
	secret: "Secret",
	secretRef: "Secret",
	secretKeyRef: "Secret",
	imagePullSecrets: "Secret"
};
/** An object whose pods call their configuration by these names. The object itself stays as it is. */
function withNames(object, names) {
	const walk = (part, inPods) => {
		if (Array.isArray(part)) return part.map((item) => walk(item, inPods));
		if (!isMapping(part)) return part;
		const isWithin = inPods || Array.isArray(part["containers"]);
		const entries = Object.entries(part).map(([key, value]) => {
			const kind = isWithin ? CALLS[key] : void 0;
			return [key, walk(kind === void 0 ? value : renamed(value, kind, names), isWithin)];
		});
		return Object.fromEntries(entries);
	};
	return walk(object, false);
}
function renamed(call, kind, names) {
	if (Array.isArray(call)) return call.map((item) => renamed(item, kind, names));
	if (!isMapping(call)) return call;
	const set = (key) => {
		const name = names[`${kind}/${call[key]}`];
		return name === void 0 ? {} : { [key]: name };
	};
	return {
		...call,
		...set("name"),
		...set("secretName")
	};
}

// src/platforms/kubernetes/manifests/configuration/unused.ts
const KINDS = {
	ConfigMap: "configmaps",
	Secret: "secrets"
};
/**
* Deletes copies of configuration that were made for a version of this service, and that no version needs any more: neither the workload, nor its
* next track, nor a revision that their controllers keep to go back to.
* @param kept copies that are needed besides, such as `ConfigMap/shop-1a2b3c4d`
*/
async function removeUnused(site, kept, signal) {
	const candidates = (await copies(site, signal)).filter(({ title }) => !kept.has(title));
	if (candidates.length === 0) return;
	const used = await templates(site, signal);
	for (const { name, path } of candidates) if (!used.includes(name)) await site.api.remove(path, signal);
}
async function copies(site, signal) {
	const query = { labelSelector: `${COPY}=${jobMark(site)}` };
	return (await Promise.all(Object.entries(KINDS).map(async ([kind, plural]) => {
		const all = await corePath(site, plural, signal);
		const list = await readable(() => site.api.get(all, signal, query));
		return (list === "forbidden" ? [] : list?.items ?? []).map(({ metadata: { name } }) => ({
			title: `${kind}/${name}`,
			name,
			path: `${all}/${encodeURIComponent(name)}`
		}));
	}))).flat();
}
/** All that the controllers of the workload and its next track make pods of, now or when they go back, as one text. */
async function templates(site, signal) {
	const both = [site, nextSite(site)].map(async (one) => {
		const workload = await (one === site ? readWorkload(one, signal) : readable(() => readWorkload(one, signal)));
		if (workload === null || workload === "forbidden") return [];
		const plural = one.service.workload.kind === "deployment" ? "replicasets" : "controllerrevisions";
		return [workload, ...((await site.api.get(await appsPath(one, plural, signal), signal))?.items ?? []).filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid))];
	});
	return JSON.stringify(await Promise.all(both));
}

export { versioned as n, withNames as r, removeUnused as t };