import { Tt as Refused } from "./first.js";
import { n as ApiError } from "./platforms-kubernetes-api.js";
import { A as kubectlLine, C as nextName, S as TRACK, T as byHand, _ as workloadName, b as labelSelector, f as backendOf, g as groupPath, h as corePath, l as isUncalled, m as appsPath, n as workloadFleet, o as aborted, s as changedSince, v as workloadPath, w as nextSite } from "./platforms-kubernetes.js";
import { a as runBefore, g as fieldsOf, o as renderedOf, p as onto } from "./platforms-kubernetes-manifests.js";
import { E as noteOf, _ as isSame, d as driftOf, f as lastWriter, r as noteFor, u as readWorkload } from "./platforms-kubernetes-workload.js";
import { a as floorOf, c as homeScaler, d as scalersPath, i as letGo, n as keepNext, o as heldSize, r as holdUp, s as releasing } from "./platforms-kubernetes-scaling.js";
import { i as sceneOf, o as restoring, r as readRoute } from "./platforms-kubernetes-router-route.js";
import { _ as isEnding, b as ofOneMoment, d as isCrowd, g as isAvailable, m as containersOf, p as rarely, u as goodFor, x as pagesOf, y as listPods } from "./platforms-kubernetes-pods.js";
import { c as readPresent, i as leadHome, r as members } from "./platforms-kubernetes-router.js";

// src/platforms/kubernetes/tracks/accepted.ts
/** What a write gave; `Refused` where the API server does not accept it, and would not the next time. */
async function accepted(write) {
	try {
		return await write;
	} catch (error) {
		if (error instanceof ApiError) throw new Refused("update-failed", error.message, { cause: error });
		throw error;
	}
}

// src/platforms/kubernetes/tracks/owned.ts
/** Looks for all of it. `others` is told what has a name of theirs and was made by somebody else. */
async function readOwned(site, signal, others = () => {}) {
	const name = nextName(site.service.workload.name);
	async function read(kind) {
		const found = await site.api.get(`${await pathOf(site, kind, signal)}/${name}`, signal);
		if (found === null || found.metadata.labels?.["sluice-actions.github.io/track"] === name) return found;
		others(kind);
		return null;
	}
	const [deployment, service, budget, scaler] = await Promise.all([
		read("Deployment"),
		read("Service"),
		read("PodDisruptionBudget"),
		read("HorizontalPodAutoscaler")
	]);
	return {
		deployment,
		service,
		budget,
		scaler
	};
}
/** The same; throws `Refused` where somebody else has an object of a name that is needed. */
async function ownedOnly(site, signal) {
	const name = nextName(site.service.workload.name);
	return readOwned(site, signal, (kind) => {
		const whose = `There is a ${kind} ${name} without the label ${TRACK}=${name}: no rollout made it, and each needs that name`;
		throw new Refused("managed-elsewhere", `${whose}. Give it another one, or run \`kubectl delete ${kind.toLowerCase()} ${name}\``);
	});
}
/** Makes it; `exists` where its name is taken. */
async function make(site, object, signal) {
	return accepted(site.api.create(await pathOf(site, object.kind, signal), object, signal));
}
/** Deletes what was found. */
async function remove(site, objects, signal) {
	for (const object of objects) if (object !== null) await site.api.remove(`${await pathOf(site, object.kind, signal)}/${object.metadata.name}`, signal);
}
function pathOf(site, kind, signal) {
	switch (kind) {
		case "Deployment": return appsPath(site, "deployments", signal);
		case "Service": return corePath(site, "services", signal);
		case "PodDisruptionBudget": return groupPath(site, "policy/v1", "poddisruptionbudgets", signal);
		case "HorizontalPodAutoscaler": return scalersPath(site, signal);
	}
}

// src/platforms/kubernetes/tracks/matches.ts
/** Whether an object's selector selects what has these labels. One that says nothing selects all. */
function matches({ matchLabels = {}, matchExpressions = [] }, labels) {
	return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(({ key, operator, values = [] }) => {
		const value = labels[key];
		switch (operator) {
			case "In": return value !== void 0 && values.includes(value);
			case "NotIn": return value === void 0 || !values.includes(value);
			case "Exists": return value !== void 0;
			default: return value === void 0;
		}
	});
}

// src/platforms/kubernetes/tracks/template.ts
/** The labels of the next track's pods: home's, but for the one by which the backend, if there is one, tells them apart, and the track's own. */
function nextLabels({ spec }, backend, next) {
	return {
		...spec.template.metadata?.labels,
		...backend && { [backend.key]: next },
		[TRACK]: next
	};
}
/** Home's pods with other images, under the labels of the next track; what they ask of pods like themselves, they ask of their own track's. */
function nextTemplate(home, backend, next, images) {
	const { metadata, spec } = home.spec.template;
	const { affinity, topologySpreadConstraints, initContainers } = spec;
	const withImages = (all) => all.map((one) => ({
		...one,
		...images[one.name] && { image: images[one.name] }
	}));
	const rename = (selector) => backend === null ? selector : renamed(selector, backend, next);
	return {
		metadata: {
			...metadata,
			labels: nextLabels(home, backend, next)
		},
		spec: {
			...spec,
			containers: withImages(spec.containers),
			...initContainers && { initContainers: withImages(initContainers) },
			...affinity !== void 0 && { affinity: following(affinity, rename) },
			...topologySpreadConstraints !== void 0 && { topologySpreadConstraints: following(topologySpreadConstraints, rename) }
		}
	};
}
/** The same with every `labelSelector` in it renamed. */
function following(part, rename) {
	if (Array.isArray(part)) return part.map((one) => following(one, rename));
	if (typeof part !== "object" || part === null) return part;
	const inner = Object.entries(part).map(([name, value]) => {
		return [name, name === "labelSelector" ? rename(value) : following(value, rename)];
	});
	return Object.fromEntries(inner);
}
function renamed(selector, { key, selector: home }, next) {
	const { matchLabels, matchExpressions } = selector;
	const was = home[key];
	return {
		...selector,
		...matchLabels?.[key] === was && was !== void 0 && { matchLabels: {
			...matchLabels,
			[key]: next
		} },
		...matchExpressions && { matchExpressions: matchExpressions.map((one) => one.key === key && one.values ? {
			...one,
			values: one.values.map((value) => value === was ? next : value)
		} : one) }
	};
}

// src/platforms/kubernetes/tracks/replicas.ts
/** Sets how many pods a workload is to have, made from how many it is to have now. Throws a plain error where it is not there. */
async function setReplicas(site, size, signal) {
	for (;;) {
		const found = await readWorkload(site, signal);
		if (found === null) throw new Error(`somebody deleted ${workloadName(site)}`);
		const now = found.spec.replicas ?? 1;
		if (size(now) === now) return;
		const operations = [
			{
				op: "test",
				path: "/metadata/uid",
				value: found.metadata.uid
			},
			{
				op: "test",
				path: "/spec/replicas",
				value: now
			},
			{
				op: "replace",
				path: "/spec/replicas",
				value: size(now)
			}
		];
		const done = await accepted(site.api.patch(await workloadPath(site, signal), operations, signal));
		if (done !== "conflict" && done !== null) return;
	}
}

// src/platforms/kubernetes/tracks/by-hand.ts
/**
* kubectl commands for a shell: home runs again what it ran before the rollout, all traffic goes there as it did, and what the rollout made is
* deleted. In this order, so that somebody always serves.
*/
async function tracksByHand(site, signal) {
	const unread = () => null;
	const home = await readWorkload(site, signal).catch(unread);
	const lines = await Promise.all([
		selectorLine,
		routeLine,
		scalerLine
	].map((line) => line(site, signal).catch(unread)));
	const made = `${TRACK}=${nextName(site.service.workload.name)}`;
	return [
		...told(site, home),
		...lines.filter((line) => line !== null),
		kubectlLine(site.service, [
			"delete",
			"deployment,service,poddisruptionbudget,horizontalpodautoscaler",
			"-l",
			made
		])
	];
}
/** What it was not told needs not be taken back. */
function told(site, home) {
	const note = home && noteOf(home);
	return note === null ? [] : byHand(site, note, home?.spec.template ?? null);
}
async function selectorLine(site, signal) {
	const { backend } = await readPresent(site, signal);
	const operations = leadHome(site, backend);
	return operations && kubectlLine(site.service, [
		"patch",
		`service/${backend.name}`,
		"--type=json",
		"-p",
		JSON.stringify(operations)
	]);
}
async function routeLine(site, signal) {
	const { route: named } = site.service;
	if (named === null) return null;
	const scene = await sceneOf(site, signal);
	const route = await readRoute(site, scene, signal);
	const operations = route === null ? [] : restoring(route, scene.ends);
	if (operations.length === 0) return null;
	const patch = [
		"patch",
		`${named.kind}/${named.name}`,
		"--type=json",
		"-p",
		JSON.stringify(operations)
	];
	return kubectlLine(site.service, patch, named.namespace ?? site.service.namespace);
}
async function scalerLine(site, signal) {
	const scaler = await homeScaler(site, signal);
	const [, ...operations] = (scaler && releasing(scaler)) ?? [];
	if (scaler === null || operations.length === 0) return null;
	const patch = [
		"patch",
		`horizontalpodautoscaler/${scaler.metadata.name}`,
		"--type=json",
		"-p",
		JSON.stringify(operations)
	];
	return kubectlLine(site.service, patch);
}

// src/platforms/kubernetes/tracks/beside.ts
/** So many times as long as pods stay as they are. */
const SELDOM = 4;
/** Reads all of it at each look; where there are many pods, only now and again, and where a Deployment is another one or is told something else. */
function readsBeside(site) {
	const all = rarely();
	return {
		async read({ home, next, pods }, signal) {
			const key = [home, next].map((one) => `${one?.metadata.uid} ${one?.metadata.generation}`).join();
			const { owned, scaler } = await all.read(key, SELDOM * goodFor(pods), async () => {
				const [made, of] = await Promise.all([readOwned(site, signal), homeScaler(site, signal)]);
				return {
					owned: made,
					scaler: of
				};
			});
			return {
				owned: next !== null && next.metadata.uid === owned.deployment?.metadata.uid ? {
					...owned,
					deployment: {
						...next,
						kind: "Deployment"
					}
				} : owned,
				scaler
			};
		},
		/** Something of it was changed. */
		forget: all.forget
	};
}

// src/platforms/kubernetes/tracks/budget.ts
/**
* The budget of home's pods, for those of the next track; null where home has none, or where it holds for both. No pod may be in two: it could
* not be evicted at all. So those that get requests because they bear home's label are in home's.
*/
async function nextBudget(site, home, backend, signal) {
	const next = nextName(site.service.workload.name);
	const all = (await site.api.get(await groupPath(site, "policy/v1", "poddisruptionbudgets", signal), signal))?.items ?? [];
	const holding = (labels) => all.find(({ spec }) => spec.selector && matches(spec.selector, labels));
	const budget = holding(home.spec.template.metadata?.labels ?? {});
	if (budget === void 0 || holding(nextLabels(home, backend, next)) !== void 0) return null;
	const { minAvailable, ...spec } = budget.spec;
	const missing = typeof minAvailable === "number" && { maxUnavailable: Math.max(0, (home.spec.replicas ?? 1) - minAvailable) };
	const least = typeof minAvailable === "string" && { minAvailable };
	return {
		apiVersion: "policy/v1",
		kind: "PodDisruptionBudget",
		metadata: {
			name: next,
			labels: { [TRACK]: next }
		},
		spec: {
			...spec,
			...missing,
			...least,
			selector: { matchLabels: {
				[TRACK]: next,
				[backend.key]: next
			} }
		}
	};
}

// src/platforms/kubernetes/tracks/gone.ts
/** Milliseconds until it is given up, and between two looks where nothing can be watched. */
const [PATIENCE, AGAIN] = [6e4, 2e3];
/**
* Resolves when the Deployment of a next track, which was deleted, is gone and each pod of the track has been told to end, so that none serves any
* more; or when there is another Deployment in its place. null: it was gone before. Throws a plain error where that is not so after 60 s.
*/
async function gone(next, deleted, signal) {
	const { name } = next.service.workload;
	const query = { labelSelector: `${TRACK}=${name}` };
	for (const end = performance.now() + PATIENCE;; signal.throwIfAborted()) {
		const workload = await readWorkload(next, signal);
		if (workload !== null && workload.metadata.uid !== deleted?.metadata.uid) return;
		const { version, serves } = await look(next, query, signal);
		if (workload === null && !serves) return;
		if (performance.now() > end) {
			const still = `still there ${PATIENCE / 1e3} s after they were to go`;
			throw new Error(`${workloadName(next)} or pods of it are ${still}: look at \`kubectl get deployments,replicasets,pods -l ${TRACK}=${name}\``);
		}
		const seen = {
			name,
			version: workload?.metadata.resourceVersion ?? version,
			pods: {
				query,
				version,
				count: deleted?.spec.replicas ?? 1
			}
		};
		await changedSince(next, seen, AbortSignal.any([signal, AbortSignal.timeout(AGAIN)]));
	}
}
/** Whether a pod is left that was not told to end; of many, no more are listed than it takes. */
async function look(next, query, signal) {
	let version = "";
	for await (const { metadata, items } of pagesOf(next, query, signal)) {
		version = metadata.resourceVersion;
		if (!items.every(isEnding)) return {
			version,
			serves: true
		};
	}
	return {
		version,
		serves: false
	};
}

// src/platforms/kubernetes/tracks/made-for.ts
/** The annotation of the next track's Deployment that says what it was made for. */
const MADE_FOR = "sluice-actions.github.io/next";
/** null where nobody can tell any more. */
function madeFor({ metadata }) {
	try {
		const made = JSON.parse(metadata.annotations?.["sluice-actions.github.io/next"] ?? "null");
		return [
			made?.to,
			made?.images,
			made?.home
		].every((part) => typeof part === "object" && part !== null) ? made : null;
	} catch {
		return null;
	}
}
/** Who set another image than these, and which, in one sentence; null: nobody. */
function imageDrift(site, workload, images) {
	const nothing = {
		version: null,
		spec: null
	};
	const kept = Object.entries(images).map(([name, set]) => [name, {
		was: set,
		set
	}]);
	const note = {
		to: nothing,
		from: nothing,
		images: Object.fromEntries(kept),
		restartedAt: {
			was: null,
			set: null
		},
		pace: {}
	};
	return driftOf(site, workload, note);
}

// src/platforms/kubernetes/tracks/objects.ts
/** A Deployment as home's is, of another size and with other images. Nothing by which others know home's object is on it. */
function nextDeployment(site, home, backend, made, size) {
	const name = nextName(site.service.workload.name);
	return {
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: {
			name,
			labels: { [TRACK]: name },
			annotations: { [MADE_FOR]: JSON.stringify(made) }
		},
		spec: {
			...home.spec,
			replicas: size,
			selector: { matchLabels: { [TRACK]: name } },
			template: nextTemplate(home, backend, name, made.images)
		}
	};
}
/** The Service of the next track's pods, with the ports that the backend has; reached within the cluster only. */
function nextService(site, { ports }) {
	const name = nextName(site.service.workload.name);
	return {
		apiVersion: "v1",
		kind: "Service",
		metadata: {
			name,
			labels: { [TRACK]: name }
		},
		spec: {
			type: "ClusterIP",
			selector: { [TRACK]: name },
			ports
		}
	};
}

// src/platforms/kubernetes/tracks/next-track.ts
/**
* Makes what is missing of the next track for this target, from home as it is now; grows what is there for it; replaces what is there for another
* one. Returns when it is made, not when it is ready.
*/
async function bringUp(site, target, size, signal) {
	const next = nextSite(site);
	const owned = await ownedOnly(site, signal);
	const [home, backend] = await homeAndBackend(site, signal);
	const rendered = await renderedOf(site, target, signal);
	const wanted = rendered === null ? home : onto(home, rendered.workload.spec.template, fieldsOf(rendered.workload));
	const kept = owned.deployment !== null && isMadeFor(next, owned.deployment, target) ? owned.deployment : null;
	const missing = [
		kept === null ? nextDeployment(site, wanted, backend, madeOf(site, home, target, rendered), size) : null,
		backend !== null && owned.service === null ? nextService(site, backend) : null,
		backend !== null && owned.budget === null ? await nextBudget(site, wanted, backend, signal) : null
	].filter((object) => object !== null);
	if (kept === null) {
		if (rendered !== null) await runBefore(site, rendered, signal);
		if (owned.deployment !== null && backend !== null) await refuseTraffic(next, backend, signal);
		await remove(site, [owned.scaler, owned.deployment], signal);
		await gone(next, owned.deployment, signal);
	}
	for (const object of missing) if (await make(site, object, signal) === "exists") return bringUp(site, target, size, signal);
	if (kept !== null) await setReplicas(next, (now) => Math.max(now, size), signal);
}
/**
* Deletes all of the next track, and nothing of anybody else, and gives home's autoscaler back what its user wrote; returns when none of its pods
* serves. Done also where there is none.
*/
async function takeAway(site, signal) {
	const owned = await readOwned(site, signal);
	if (owned.deployment !== null) {
		const home = await readWorkload(site, signal);
		const backend = home && await backendOf(site, home, signal);
		if (backend !== null && typeof backend !== "string") await refuseTraffic(nextSite(site), backend, signal);
	}
	await remove(site, [owned.scaler], signal);
	await letGo(site, signal);
	await remove(site, [
		owned.deployment,
		owned.service,
		owned.budget
	], signal);
	await gone(nextSite(site), owned.deployment, signal);
}
/** The backend is null where nobody calls home. */
async function homeAndBackend(site, signal) {
	const home = await readWorkload(site, signal);
	if (home === null) throw new Refused("drift", `There is no ${workloadName(site)} any more: create it again, then deploy`);
	const backend = await backendOf(site, home, signal);
	if (typeof backend !== "string") return [home, backend];
	if (await isUncalled(site, home, signal)) return [home, null];
	throw new Refused("precondition", backend);
}
function madeOf(site, home, target, rendered) {
	const images = Object.entries(noteFor(site, home, target, null, rendered).images);
	const of = (which) => Object.fromEntries(images.map(([name, image]) => [name, image[which]]));
	return {
		to: target,
		images: of("set"),
		home: of("was")
	};
}
function isMadeFor(next, deployment, target) {
	const made = madeFor(deployment);
	return !(deployment.metadata.deletionTimestamp !== void 0) && made !== null && isSame(made.to, target) && imageDrift(next, deployment, made.images) === null;
}
/** Whoever deletes what serves makes an outage: somebody may have sent requests there since it was looked at. */
async function refuseTraffic(next, { name, selector, switched }, signal) {
	const track = next.service.workload.name;
	const query = labelSelector({ matchLabels: {
		...switched ? {} : selector,
		[TRACK]: track
	} });
	const serving = (await listPods(next, { labelSelector: query }, signal)).items.filter((pod) => !isEnding(pod));
	if (serving.length > 0) throw new Refused("has-traffic", `The Service ${name} leads to ${serving.length} pods of ${track}, which was to go`);
}

// src/platforms/kubernetes/tracks/tally.ts
const NONE = {
	available: 0,
	restarts: 0
};
/**
* Counts them; those of a Deployment that is whole only again where it changed: a container that ends makes it less than whole. Of many, their
* controller says how many are available, and the others are counted when it has been whole once, and then only now and again.
*/
function tallies(next) {
	let known = null;
	return async (deployment, settled, signal) => {
		if (deployment === null) return NONE;
		const { uid, resourceVersion: version } = deployment.metadata;
		const before = known?.uid === uid ? known : null;
		if (settled && before !== null && before.version === version) return before.tally;
		const { replicas = 1 } = deployment.spec;
		const { replicas: existing = 0, availableReplicas = 0 } = deployment.status ?? {};
		const most = Math.max(replicas, existing);
		const isSoon = before === null ? !settled : performance.now() < before.at + goodFor(most);
		if (isCrowd(most) && isSoon) return {
			available: availableReplicas,
			restarts: before?.tally.restarts ?? null
		};
		const tally = await ofOneMoment(() => counted(next, deployment, signal));
		known = {
			uid,
			version: settled && tally.available >= replicas ? version : null,
			at: performance.now(),
			tally
		};
		return tally;
	};
}
async function counted(next, { spec: { minReadySeconds = 0 } }, signal) {
	let [available, restarts] = [0, 0];
	for await (const { items } of pagesOf(next, { labelSelector: `${TRACK}=${next.service.workload.name}` }, signal)) for (const pod of items.filter((one) => !isEnding(one))) {
		if (isAvailable(pod, minReadySeconds)) available++;
		for (const { restartCount = 0 } of containersOf(pod)) restarts += restartCount;
	}
	return {
		available,
		restarts
	};
}

// src/platforms/kubernetes/tracks/view.ts
/** Home as it is seen between rollouts, and in its roll; `home` is null where it is not there. */
function homeTrack(site, view, home, { deployment }) {
	const { wanted, version, noted, serving, available, settled } = view;
	const made = deployment && madeFor(deployment);
	const drift = noted !== null ? view.drift : home && made && imageDrift(site, home, made.home);
	return {
		name: site.service.workload.name,
		version,
		spec: noted?.spec ?? null,
		mixed: false,
		wanted,
		ready: noted === null || settled ? serving : Math.max(0, Math.min(available, wanted - 1)),
		serving,
		...said(view),
		...drift && { drift }
	};
}
/** The next track; `tally` of its pods. What was set at home for the rollout only is a part of it: it is taken back with it. */
function nextTrack(site, view, owned, tally, isHomeChanged) {
	const next = nextSite(site);
	const { name } = next.service.workload;
	const { deployment, service, budget, scaler } = owned;
	const absent = {
		name,
		version: null,
		spec: null,
		mixed: false,
		wanted: 0,
		ready: 0
	};
	if (deployment === null) return {
		...absent,
		restarts: 0,
		...(service ?? budget ?? scaler ?? isHomeChanged) && { remains: true }
	};
	const made = madeFor(deployment);
	const drift = made && imageDrift(next, deployment, made.images);
	const isAsMade = made !== null && drift === null;
	const wanted = deployment.spec.replicas ?? 1;
	return {
		...absent,
		version: isAsMade ? made.to.version : view.version,
		spec: isAsMade ? made.to.spec : null,
		wanted,
		ready: isAsMade ? tally.available : view.available,
		...tally.restarts !== null && { restarts: tally.restarts },
		...said(view),
		...drift && { drift },
		...wanted === 0 && { remains: true }
	};
}
function said({ note, failed }) {
	if (failed !== void 0) return {
		note: failed,
		failed: true
	};
	return note === void 0 ? {} : { note };
}

// src/platforms/kubernetes/tracks/tracks.ts
/** The Jobs before a version ran before its next track was made. */
const haveRun = async () => {};
/** The user's Deployment, which is home, and the one that a rollout makes beside it and deletes at its end. */
function workloadTracks(site) {
	const { name } = site.service.workload;
	const next = nextSite(site);
	const fleets = {
		home: workloadFleet(site, haveRun),
		next: workloadFleet(next)
	};
	const tally = tallies(next);
	const beside = readsBeside(site);
	return {
		home: name,
		async read(signal) {
			const [told, view] = await Promise.all([fleets.home.progress(signal), fleets.next.progress(signal)]);
			const [home, made] = [fleets.home.found(), fleets.next.found()];
			const { owned, scaler } = await beside.read({
				home,
				next: made,
				pods: Math.max(told.existing, view.existing)
			}, signal);
			const pods = await tally(owned.deployment, view.settled, signal);
			const isChanged = told.noted !== null || scaler !== null && floorOf(scaler) !== null;
			const wanted = heldSize(told.wanted, scaler);
			const both = [homeTrack(site, {
				...told,
				wanted
			}, home, owned), nextTrack(site, view, owned, pods, isChanged)];
			return {
				full: Math.max(wanted, grown(both[1], owned.scaler, scaler)),
				tracks: both
			};
		},
		async deploy(track, target, size, signal) {
			beside.forget();
			if (track !== name) return bringUp(site, target, size, signal);
			await refuseEmpty(site, signal);
			return fleets.home.update(target, signal);
		},
		async scale(track, size, signal) {
			beside.forget();
			if (track === name) return growHome(site, size, signal);
			const { scaler } = await readOwned(site, signal);
			if (scaler !== null) await keepNext(site, size, signal);
			return setReplicas(next, (now) => scaler === null ? size : Math.max(now, size), signal);
		},
		async retire(track, signal, warn) {
			beside.forget();
			if (track === name) throw new Refused("has-traffic", `${workloadName(site)} is home: it is never taken away`);
			await takeAway(site, signal);
			await fleets.home.settle(signal, warn);
		},
		async changed(signal) {
			const over = new AbortController();
			const both = AbortSignal.any([signal, over.signal]);
			const watches = [fleets.home, fleets.next].map((fleet) => fleet.changed?.(both) ?? aborted(both));
			await Promise.race(watches);
			over.abort();
			await Promise.all(watches);
		},
		sizeFor: (weight, full) => site.service.route === null ? byRatio(weight, full) : byRoute(weight, full),
		spare: (size) => size < 2 ? 0 : Math.max(1, Math.floor(size / 4))
	};
}
/** So many pods of the next track carry the traffic, where its autoscaler made it larger than home may be: as many as home may have, at most. */
function grown({ wanted, ready }, scaler, home) {
	return scaler === null || home === null ? 0 : Math.min(wanted, ready, home.spec.maxReplicas);
}
/** Has home's autoscaler make it as large. */
async function growHome(site, size, signal) {
	if (await holdUp(site, signal, size) !== null) return;
	throw new Refused("drift", `How many pods ${workloadName(site)} has is not for a rollout to say: scale it by hand`);
}
/** Each pod gets the same share; beyond a half the other track would have to shrink. */
function byRatio(weight, full) {
	return weight > 50 ? full : members(weight, full);
}
/** One lost pod of a single one would be an outage of all its share. */
function byRoute(weight, full) {
	return Math.max(Math.min(2, full), Math.ceil(full * weight / 100));
}
async function refuseEmpty(site, signal) {
	const home = await readWorkload(site, signal);
	if (home === null || home.spec.replicas !== 0) return;
	const who = lastWriter(home, ["f:spec", "f:replicas"]);
	const scale = `kubectl scale deployment/${site.service.workload.name} --replicas=<pods>`;
	throw new Refused("drift", `somebody (${who}) scaled ${workloadName(site)} to 0, so that it cannot take the traffic: run \`${scale}\``);
}

export { matches as a, readOwned as c, nextLabels as i, remove as l, tracksByHand as n, make as o, setReplicas as r, ownedOnly as s, workloadTracks as t, accepted as u };