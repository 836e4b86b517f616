import { Tt as Refused, dt as digest, ft as isEqual, pt as isMapping, ut as contentOf } from "./first.js";
import { O as pointer, _ as workloadName, h as corePath, k as valueAt, r as journalName, y as workloadsPath } from "./platforms-kubernetes.js";
import { S as ourContainers, T as NOTE, b as paceOf, c as isIt, g as goingBack, h as fromOf, m as annotate, p as RESTARTED_AT, u as readWorkload, v as leadsBack, w as versionOf, y as unchanged } from "./platforms-kubernetes-workload.js";
import { l as homeScalers } from "./platforms-kubernetes-scaling.js";
import { u as accepted } from "./platforms-kubernetes-tracks.js";
import { t as applyObjects } from "./platforms-kubernetes-manifests-applied.js";
import { i as withVersion, n as sortManifests } from "./platforms-kubernetes-manifests-files.js";
import { n as runJob, t as removeJobs } from "./platforms-kubernetes-manifests-jobs.js";
import { n as versioned, r as withNames, t as removeUnused } from "./platforms-kubernetes-manifests-configuration.js";
const gunzipSync = (...given) => process.getBuiltinModule("node:zlib").gunzipSync(...given); const gzipSync = (...given) => process.getBuiltinModule("node:zlib").gzipSync(...given);

// src/platforms/kubernetes/manifests/rendered.ts
/** Never changed of a workload that is there, or not by these. */
const LEFT_ALONE = ["template", "selector"];
/** Strategies that know no pace of a rolling update: the API server takes none with them. */
const WITHOUT_PACE = ["Recreate", "OnDelete"];
/** By which keys of its spec a workload says it. */
const STRATEGIES = ["strategy", "updateStrategy"];
/** What the manifests say of a workload besides its pods, by JSON pointer: only what they say. Lists are one value, and so is a strategy that takes the pace away. */
function fieldsOf({ metadata, spec }) {
	const said = Object.fromEntries(Object.entries(spec).filter(([key]) => !LEFT_ALONE.includes(key)));
	return {
		...leaves(["metadata", "labels"], metadata.labels ?? {}),
		...leaves(["metadata", "annotations"], metadata.annotations ?? {}),
		...Object.assign({}, ...Object.entries(said).map(([key, value]) => fieldsIn(key, value)))
	};
}
function fieldsIn(key, value) {
	return STRATEGIES.includes(key) && isMapping(value) && WITHOUT_PACE.includes(value["type"]) ? { [pointer("spec", key)]: { type: value["type"] } } : leaves(["spec", key], value);
}
function leaves(path, value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return { [pointer(...path)]: value };
	return Object.assign({}, ...Object.entries(value).map(([key, part]) => leaves([...path, key], part)));
}
/** The pods of the version, marked where they are to be new ones although nothing else of them is. */
function templateOf({ workload }, mark) {
	const { template } = workload.spec;
	const annotations = {
		...template.metadata?.annotations,
		...mark
	};
	return Object.keys(mark).length === 0 ? template : {
		...template,
		metadata: {
			...template.metadata,
			annotations
		}
	};
}

// src/platforms/kubernetes/manifests/onto.ts
/** The workload with other pods and other values at these JSON pointers; null takes one away. `workload` itself stays as it is. */
function onto(workload, template, fields) {
	const made = structuredClone({
		...workload,
		spec: {
			...workload.spec,
			template
		}
	});
	const spec = made.spec;
	for (const [path, value] of Object.entries(fields)) put(made, path, value);
	for (const key of STRATEGIES) {
		const strategy = spec[key];
		if (strategy !== void 0 && WITHOUT_PACE.includes(strategy.type)) spec[key] = { type: strategy.type };
	}
	return made;
}
/** What makes of one state of a workload another, as long as nobody changed its spec since it was read. */
function towards(from, to) {
	return [...mapped(["spec"], from.spec, to.spec), ...["labels", "annotations"].flatMap((part) => {
		const [before, after] = [from.metadata[part], to.metadata[part] ?? {}];
		if (before === void 0) return Object.keys(after).length === 0 ? [] : [added(["metadata", part], after)];
		return mapped(["metadata", part], before, after);
	})];
}
function mapped(path, from, to) {
	const [before, after] = [from, to];
	const gone = Object.keys(before).filter((key) => after[key] === void 0);
	const changed = Object.keys(after).filter((key) => after[key] !== void 0 && !isEqual(before[key] ?? null, after[key]));
	return [...gone.map((key) => ({
		op: "remove",
		path: pointer(...path, key)
	})), ...changed.map((key) => added([...path, key], after[key]))];
}
function added(path, value) {
	return {
		op: "add",
		path: pointer(...path),
		value
	};
}
function put(object, path, value) {
	const [part, last] = holderOf(object, path);
	if (value === null) delete part[last];
	else part[last] = value;
}
/** What has the value at a JSON pointer, and by which key; made where it is missing. */
function holderOf(object, path) {
	const keys = path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
	const last = keys.pop();
	let part = object;
	for (const key of keys) {
		if (typeof part[key] !== "object" || part[key] === null) part[key] = {};
		part = part[key];
	}
	return [part, last];
}

// src/platforms/kubernetes/manifests/title.ts
/** How people name an object of the manifests: `ConfigMap shop-config`. */
function titleOf(object) {
	const { name } = object["metadata"];
	return `${object["kind"]} ${name}`;
}
/** What no other object of the manifests may be: the same in another version of its API is the same. */
function identityOf(object, namespace) {
	const [group] = String(object["apiVersion"]).split("/").reverse().slice(1);
	const { name, namespace: own = namespace } = object["metadata"];
	return JSON.stringify([
		group ?? "",
		object["kind"],
		own,
		name
	]);
}

// src/platforms/kubernetes/manifests/told.ts
/** Bytes that the pods of before may come to in the note. The API server takes 256 KiB of annotations in all. */
const LARGEST$1 = 1e5;
/** What is wrong where pods are too large to be noted, as a rollout notes them that replaces them; null: nothing. */
function sizeProblem(site, pods) {
	if (JSON.stringify(pods).length <= LARGEST$1) return null;
	return `${`what the pods of ${workloadName(site)} are has over ${LARGEST$1} bytes, which could not be put back`}: move what is large into a ConfigMap that they mount`;
}
/** The note of a rollout that makes a workload what its manifests say. Throws `Refused` where what was there before cannot be noted. */
function manifestNote(site, workload, target, before, rendered) {
	const isBack = before === null ? isThere(site, workload, target, rendered) : leadsBack(before, target);
	const template = before?.template ?? { was: workload.spec.template };
	const large = isBack || template.was === null ? null : sizeProblem(site, template.was);
	if (large !== null) throw new Refused("precondition", large);
	const fields = isBack ? backwards(before?.fields ?? {}) : changes(workload, before, rendered);
	const restarts = !isBack && target.spec !== null && contentOf(target.spec) !== target.spec;
	const told = {
		to: target,
		from: fromOf(site, workload, before),
		template,
		fields,
		restartedAt: {
			was: null,
			set: restarts ? (/* @__PURE__ */ new Date()).toISOString() : null
		},
		...isBack && (before === null ? { back: true } : goingBack(site))
	};
	const pods = podsOf(told, rendered);
	return {
		...told,
		images: imagesOf(site, workload, before, pods),
		pace: paceOver(site, onto(workload, pods, set(fields)), fields, before)
	};
}
/** One write of all that a {@link manifestNote} says, and of the note itself, as long as nobody changed what it was made from. */
function manifestOperations(workload, note, rendered) {
	const made = onto(workload, podsOf(note, rendered), {
		...set(note.fields ?? {}),
		...set(note.pace)
	});
	return [
		...unchanged(workload),
		...towards(workload, made),
		annotate(made, note)
	];
}
/** Whether it runs what it is to go back to, since it was told nothing else: what people did to it by hand is theirs. */
function isThere(site, workload, { version }, rendered) {
	return rendered?.over === true && versionOf(site.service, workload.spec.template) === version;
}
function podsOf({ back, template, restartedAt }, rendered) {
	if (back && template?.was) return template.was;
	if (rendered === null) throw new Refused("no-previous-version", "Nobody knows what the manifests of that version said: deploy it again");
	return templateOf(rendered, restartedAt.set === null ? {} : { [RESTARTED_AT]: restartedAt.set });
}
function changes(workload, before, rendered) {
	const changed = Object.entries(rendered === null ? {} : fieldsOf(rendered.workload)).map(([path, set]) => {
		const noted = before?.fields?.[path];
		return [path, {
			was: noted === void 0 ? valueAt(workload, path) ?? null : noted.was,
			set
		}];
	});
	return {
		...before?.fields,
		...Object.fromEntries(changed)
	};
}
function backwards(fields) {
	return Object.fromEntries(Object.entries(fields).map(([path, { was }]) => [path, {
		was,
		set: was
	}]));
}
function set(changed) {
	return Object.fromEntries(Object.entries(changed).map(([path, { set: value }]) => [path, value]));
}
/** What is compared with what runs, to find out what somebody else did. */
function imagesOf({ service }, workload, before, pods) {
	const now = new Map([...workload.spec.template.spec.initContainers ?? [], ...workload.spec.template.spec.containers].map((one) => [one.name, one.image]));
	return Object.fromEntries(ourContainers(service, pods).map(({ name, image }) => [name, {
		was: before?.images[name]?.was ?? now.get(name) ?? image,
		set: image
	}]));
}
/** What the service file sets for the time of the rollout; afterwards it is as the manifests say, where they say it. */
function paceOver({ service }, made, fields, before) {
	const changed = Object.entries(paceOf(service)).flatMap(([path, set]) => {
		const noted = before?.pace[path];
		const was = path in fields || noted === void 0 ? valueAt(made, path) ?? null : noted.was;
		return was === set && noted === void 0 ? [] : [[path, {
			was,
			set
		}]];
	});
	return {
		...before?.pace,
		...Object.fromEntries(changed)
	};
}

// src/platforms/kubernetes/manifests/kept.ts
const PREFIX = "version-";
/** How many versions can be gone back to, and bytes that one may come to there: a ConfigMap holds 1 MiB in all, the journal included. */
const [MOST, LARGEST] = [6, 15e4];
/**
* What the manifests of a version came to; null where that is not kept. Of one that is known by its version only, what was kept last.
* They lie in the journal's ConfigMap, compressed: a later job has no manifests, or those of another commit.
*/
async function kept(site, target, signal) {
	const entries = entriesOf(await read(site, signal)).filter(({ version }) => version === target.version);
	return (entries.find(({ spec }) => spec === specOf(target)) ?? (target.spec === null ? entries[0] : void 0))?.rendered ?? null;
}
/** What goes with a version besides its image; null where it has no manifests. */
async function renderedOf(site, target, signal) {
	return site.service.manifests === null ? null : kept(site, target, signal);
}
/** Keeps it, and only the latest versions; those that never came to their end go first, since nobody goes back to them. Throws `Refused` where it is too large. */
async function keep(site, target, rendered, signal) {
	const entry = {
		version: target.version,
		spec: specOf(target),
		at: Date.now(),
		rendered
	};
	const text = gzipSync(JSON.stringify(entry)).toString("base64");
	if (text.length > LARGEST) {
		const message = `What the manifests say of ${site.service.workload.name} and its Jobs has ${text.length} bytes, compressed; ${LARGEST} can be kept`;
		throw new Refused("precondition", `${message}: move what is large into a ConfigMap that they mount`);
	}
	for (;;) {
		const found = await read(site, signal);
		if (found === null) throw new Error(`the journal's ConfigMap ${nameOf(site)} is gone`);
		const { binaryData = {} } = found;
		const key = keyOf(entry);
		const rank = ({ rendered: { over } }) => over ? 0 : 1;
		const others = entriesOf(found).filter((one) => keyOf(one) !== key).toSorted((a, b) => rank(a) - rank(b));
		const dropped = new Set(others.slice(MOST - 1).map(keyOf));
		const data = Object.fromEntries(Object.entries(binaryData).filter(([name]) => !dropped.has(name)));
		const path = await pathOf(site, signal);
		if (await site.api.replace(path, {
			...found,
			binaryData: {
				...data,
				[key]: text
			}
		}, signal) !== "conflict") return;
	}
}
/** Names of all copies that a kept version needs. */
async function keptCopies(site, signal) {
	return new Set(entriesOf(await read(site, signal)).flatMap(({ rendered }) => rendered.copies));
}
/** The latest first. */
function entriesOf(found) {
	return Object.entries(found?.binaryData ?? {}).filter(([key]) => key.startsWith(PREFIX)).flatMap(([, text]) => entryOf(text) ?? []).toSorted((a, b) => b.at - a.at);
}
/** null for what somebody else put there. */
function entryOf(text) {
	try {
		const entry = JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString());
		return typeof entry?.version === "string" && typeof entry.rendered === "object" ? entry : null;
	} catch {
		return null;
	}
}
function keyOf({ version, spec }) {
	return `${PREFIX}${digest([version, spec])}`;
}
function specOf({ spec }) {
	return spec === null ? null : contentOf(spec);
}
function nameOf({ service }) {
	return journalName(service.name, service.environment);
}
async function pathOf(site, signal) {
	return `${await corePath(site, "configmaps", signal)}/${nameOf(site)}`;
}
async function read(site, signal) {
	return site.api.get(await pathOf(site, signal), signal);
}

// src/platforms/kubernetes/manifests/around.ts
/** What has to have happened before the first instance of a version: its Jobs, one after the other, once in a rollout. Throws `Refused` where one fails. */
async function runBefore(site, { rollout, before }, signal) {
	for (const job of before) {
		site.say?.(`run Job ${job.metadata.name} before ${site.service.workload.name}`);
		const wrong = await runJob(site, job, runOf(rollout), signal);
		if (wrong !== null) throw new Refused("update-failed", wrong);
	}
}
/**
* What comes at the end of a rollout, while its note is still there: the Jobs after a promotion, of which a failure is said and changes nothing;
* then what only the rollout needed is deleted.
* @param note null where the workload was not told anything
*/
async function endManifests(site, note, warn, signal) {
	if (site.service.manifests === null) return;
	const rendered = note === null || note.back ? null : await kept(site, note.to, signal);
	for (const job of rendered?.after ?? []) {
		site.say?.(`run Job ${job.metadata.name} after ${site.service.workload.name}`);
		const wrong = await runJob(site, job, runOf(rendered?.rollout ?? ""), signal);
		if (wrong !== null) warn(wrong);
	}
	if (note !== null && rendered !== null) await keep(site, note.to, {
		...rendered,
		before: [],
		after: [],
		over: true
	}, signal);
	await removeJobs(site, signal);
	await removeUnused(site, await keptCopies(site, signal), signal);
}
/** Names a run of Jobs, short enough to be a part of their names. */
function runOf(rollout) {
	return digest(rollout).slice(0, 8);
}

// src/platforms/kubernetes/manifests/make.ts
/** Makes the workload of a first deployment, with the note of its rollout; null where somebody made and deleted it meanwhile. */
async function makeWorkload(site, target, rendered, signal) {
	const { metadata, ...object } = rendered.workload;
	const annotations = {
		...metadata.annotations,
		[NOTE]: JSON.stringify(noteOf(site, target, rendered))
	};
	const made = {
		...object,
		metadata: {
			...metadata,
			annotations
		}
	};
	const answer = await accepted(site.api.create(await workloadsPath(site, signal), made, signal));
	return answer === "exists" ? readWorkload(site, signal) : answer;
}
function noteOf({ service }, target, rendered) {
	const images = ourContainers(service, templateOf(rendered, {})).map(({ name, image }) => [name, {
		was: image,
		set: image
	}]);
	return {
		to: target,
		from: {
			version: null,
			spec: null
		},
		images: Object.fromEntries(images),
		template: { was: null },
		restartedAt: {
			was: null,
			set: null
		},
		pace: {}
	};
}

// src/platforms/kubernetes/manifests/supply.ts
/**
* Brings what goes with a version to the cluster, before its first instance: all but the workload and its Jobs is applied, its configuration gets
* names of its own, and what the workload and the Jobs are to be is kept. Once in a rollout: what is applied again later could take traffic back.
*/
async function supplyManifests(site, supply, signal) {
	const present = await kept(site, supply, signal) ?? (supply.returns ? await kept(site, {
		version: supply.version,
		spec: null
	}, signal) : null);
	if (present?.rollout === supply.rollout) return;
	if (supply.bring) return bring(site, supply, signal);
	if (present !== null) return keep(site, supply, {
		...present,
		rollout: supply.rollout,
		before: [],
		after: [],
		over: false
	}, signal);
	if (supply.returns) return supply.say(`the manifests of ${supply.version} are not kept: only its image is set`);
	throw new Refused("precondition", `The manifests of ${supply.version} never came to the cluster: run its deployment again`);
}
/** What {@link supplyManifests} would do with manifests that are brought, one line each, and which Jobs would run. Writes nothing. */
async function foreseen(site, supply, signal) {
	const manifests = manifestsOf(site);
	const { applied } = await whatToApply(site, manifests, supply, signal);
	return [
		...applying(applied),
		...manifests.before.map((job) => `run ${titleOf(job)} before the first pod`),
		...manifests.after.map((job) => `run ${titleOf(job)} after the promotion`)
	];
}
function manifestsOf({ service }) {
	const { manifests } = sortManifests(service, service.objects ?? []);
	if (manifests === null) throw new Refused("precondition", "the manifests cannot be used");
	return manifests;
}
/** All but the workload and its Jobs, and what names the configuration of this version gets. */
async function whatToApply(site, manifests, { version }, signal) {
	const { names, shared, missing } = await versioned(site, manifests, signal);
	const rest = manifests.rest.map((object) => withNames(withVersion(site.service, object, version), shared));
	return {
		names,
		applied: [...missing, ...rest]
	};
}
function applying(objects) {
	return objects.length === 0 ? [] : [`apply ${objects.map(titleOf).join(", ")}`];
}
async function bring(site, supply, signal) {
	const manifests = manifestsOf(site);
	await keepPresent(site, signal);
	const { names, applied } = await whatToApply(site, manifests, supply, signal);
	applying(applied).map(supply.say);
	await applyObjects(site, applied, signal);
	const whole = rendered(site, manifests, supply, names);
	const isScaled = await readWorkload(site, signal) !== null && await hasScaler(site, manifests, signal);
	await keep(site, supply, isScaled ? {
		...whole,
		workload: unsized(whole.workload)
	} : whole, signal);
}
function rendered(site, manifests, { version, rollout }, names) {
	const own = (object) => withNames(withVersion(site.service, object, version), names);
	const copies = Object.entries(names).filter(([plain, name]) => plain !== `${kindOf(plain)}/${name}`);
	return {
		rollout,
		workload: own(manifests.workload),
		before: manifests.before.map(own),
		after: manifests.after.map(own),
		copies: copies.map(([plain, name]) => `${kindOf(plain)}/${name}`)
	};
}
/** Whether an autoscaler says how many pods it has, of the manifests or of somebody else. */
async function hasScaler(site, { rest }, signal) {
	return rest.map((object) => valueAt(object, "/spec/scaleTargetRef")).some((target) => isIt(target, site.service.workload)) || (await homeScalers(site, signal)).length > 0;
}
function unsized({ spec: { replicas: _said, ...spec }, ...workload }) {
	return {
		...workload,
		spec
	};
}
/** `ConfigMap` of `ConfigMap/shop`. */
function kindOf(plain) {
	return plain.split("/")[0];
}
/** So that it can be gone back to, with its configuration: what runs now and never came with manifests. */
async function keepPresent(site, signal) {
	const home = await readWorkload(site, signal);
	const version = home && versionOf(site.service, home.spec.template);
	if (home === null || version === null) return;
	const target = {
		version,
		spec: null
	};
	if (await kept(site, target, signal) !== null) return;
	await keep(site, target, {
		rollout: "",
		workload: podsOnly(home),
		before: [],
		after: [],
		copies: [],
		over: true
	}, signal);
}
function podsOnly({ metadata: { name }, spec: { selector, template } }) {
	return {
		apiVersion: "apps/v1",
		kind: "",
		metadata: { name },
		spec: {
			selector,
			template
		}
	};
}

export { runBefore as a, manifestOperations as c, titleOf as d, holderOf as f, fieldsOf as g, WITHOUT_PACE as h, endManifests as i, sizeProblem as l, STRATEGIES as m, supplyManifests as n, renderedOf as o, onto as p, makeWorkload as r, manifestNote as s, foreseen as t, identityOf as u };