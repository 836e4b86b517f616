import { Tt as Refused, d as askTimes, dt as digest, ft as isEqual, h as unreadable, l as anyOf, m as parseJournal, p as journalText } from "./first.js";
import { n as ApiError, r as MANAGER, t as openApi } from "./platforms-kubernetes-api.js";
import { a as runBefore, f as holderOf, i as endManifests, n as supplyManifests, o as renderedOf, r as makeWorkload, t as foreseen } from "./platforms-kubernetes-manifests.js";
import { E as noteOf, T as NOTE, _ as isSame, d as driftOf, f as lastWriter, i as operations, m as annotate, n as countsOf, o as availableOf, r as noteFor, s as revisions, t as settling, u as readWorkload, v as leadsBack, w as versionOf, y as unchanged } from "./platforms-kubernetes-workload.js";
import { t as check } from "./platforms-kubernetes-check.js";
import { t as heldRouter } from "./platforms-kubernetes-scaling.js";
import { n as tracksByHand, t as workloadTracks } from "./platforms-kubernetes-tracks.js";
import { S as podsOf, _ as isEnding, a as hopeless, d as isCrowd, f as stragglers, g as isAvailable, n as clearBroken, r as lasting, t as waitsFor, v as isReady, y as listPods } from "./platforms-kubernetes-pods.js";
import { t as routerFor } from "./platforms-kubernetes-router.js";
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;

// src/platforms/kubernetes/kubectl-line.ts
/** A line for a shell that runs the user's kubectl where the service is, in its own namespace or another one. */
function kubectlLine({ context, namespace }, words, other = namespace) {
	return [
		"kubectl",
		...[...context === null ? [] : ["--context", context], ...other === null ? [] : ["-n", other]],
		...words
	].map(quoted).join(" ");
}
function quoted(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

// src/platforms/kubernetes/pointer.ts
/** A JSON pointer (RFC 6901) to these keys. */
function pointer(...keys) {
	return keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
/** What is there in `object`; undefined where nothing is. */
function valueAt(object, path) {
	return path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~")).reduce((part, key) => part?.[key], object);
}

// src/platforms/kubernetes/ours.ts
/**
* An annotation that we wrote; null: there is none. What somebody else wrote is none: annotations are copied from object to object, and come
* back with old versions of one.
*/
function ourAnnotation({ metadata }, name) {
	const field = pointer("f:metadata", "f:annotations", `f:${name}`);
	const writers = (metadata.managedFields ?? []).filter(({ fieldsV1 }) => valueAt(fieldsV1, field) !== void 0);
	return writers.length === 0 || writers.some(({ manager }) => manager === "sluice") ? metadata.annotations?.[name] ?? null : null;
}
/** Writes an annotation of ours, also on an object that has none yet. */
function annotating({ metadata }, name, value) {
	return metadata.annotations ? {
		op: "add",
		path: pointer("metadata", "annotations", name),
		value
	} : {
		op: "add",
		path: pointer("metadata", "annotations"),
		value: { [name]: value }
	};
}

// src/platforms/kubernetes/by-hand.ts
/**
* kubectl commands for a shell, which put back what ran before the rollout and take its note away. Without a note: what the controller itself
* knows.
* @param pods as the workload has them now; null where that is not known
*/
function byHand({ service }, note, pods) {
	const { kind, name } = service.workload;
	const object = `${kind}/${name}`;
	const run = (...words) => kubectlLine(service, words);
	if (note === null) return [run("rollout", "undo", object)];
	if (note.template !== void 0) {
		const undo = pods !== null && isEqual(pods, note.template.was) || note.template.was === null ? [] : [run("rollout", "undo", object)];
		const set = note.template.was === null ? {} : besides(note);
		const patch = Object.keys(set).length === 0 ? [] : [run("patch", object, "--type=merge", "-p", JSON.stringify(set))];
		return [
			...undo,
			...patch,
			run("annotate", object, `${NOTE}-`),
			run("rollout", "status", object)
		];
	}
	const images = Object.entries(note.images).map(([container, { was }]) => `${container}=${was}`);
	const pace = Object.entries(note.pace).map(([path, { was }]) => was === null ? {
		op: "remove",
		path
	} : {
		op: "add",
		path,
		value: was
	});
	return [
		run("set", "image", object, ...images),
		...pace.length === 0 ? [] : [run("patch", object, "--type=json", "-p", JSON.stringify(pace))],
		run("annotate", object, `${NOTE}-`),
		run("rollout", "status", object)
	];
}
/** What a rollout set besides the pods, as it was before, as a merge patch: in that null takes away, and also what is not there. */
function besides({ fields = {}, pace }) {
	const patch = {};
	for (const [path, { was, set }] of [...Object.entries(pace), ...Object.entries(fields)]) {
		if (isEqual(was, set)) continue;
		const [part, key] = holderOf(patch, path);
		part[key] = was;
	}
	return patch;
}

// src/platforms/kubernetes/next.ts
/** On everything that a rollout makes beside the user's own objects, with the name of the next track: its pods are selected by it, and it says what may be deleted. */
const TRACK = "sluice-actions.github.io/track";
const LONGEST$1 = 63;
const SUFFIX = "-next";
/** Fits a Deployment, a Service and a value of a label. */
const FITTING = new RegExp(`^[a-z][a-z0-9-]{0,57}$`);
/** The name of the track beside a workload, and of its Deployment, Service and PodDisruptionBudget. */
function nextName(workload) {
	if (FITTING.test(workload)) return `${workload}${SUFFIX}`;
	const plain = workload.replaceAll(".", "-").replace(/^\d/, "n$&");
	const end = `-${digest(workload).slice(0, 8)}${SUFFIX}`;
	return `${plain.slice(0, LONGEST$1 - end.length)}${end}`;
}
/** The same service with the Deployment of its next track for a workload. */
function nextSite({ service, api }) {
	return {
		service: {
			...service,
			workload: {
				kind: "deployment",
				name: nextName(service.workload.name)
			}
		},
		api
	};
}

// src/platforms/kubernetes/selector.ts
/** The query for what a selector of an object selects. */
function labelSelector({ matchLabels = {}, matchExpressions = [] }) {
	const equal = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
	const others = matchExpressions.map(({ key, operator, values = [] }) => {
		if (operator === "Exists") return key;
		if (operator === "DoesNotExist") return `!${key}`;
		return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
	});
	return [...equal, ...others].join(",");
}
/** Whether pods with these labels are among those that are selected. */
function selects(selector, podLabels) {
	const wanted = Object.entries(selector ?? {});
	return wanted.length > 0 && wanted.every(([key, value]) => podLabels[key] === value);
}

// src/platforms/kubernetes/site.ts
const PLURALS = {
	deployment: "deployments",
	statefulset: "statefulsets",
	daemonset: "daemonsets"
};
/** How people name it: `deployment shop`. */
function workloadName({ service }) {
	return `${service.workload.kind} ${service.workload.name}`;
}
/** Path of the workload itself. */
async function workloadPath(site, signal) {
	return `${await workloadsPath(site, signal)}/${encodeURIComponent(site.service.workload.name)}`;
}
/** Path of all workloads of its kind in its namespace. */
async function workloadsPath(site, signal) {
	return appsPath(site, PLURALS[site.service.workload.kind], signal);
}
/** Path of what `apps/v1` has in the namespace: `replicasets`, `controllerrevisions`. */
async function appsPath(site, plural, signal) {
	return groupPath(site, "apps/v1", plural, signal);
}
/** Path of what an API group has in the namespace, such as `policy/v1` and `poddisruptionbudgets`. */
async function groupPath({ api }, group, plural, signal) {
	return `/apis/${group}/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
}
/** Path of what the core has in the namespace: `pods`, `events`, `configmaps`. */
async function corePath({ api }, plural, signal) {
	return `/api/v1/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
}

// src/platforms/kubernetes/backend.ts
/** On the Service, in the same write as the selector that leads to the next track: what {@link Switch} says. */
const SWITCH = "sluice-actions.github.io/selector";
/** The Service before a workload whose traffic can be moved; a sentence where there is none, or several. */
async function backendOf(site, home, signal) {
	const found = await serviceOf(site, home.spec.template.metadata?.labels ?? {}, signal);
	if ("names" in found) return missing(site, found);
	const { name } = found.metadata;
	if (isHeadless(found)) return `The Service ${name} is headless: its callers take the addresses of pods from DNS and keep them, so that nobody can shift its traffic. Make one without \`clusterIP: None\`, and let callers use that.`;
	const present = switchOf(site, found);
	const selector = ownSelector(site, found);
	const keys = Object.keys(selector).toSorted();
	const key = keys.find((one) => one === present?.key) ?? keys.find((one) => home.spec.selector.matchLabels?.[one] !== void 0) ?? keys[0];
	return {
		name,
		ports: (found.spec?.ports ?? []).map(({ nodePort: _own, ...port }) => port),
		selector,
		key,
		switched: present !== null && found.spec?.selector?.[key] === present.set,
		object: found
	};
}
/** The switch that is noted on a Service for the next track of this workload; null: none. Its selector may be another one again. */
function switchOf(site, service) {
	try {
		const noted = JSON.parse(ourAnnotation(service, "sluice-actions.github.io/selector") ?? "null");
		return typeof noted?.key === "string" && typeof noted.was === "string" && noted.set === nextName(site.service.workload.name) ? noted : null;
	} catch {
		return null;
	}
}
/**
* The Service that leads to pods with these labels, or would if it were not switched. Of several, the one with a name of ours; headless ones,
* which a StatefulSet has for names, count only where there is no other. Where it cannot be told: the names of all that do, and
* where none does, the one with a name of ours that leads elsewhere.
*/
async function serviceOf(site, podLabels, signal) {
	const { name, workload } = site.service;
	const all = await candidates(site, signal);
	const isOurs = (one) => selects(ownSelector(site, one), podLabels) || switchOf(site, one) !== null;
	const leading = all.filter((one) => isOurs(one) && (one.spec?.ports ?? []).length > 0);
	const balanced = leading.filter((one) => !isHeadless(one));
	const choice = balanced.length > 0 ? balanced : leading;
	const names = [name, workload.name];
	const chosen = choice.length === 1 ? choice[0] : choice.find(({ metadata }) => names.includes(metadata.name));
	if (chosen !== void 0) return chosen;
	const aside = choice.length > 0 ? void 0 : all.find(({ metadata }) => names.includes(metadata.name));
	return {
		names: choice.map(({ metadata }) => metadata.name),
		aside: aside ?? null
	};
}
async function candidates(site, signal) {
	const path = await corePath(site, "services", signal);
	const { backend } = site.service;
	if (backend === null) return (await site.api.get(path, signal))?.items ?? [];
	const one = await site.api.get(`${path}/${encodeURIComponent(backend)}`, signal);
	return one === null ? [] : [one];
}
function ownSelector(site, service) {
	const selector = service.spec?.selector ?? {};
	const present = switchOf(site, service);
	return present !== null && selector[present.key] === present.set ? {
		...selector,
		[present.key]: present.was
	} : selector;
}
function isHeadless({ spec }) {
	return spec?.clusterIP === "None";
}
function missing(site, { names, aside }) {
	const { backend, name } = site.service;
	const pods = `the pods of ${workloadName(site)}`;
	if (names.length > 0) {
		const write = `write the one that users reach to the service file, such as \`backend: ${names[0]}\``;
		return `Several Services select ${pods} (${names.join(", ")}), and none is named ${name}: ${write}.`;
	}
	if (backend !== null) return `There is no Service ${backend} that selects ${pods} and has ports: change \`backend\` of the service, or make it.`;
	if (aside !== null) {
		const { metadata, spec } = aside;
		const selector = labelSelector({ matchLabels: spec?.selector ?? {} }) || "nothing";
		const who = lastWriter(aside, ["f:spec", "f:selector"]);
		return `The Service ${metadata.name} selects ${selector} (${who}) and not ${pods}: put its selector right, or write another one as \`backend\`.`;
	}
	return `No Service selects ${pods}: make one by which users reach them.`;
}

// src/platforms/kubernetes/door.ts
/** The Service that leads to pods with these labels, also while it leads to those of the next track. */
async function door(site, podLabels, signal) {
	const found = await serviceOf(site, podLabels, signal);
	if (!("names" in found)) return {
		name: found.metadata.name,
		port: found.spec?.ports?.[0]?.port
	};
	const { names } = found;
	const { backend, name } = site.service;
	const pods = `the pods of ${workloadName(site)}`;
	if (names.length === 0) return `${backend === null ? "No Service selects" : `There is no Service ${backend} that selects`} ${pods}: make one, or take \`smoke-test\` out.`;
	return `${`Several Services select ${pods} (${names.join(", ")}), and none is named ${name}`}: name the one that users reach so, or take \`smoke-test\` out.`;
}

// src/platforms/kubernetes/uncalled.ts
/**
* Whether nobody calls the workload, as the consumers of a queue: no Service selects its pods, and the service file names none. Then a share of
* its work is a share of its pods. Not where one that led callers to it is gone in the middle of a rollout.
*/
async function isUncalled(site, home, signal) {
	const { backend, route, workload } = site.service;
	if (backend !== null || route !== null) return false;
	const found = await serviceOf(site, home.spec.template.metadata?.labels ?? {}, signal);
	if (!("names" in found) || found.names.length > 0 || found.aside !== null) return false;
	return await site.api.get(`${await corePath(site, "services", signal)}/${nextName(workload.name)}`, signal) === null;
}

// src/platforms/kubernetes/changed.ts
/** Milliseconds between two looks that changes ask for. */
const LONGEST = 1e3;
/** Resolves when the workload or one of the pods that were looked at changed since, or on abort. What cannot be watched changes unseen. */
async function changedSince(site, { name, version, pods, count = pods?.count ?? 0 }, signal) {
	await setTimeout(Math.min(count, LONGEST), void 0, { signal }).catch(() => {});
	if (signal.aborted) return;
	const watches = [[
		workloadsPath(site, signal),
		version,
		{ fieldSelector: `metadata.name=${name}` }
	]];
	if (pods) watches.push([
		corePath(site, "pods", signal),
		pods.version,
		pods.query
	]);
	await firstChange(site, watches, signal);
}
/** Resolves when the first of these changed, with no watch left behind, or on abort. What cannot be watched changes unseen. */
async function firstChange({ api }, all, signal) {
	const over = new AbortController();
	const both = AbortSignal.any([signal, over.signal]);
	const watches = all.map(async ([path, from, query]) => {
		try {
			await api.changed(await path, from, both, query);
		} catch {
			await aborted(both);
		}
	});
	await Promise.race(watches);
	over.abort();
	await Promise.all(watches);
}
/** Resolves on abort. */
function aborted(signal) {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		signal.addEventListener("abort", () => resolve(), { once: true });
	});
}

// src/platforms/kubernetes/condition.ts
/** Whatever its status is. */
function conditionOf({ status }, wanted) {
	return status?.conditions?.find(({ type }) => type === wanted);
}
/** Only where it is true. */
function trueConditionOf(object, wanted) {
	const found = conditionOf(object, wanted);
	return found?.status === "True" ? found : void 0;
}

// src/platforms/kubernetes/journal-name.ts
/**
* What the ConfigMap is called that holds the journal. Two services never have the same one: what could be read in two ways
* (`a-b` in `c`, `a` in `b-c`), or is no name for the API server, becomes a digest.
*/
function journalName(service, environment) {
	return /^[a-z0-9][a-z0-9-]*$/.test(service) && /^[a-z0-9]+$/.test(environment) ? `sluice-${service}-${environment}` : `sluice-${digest([service, environment])}`;
}

// src/platforms/kubernetes/fleet.ts
const NOTHING = {
	wanted: 0,
	version: null,
	noted: null,
	drift: null,
	updated: 0,
	available: 0,
	existing: 0,
	serving: 0,
	settled: false
};
/**
* A workload, which its controller rolls.
* @param first what has to have happened before a version with manifests has its first pod
*/
function workloadFleet(site, first = runBefore) {
	const { api, service } = site;
	const times = lasting();
	const revisionOf = revisions(site);
	const behind = stragglers(site, times);
	/** As it was when the next step was decided: a write is made from that, or not at all. */
	let workload = null;
	let pods = null;
	let count = 0;
	/** Also where the object lost it since: `kubectl rollout undo` of a Deployment brings back the annotations of that time as well. */
	let noted = null;
	function noteOn(found) {
		const { uid } = found.metadata;
		const note = noteOf(found);
		if (note !== null) noted = {
			note,
			uid
		};
		return noted?.uid === uid ? noted?.note ?? null : null;
	}
	async function look(found, signal) {
		const note = noteOn(found);
		const counts = countsOf(service.workload.kind, found);
		const { available: _all, ...shown } = counts;
		count = Math.max(counts.wanted, counts.existing);
		const view = {
			...shown,
			version: versionOf(service, found.spec.template),
			noted: note === null || note.clearing ? null : note.to,
			drift: note && driftOf(site, found, note)
		};
		if (counts.settled) return {
			...view,
			available: counts.wanted
		};
		const revision = await revisionOf(found, signal);
		if (revision === null) return {
			...view,
			available: 0
		};
		const { available, unready } = await (isCrowd(count) ? inCrowd : inAll)(found, counts, revision, signal);
		const seen = {
			site,
			workload: found,
			counts,
			revision,
			unready: unready ?? [],
			lasting: times,
			isBack: note?.back === true
		};
		const failed = unready && await hopeless(seen, signal);
		const waits = await waitsFor(seen, signal);
		return {
			...view,
			available,
			...waits !== null && { note: waits },
			...failed !== null && { failed }
		};
	}
	async function inAll(found, _counts, revision, signal) {
		const query = podsOf(found, revision.labels);
		const { metadata, items } = await listPods(site, query, signal);
		pods = {
			query,
			version: metadata.resourceVersion,
			count: items.length
		};
		return {
			available: items.filter((pod) => isAvailable(pod, found.spec.minReadySeconds ?? 0)).length,
			unready: items.filter((pod) => !isReady(pod) && !isEnding(pod))
		};
	}
	async function inCrowd(found, counts, revision, signal) {
		const available = await availableOf(site, revision, counts, signal);
		return {
			available,
			unready: await behind(found, revision, {
				...counts,
				available
			}, signal)
		};
	}
	/** Writes what is made from what was read, also where its controller wrote something of its own meanwhile. */
	async function write(from, changes, signal) {
		workload = null;
		const done = await api.patch(await workloadPath(site, signal), changes(from), signal).catch((error) => {
			if (error instanceof ApiError) throw new Refused("update-failed", error.message, { cause: error });
			throw error;
		});
		if (done !== null && done !== "conflict") {
			workload = done;
			return;
		}
		const now = await readWorkload(site, signal);
		if (now === null) throw gone();
		if (isTheSame(from, now) && from.metadata.generation !== now.metadata.generation) return write(now, changes, signal);
		throw new Error(`somebody (${lastWriter(now)}) changed ${workloadName(site)} meanwhile, so that nothing was written to it`);
	}
	async function present(signal) {
		workload ??= await readWorkload(site, signal);
		if (workload === null) throw gone();
		return workload;
	}
	function gone() {
		return new Refused("drift", `There is no ${workloadName(site)} any more in ${api.place}: create it again, then deploy`);
	}
	return {
		found: () => workload,
		note: () => noted?.note ?? null,
		async progress(signal) {
			times.next();
			pods = null;
			workload = await readWorkload(site, signal);
			return workload === null ? NOTHING : look(workload, signal);
		},
		async update(target, signal) {
			const rendered = await renderedOf(site, target, signal);
			workload ??= await readWorkload(site, signal);
			if (workload === null && rendered !== null) {
				await first(site, rendered, signal);
				workload = await makeWorkload(site, target, rendered, signal);
				return;
			}
			let from = await present(signal);
			const before = noteOn(from);
			if (!(before !== null && isSame(before.to, target) && driftOf(site, from, before) === null)) {
				const isBack = before !== null && leadsBack(before, target);
				if (rendered !== null && !isBack) await first(site, rendered, signal);
				await write(from, (of) => operations(of, noteFor(site, of, target, before, rendered), before, rendered), signal);
			}
			from = await present(signal);
			const note = noteOn(from);
			if (!note?.clearing) return;
			await clearBroken(site, signal);
			const { clearing: _done, ...cleared } = note;
			from = await present(signal);
			await write(from, (of) => [...unchanged(of), annotate(of, cleared)], signal);
		},
		async settle(signal, warn = () => {}) {
			let from = await readWorkload(site, signal);
			const note = from && noteOn(from);
			await endManifests(site, note, warn, signal);
			if (note !== null) from = await readWorkload(site, signal);
			if (from !== null && note !== null) await write(from, (of) => settling(of, note), signal);
			noted = null;
		},
		async changed(signal) {
			const { name, resourceVersion } = workload?.metadata ?? {};
			if (name === void 0 || resourceVersion === void 0) return aborted(signal);
			return changedSince(site, {
				name,
				version: resourceVersion,
				pods,
				count
			}, signal);
		}
	};
}
/** Whether people say the same in both. */
function isTheSame(a, b) {
	const said = ({ metadata, spec }) => [
		metadata.uid,
		spec,
		metadata.annotations?.["sluice-actions.github.io/rollout"] ?? null
	];
	return isEqual(said(a), said(b));
}

// src/platforms/kubernetes/journal.ts
const KEY = "journal";
const LABELS = { "app.kubernetes.io/managed-by": "sluice" };
/**
* A journal in a ConfigMap of the namespace. Compare and swap is the API server's own, by `resourceVersion`. One that somebody made without
* the key is an empty journal: so a Role can do without `create`.
*/
function configMapJournal(api, service, environment) {
	const name = journalName(service, environment);
	let namespace = null;
	const place = () => `configmap/${name}${namespace === null ? "" : ` in namespace ${namespace}`} (${api.place})`;
	async function folder(signal) {
		namespace = await api.namespace(signal);
		return `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps`;
	}
	function documentOf(found) {
		const text = found.data?.[KEY];
		if (text === void 0) return null;
		const document = parseJournal(text);
		if (document === null) throw unreadable(place(), `rename its key \`${KEY}\``);
		return document;
	}
	return {
		get place() {
			return place();
		},
		async load(signal) {
			const found = await api.get(`${await folder(signal)}/${name}`, signal);
			return found && documentOf(found);
		},
		async save(next, seq, signal) {
			const all = await folder(signal);
			const data = { [KEY]: journalText(next, seq, place()) };
			for (;;) {
				const found = await api.get(`${all}/${name}`, signal);
				if (((found && documentOf(found))?.seq ?? 0) !== seq) return "lost";
				if (found === null) {
					const made = {
						apiVersion: "v1",
						kind: "ConfigMap",
						metadata: {
							name,
							labels: LABELS
						},
						data
					};
					return await api.create(all, made, signal) === "exists" ? "lost" : "saved";
				}
				const metadata = {
					...found.metadata,
					labels: {
						...found.metadata.labels,
						...LABELS
					}
				};
				const changed = {
					...found,
					metadata,
					data: {
						...found.data,
						...data
					}
				};
				if (await api.replace(`${all}/${name}`, changed, signal) !== "conflict") return "saved";
			}
		}
	};
}

// src/platforms/kubernetes/smoke.ts
/** Asks through the API server, which reaches every pod and Service: the runner need not. Passes without `smoke-test`. */
function kubernetesSmokeTest(site) {
	const { smokeTest } = site.service;
	return { async ask(whom, signal) {
		if (!smokeTest) return null;
		const asked = whom === "service" ? await servicePaths(site, signal) : await podPaths(site, await namesOf(site, whom, signal), signal);
		const settings = whom !== "service" && "oneOf" in whom ? {
			...smokeTest,
			times: 1
		} : smokeTest;
		for (const one of asked) {
			if (!("path" in one)) return one.wrong;
			const ask = (path, within) => throughServer(site.api, `${one.path}/proxy${path}`, within);
			const wrong = await askTimes(ask, one.title, settings, signal);
			if (wrong !== null) return wrong;
		}
		return asked.length === 0 ? "There is no instance to be asked." : null;
	} };
}
/** Milliseconds until it is asked again for what the API server did not reach. */
const AGAIN = 200;
/**
* What a pod answers. Where the API server itself answers that it reached none, it may know of a pod that has just ended, or not yet of
* one that is ready: so it is asked again as long as there is time.
*/
async function throughServer(api, path, signal) {
	for (;;) {
		const answer = await api.ask(path, signal);
		if (answer.status < 500 || !answer.text.startsWith("{\"kind\":\"Status\"")) return answer;
		await setTimeout(AGAIN, void 0, { signal });
	}
}
/** Where nobody calls it, the pods of both tracks are the service. */
async function servicePaths(site, signal) {
	const workload = await readWorkload(site, signal);
	if (workload === null) return [{ wrong: `There is no ${workloadName(site)} any more.` }];
	const found = await door(site, workload.spec.template.metadata?.labels ?? {}, signal);
	if (typeof found === "string") return await isUncalled(site, workload, signal) ? podPaths(site, await readyPods(site, podsOf(workload), signal), signal) : [{ wrong: found }];
	return [{
		path: `${await corePath(site, "services", signal)}/${encodeURIComponent(`${found.name}:${found.port}`)}`,
		title: `http://${found.name}:${found.port}`
	}];
}
async function namesOf(site, whom, signal) {
	if ("instances" in whom) return whom.instances;
	return "track" in whom ? readyOf(site, whom.track, signal) : anyOf(await readyOf(site, whom.oneOf, signal));
}
/** How many pods of a track are asked. */
const MOST_OF_TRACK = 3;
/** Ready pods of a track. Those of the next one may bear home's labels too while they get a share of its requests. */
async function readyOf(site, track, signal) {
	const isHome = track === site.service.workload.name;
	const home = isHome ? await readWorkload(site, signal) : null;
	const query = isHome ? home && `${podsOf(home).labelSelector},!${"sluice-actions.github.io/track"}` : `${TRACK}=${track}`;
	return query === null ? [] : readyPods(site, { labelSelector: query }, signal);
}
async function readyPods(site, query, signal) {
	return (await listPods(site, query, signal)).items.filter(isReady).slice(0, MOST_OF_TRACK).map(({ metadata }) => metadata.name);
}
/** A pod's own first port, which is what the API server takes where none is named. */
async function podPaths(site, names, signal) {
	const pods = await corePath(site, "pods", signal);
	return names.map((name) => ({
		path: `${pods}/${encodeURIComponent(name)}`,
		title: `http://${name}`
	}));
}

// src/platforms/kubernetes/index.ts
/** A workload of a cluster, which the user's kubectl reaches. Its controller replaces the pods. The journal lies in a ConfigMap beside it. */
function kubernetes(service) {
	const api = openApi({
		context: service.context,
		namespace: service.namespace
	});
	let say = () => {};
	const site = {
		service,
		api,
		say: (line) => say(line)
	};
	const { note, found, ...managed } = workloadFleet(site);
	return {
		journal: configMapJournal(api, service.name, service.environment),
		managed,
		...service.workload.kind === "deployment" && {
			tracks: workloadTracks(site),
			router: heldRouter(site, routerFor(site))
		},
		...service.smokeTest === null ? {} : { smokeTest: kubernetesSmokeTest(site) },
		...service.manifests !== null && {
			async start(signal, supply) {
				if (supply === null) return;
				({say} = supply);
				await supplyManifests(site, supply, signal);
			},
			foresee: (signal, supply) => foreseen(site, supply, signal)
		},
		...service.objects !== null && { makes: true },
		check: (kind, signal, ahead) => check(site, kind, signal, ahead),
		byHand: async (track, signal) => track === null ? byHand(site, note(), found()?.spec.template ?? null) : tracksByHand(site, signal),
		close: () => api.close()
	};
}

export { kubectlLine as A, nextName as C, ourAnnotation as D, annotating as E, pointer as O, TRACK as S, byHand as T, workloadName as _, trueConditionOf as a, labelSelector as b, firstChange as c, SWITCH as d, backendOf as f, groupPath as g, corePath as h, conditionOf as i, valueAt as k, isUncalled as l, appsPath as m, workloadFleet as n, aborted as o, switchOf as p, journalName as r, changedSince as s, kubernetes as t, door as u, workloadPath as v, nextSite as w, selects as x, workloadsPath as y };