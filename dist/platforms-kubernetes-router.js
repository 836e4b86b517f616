import { C as nextName, E as annotating, O as pointer, S as TRACK, _ as workloadName, b as labelSelector, d as SWITCH, f as backendOf, h as corePath, l as isUncalled, p as switchOf, s as changedSince, v as workloadPath, w as nextSite, x as selects } from "./platforms-kubernetes.js";
import { f as lastWriter, u as readWorkload } from "./platforms-kubernetes-workload.js";
import { a as lettingGo, n as routeRouter } from "./platforms-kubernetes-router-route.js";
import { Tt as Refused } from "./first.js";
import { S as podsOf, _ as isEnding, b as ofOneMoment, h as countPods, p as rarely, u as goodFor, v as isReady, x as pagesOf, y as listPods } from "./platforms-kubernetes-pods.js";
import { r as setReplicas } from "./platforms-kubernetes-tracks.js";
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;

// src/platforms/kubernetes/router/endpoints.ts
/** Milliseconds until it is given up: the controller of endpoints takes well under a second, unless the cluster is in trouble. */
const PATIENCE$1 = 3e4;
/**
* Resolves when the EndpointSlices of a Service hold exactly the ready pods that its selector is to select, at least one. Throws a plain error
* where that is not so after 30 s.
*/
async function awaitEndpoints(site, wanted, signal) {
	const patience = AbortSignal.timeout(PATIENCE$1);
	let pods = await ofOneMoment(() => readyOf(site, wanted, signal));
	for (;;) {
		const { endpoints, isThere, unchanged } = await look(site, wanted, pods, signal);
		if (isThere) return;
		if (patience.aborted) {
			const { service, selector } = wanted;
			const meant = `the ${pods.uids.size} ready pods with ${labelSelector({ matchLabels: selector })}`;
			const why = pods.wrong === null ? "" : `, and ${pods.wrong}`;
			throw new Error(`the Service ${service} leads to ${endpoints} pods, which for ${PATIENCE$1 / 1e3} s were not ${meant}${why}`);
		}
		if (await unchanged(AbortSignal.any([signal, patience]))) pods = await ofOneMoment(() => readyOf(site, wanted, signal));
	}
}
async function readyOf(site, { selector, wrong = () => null }, signal) {
	let [version, count] = ["", 0];
	const ready = [];
	for await (const { metadata, items } of pagesOf(site, podQueryOf(selector), signal)) {
		version = metadata.resourceVersion;
		count += items.length;
		for (const pod of items) if (isReady(pod)) ready.push({ metadata: identityOf(pod) });
	}
	return {
		version,
		count,
		uids: new Set(ready.map(({ metadata }) => metadata.uid)),
		wrong: wrong(ready)
	};
}
/** What it is called: of many pods the rest is much to be kept. */
function identityOf({ metadata: { name, uid, labels } }) {
	return {
		name,
		...uid !== void 0 && { uid },
		...labels && { labels }
	};
}
function podQueryOf(selector) {
	return { labelSelector: labelSelector({ matchLabels: selector }) };
}
async function look(site, { service, selector }, pods, signal) {
	const sliceQuery = { labelSelector: `kubernetes.io/service-name=${service}` };
	const slicePath = await slicesPath(site, signal);
	const slices = await site.api.get(slicePath, signal, sliceQuery);
	const families = endpointsOf(slices?.items ?? []);
	const isThere = families.length > 0 && families.every((family) => isSame(family, pods.uids));
	return {
		endpoints: families[0]?.size ?? 0,
		isThere: pods.uids.size > 0 && isThere && pods.wrong === null,
		/** Resolves when some of it changed: whether pods did. */
		unchanged: async (until) => {
			await setTimeout(Math.min(pods.count, 1e3), void 0, { signal: until }).catch(() => {});
			const podPath = await corePath(site, "pods", signal);
			let isOther = false;
			await firstOf(until, [async (over) => {
				await site.api.changed(podPath, pods.version, over, podQueryOf(selector));
				isOther ||= !over.aborted;
			}, (over) => site.api.changed(slicePath, slices?.metadata.resourceVersion ?? "", over, sliceQuery)]);
			return isOther;
		}
	};
}
/** The pods that are ready behind a Service by the uid, for each family of addresses: a pod has one of each, in slices of their own. */
function endpointsOf(slices) {
	return [...Map.groupBy(slices, ({ addressType }) => addressType).values()].map((family) => {
		const endpoints = family.flatMap((slice) => slice.endpoints ?? []);
		return new Set(endpoints.filter(({ conditions }) => conditions?.ready !== false).map(({ targetRef }) => targetRef?.uid));
	});
}
function isSame(a, b) {
	return a.size === b.size && a.isSubsetOf(b);
}
async function firstOf(signal, waits) {
	const over = new AbortController();
	const both = AbortSignal.any([signal, over.signal]);
	const all = waits.map((wait) => wait(both));
	try {
		await Promise.race(all);
	} finally {
		over.abort();
		await Promise.allSettled(all);
	}
}
async function slicesPath({ api }, signal) {
	return `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(await api.namespace(signal))}/endpointslices`;
}

// src/platforms/kubernetes/router/present.ts
/** Throws `Refused` where one of them is gone; `readHome` where the workload need not be read. */
async function readPresent(site, signal, readHome = () => readWorkload(site, signal)) {
	const home = await readHome();
	if (home === null) throw new Refused("drift", `There is no ${workloadName(site)} any more in ${site.api.place}: create it again.`);
	const backend = await backendOf(site, home, signal);
	if (typeof backend === "string") throw new Refused("drift", backend);
	return {
		home,
		backend
	};
}
/** What the Service's selector is when it leads to the next track. */
function nextSelector(site, { selector, key }) {
	return {
		...selector,
		[key]: nextName(site.service.workload.name)
	};
}
/** Some of the pods that a Service with this selector sends requests to, and that are meant; empty only where there are none. */
function readyPods(site, selector, signal, isMeant = () => true) {
	return ofOneMoment(async () => {
		for await (const { items } of pagesOf(site, { labelSelector: labelSelector({ matchLabels: selector }) }, signal)) {
			const found = items.filter((pod) => isReady(pod) && isMeant(pod));
			if (found.length > 0) return found;
		}
		return [];
	});
}
/** All pods of the next track; those of it to which this selector leads as well. */
async function listNext(site, signal, selector = {}) {
	const query = {
		...selector,
		[TRACK]: nextName(site.service.workload.name)
	};
	const { items } = await listPods(site, { labelSelector: labelSelector({ matchLabels: query }) }, signal);
	return items;
}
function isOfNext(site, { metadata }) {
	return metadata.labels?.[TRACK] === nextName(site.service.workload.name);
}

// src/platforms/kubernetes/router/selector-drift.ts
/** Who made another selector of the one that leads to the next track, in one sentence; null: nobody. */
function selectorDrift(site, { name, switched, object }) {
	const noted = switchOf(site, object);
	if (noted === null || switched) return null;
	const selector = object.spec?.selector ?? {};
	const [did, to] = selector[noted.key] === noted.was ? ["put", "back to"] : ["set", "to"];
	return `somebody (${lastWriter(object, ["f:spec", "f:selector"])}) ${did} the selector of service ${name} ${to} ${labelSelector({ matchLabels: selector })}`;
}

// src/platforms/kubernetes/router/overtaken.ts
const MOST_TRIES = 5;
/**
* Reads, decides and writes again as long as somebody else wrote in between: `attempt` says whether it is done. Throws a plain error where
* somebody always does.
*/
async function untilDone(what, attempt) {
	for (let tries = 0; tries < MOST_TRIES; tries++) if (await attempt()) return;
	throw new Error(`somebody changed ${what} each of ${MOST_TRIES} times before it could be written, so that nothing was`);
}

// src/platforms/kubernetes/router/selector-switch.ts
/**
* Milliseconds from when the API has the right endpoints until kube-proxy has them too. Nobody can ask it what it has; it was measured to take
* well under a second.
*/
const PROXY_LAG = 1500;
function selectorSwitch(site) {
	async function turn(track, signal) {
		if (await edit(async (backend) => {
			const operations = track === "next" ? leadToNext(site, backend) : leadHome(site, backend);
			if (operations !== null && (backend.switched || track === "next")) await refuseNone$2(site, backend, track, signal);
			return operations ?? [];
		}, signal)) await awaitTrack(site, track, () => null, signal);
	}
	/** Whether anything was to be written to the Service that was just read. */
	async function edit(decide, signal) {
		let changed = false;
		await untilDone(`the Service of ${site.service.workload.name}`, async () => {
			const { backend } = await readPresent(site, signal);
			const operations = await decide(backend);
			if (operations.length === 0) return true;
			const path = `${await corePath(site, "services", signal)}/${encodeURIComponent(backend.name)}`;
			const done = await site.api.patch(path, [unchanged(backend.object), ...operations], signal);
			changed = done !== null && done !== "conflict";
			return changed;
		});
		return changed;
	}
	return {
		async toHome(signal) {
			await turn("home", signal);
			await edit(async ({ object }) => switchOf(site, object) === null ? lettingGo(object) : [], signal);
		},
		toNext: (signal) => turn("next", signal),
		async verify(track, signal) {
			const isOther = (pod) => isOfNext(site, pod) !== (track === "next");
			await awaitTrack(site, track, (pods) => pods.some(isOther) ? "some of them are of the other track" : null, signal);
			await proxied(signal);
		}
	};
}
/** Waits for what no API tells: that kube-proxy has taken in the endpoints. */
async function proxied(signal) {
	await setTimeout(PROXY_LAG, void 0, { signal });
}
async function awaitTrack(site, track, wrong, signal) {
	const { backend } = await readPresent(site, signal);
	const selector = track === "next" ? nextSelector(site, backend) : backend.selector;
	await awaitEndpoints(site, {
		service: backend.name,
		selector,
		wrong
	}, signal);
}
async function refuseNone$2(site, backend, track, signal) {
	const selector = track === "next" ? nextSelector(site, backend) : backend.selector;
	if ((await readyPods(site, selector, signal)).length > 0) return;
	const nobody = `no pod with ${labelSelector({ matchLabels: selector })} is ready, so that callers would reach nobody`;
	throw new Error(`the Service ${backend.name} was left as it is: ${nobody}`);
}
/** Fails where anything of it is another one than was read. */
function unchanged({ metadata }) {
	return {
		op: "test",
		path: "/metadata/resourceVersion",
		value: metadata.resourceVersion
	};
}
/** null where it does already. */
function leadToNext(site, { key, selector, switched, object }) {
	if (switched) return null;
	const made = {
		key,
		was: selector[key],
		set: nextName(site.service.workload.name)
	};
	return [{
		op: "replace",
		path: pointer("spec", "selector", key),
		value: made.set
	}, annotating(object, SWITCH, JSON.stringify(made))];
}
/** What leads a Service to home, as its user wrote it; null where it does already, and nothing says otherwise. */
function leadHome(site, { key, selector, switched, object }) {
	if (switchOf(site, object) === null) return null;
	const remove = {
		op: "remove",
		path: pointer("metadata", "annotations", SWITCH)
	};
	return switched ? [{
		op: "replace",
		path: pointer("spec", "selector", key),
		value: selector[key]
	}, remove] : [remove];
}

// src/platforms/kubernetes/router/admit.ts
/** Whether the Service, as its user wrote it, leads to a pod of the next track. */
function isAdmitted({ selector }, { metadata }) {
	return selects(selector, metadata.labels ?? {});
}
/**
* Leads the Service, as its user wrote it, to so many ready pods of the next track beside home's, by one label of these pods, which restarts
* nothing: their Deployment does not select by it. Returns when the endpoints are these. Throws a plain error, with nothing written, where
* there are not so many, or where none at all would be left.
*/
async function admit(site, count, signal) {
	let changed = false;
	await untilDone(`the pods of ${nextName(site.service.workload.name)}`, async () => {
		const present = await readPresent(site, signal);
		const { key, selector, switched } = present.backend;
		const wanted = count(present);
		const pods = await listNext(site, signal, wanted === 0 ? selector : {});
		const { enter, leave } = chosen(site, present.backend, pods, wanted);
		if (leave.length > 0 && wanted === 0 && !switched) await refuseNone$1(site, present.backend, signal);
		const labels = [...enter.map((pod) => ({
			pod,
			value: selector[key]
		})), ...leave.map((pod) => ({
			pod,
			value: nextName(site.service.workload.name)
		}))];
		for (const { pod, value } of labels) {
			if (!await label(site, pod, key, value, signal)) return false;
			changed = true;
		}
		return true;
	});
	if (!changed) return;
	const { backend } = await readPresent(site, signal);
	await awaitEndpoints(site, {
		service: backend.name,
		selector: backend.object.spec?.selector ?? {}
	}, signal);
}
/** Those that are in stay as long as they are ready. */
function chosen(site, backend, all, count) {
	const pods = all.filter((pod) => !isEnding(pod)).toSorted((a, b) => a.metadata.name.localeCompare(b.metadata.name));
	const [inside, outside] = [pods.filter((pod) => isAdmitted(backend, pod)), pods.filter((pod) => !isAdmitted(backend, pod))];
	const wanted = [...inside, ...outside].filter(isReady).slice(0, count);
	if (wanted.length < count) {
		const next = nextName(site.service.workload.name);
		throw new Error(`${next} has ${wanted.length} pods ready, and its share of the traffic needs ${count}`);
	}
	return {
		enter: wanted.filter((pod) => !inside.includes(pod)),
		leave: inside.filter((pod) => !wanted.includes(pod))
	};
}
async function refuseNone$1(site, backend, signal) {
	if ((await readyPods(site, backend.selector, signal, (pod) => !isOfNext(site, pod))).length > 0) return;
	const { kind, name } = site.service.workload;
	const nobody = `no pod of ${kind} ${name} is ready, so that callers would reach nobody`;
	throw new Error(`the Service ${backend.name} still leads to ${nextName(name)}: ${nobody}`);
}
/** False where it changed meanwhile, or is gone. */
async function label(site, { metadata }, key, value, signal) {
	const path = pointer("metadata", "labels", key);
	const now = metadata.labels?.[key];
	const operations = [
		{
			op: "test",
			path: "/metadata/uid",
			value: metadata.uid
		},
		...now === void 0 ? [] : [{
			op: "test",
			path,
			value: now
		}],
		{
			op: "add",
			path,
			value
		}
	];
	const done = await site.api.patch(`${await corePath(site, "pods", signal)}/${encodeURIComponent(metadata.name)}`, operations, signal);
	return done !== null && done !== "conflict";
}

// src/platforms/kubernetes/router/members.ts
/** How many pods beside so many of home come nearest to a weight of 1 to 50 percent, where each pod gets the same share; at least one. */
function members(weight, home) {
	return Math.max(1, Math.round(weight * home / (100 - weight)));
}
/** The weight that so many pods beside those of home come to, in whole percent: never none, and never all. */
function weightOf(count, home) {
	return Math.min(99, Math.max(1, Math.round(100 * count / (count + home))));
}

// src/platforms/kubernetes/router/weight.ts
/** On the Deployment of the next track: the weight that was asked for last, of which its pods can be further away than another one. */
const WEIGHT = "sluice-actions.github.io/weight";
/** null where none was asked for. */
function askedWeight(next) {
	const weight = Number(next?.metadata.annotations?.[WEIGHT]);
	return Number.isInteger(weight) ? weight : null;
}
/** Throws a plain error where there is no next track. */
async function askWeight(site, weight, signal) {
	const next = nextSite(site);
	await untilDone(workloadName(next), async () => {
		const found = await readWorkload(next, signal);
		if (found === null) throw new Error(`there is no ${workloadName(next)} that could get traffic`);
		if (askedWeight(found) === weight) return true;
		const done = await site.api.patch(await workloadPath(next, signal), annotate(found, `${weight}`), signal);
		return done !== null && done !== "conflict";
	});
}
function annotate(next, value) {
	return [{
		op: "test",
		path: "/metadata/uid",
		value: next.metadata.uid
	}, annotating(next, WEIGHT, value)];
}

// src/platforms/kubernetes/router/service-router.ts
/** The largest weight that pods beside those of home can come to: home keeps all of its own. */
const MOST_SHARED = 50;
/**
* The Service alone: its selector leads to one track, and at weights up to 50 % as many ready pods of the next track are labelled into it
* as come nearest. Nothing gets traffic before it is ready and proven.
*/
function serviceRouter(site) {
	const home = site.service.workload.name;
	const next = nextName(home);
	const turn = selectorSwitch(site);
	const share = (weights) => weights[next] ?? 0;
	const counted = rarely();
	const seenHome = rarely();
	let size = 0;
	/** What the pods beside home's come to. */
	async function sharedBy({ selector }, home, signal) {
		const inside = await counted.read(JSON.stringify(selector), goodFor(home), async () => {
			return (await listNext(site, signal, selector)).filter((pod) => !isEnding(pod)).length;
		});
		return inside === 0 ? { weight: 0 } : seenOf(inside, home, askedWeight(await readWorkload(nextSite(site), signal)));
	}
	return {
		async read(signal) {
			const readHome = () => seenHome.read("", goodFor(size), () => readWorkload(site, signal));
			const { home: own, backend } = await readPresent(site, signal, readHome);
			size = own.spec.replicas ?? 1;
			const drift = selectorDrift(site, backend);
			const seen = backend.switched ? { weight: 100 } : await sharedBy(backend, size, signal);
			return {
				weights: {
					[home]: 100 - seen.weight,
					[next]: seen.weight
				},
				agreed: drift === null,
				silent: [],
				..."share" in seen && { share: seen.share },
				...drift !== null && { drift }
			};
		},
		async shift(weights, signal) {
			const weight = share(weights);
			counted.forget();
			if (weight > 50 && weight < 100) throw new Refused("precondition", beyond$1(weight));
			if (weight > 0 && weight < 100) await askWeight(site, weight, signal);
			if (weight < 100) await turn.toHome(signal);
			await admit(site, (present) => weight === 0 || weight === 100 ? 0 : members(weight, present.home.spec.replicas ?? 1), signal);
			if (weight === 100) await turn.toNext(signal);
		},
		async verify(weights, signal) {
			const weight = share(weights);
			if (weight === 0 || weight === 100) return turn.verify(weight === 0 ? "home" : "next", signal);
			const { backend } = await readPresent(site, signal);
			const wrong = (pods) => pods.some((pod) => isOfNext(site, pod)) ? null : `none of them is of ${next}`;
			await awaitEndpoints(site, {
				service: backend.name,
				selector: backend.selector,
				wrong
			}, signal);
			await proxied(signal);
		}
	};
}
/** What so many pods beside home's come to: the weight that was asked for where they are as many as it needs. */
function seenOf(inside, home, asked) {
	const weight = weightOf(inside, home);
	return {
		weight: asked !== null && inside === members(asked, home) ? asked : weight,
		share: `${inside} of ${inside + home} pods, ${weight} %`
	};
}
function beyond$1(weight) {
	return `Without a route the Service gives each pod the same share, so that ${weight} % cannot be kept while home keeps its pods: write weights up to ${50}, and 100.`;
}

// src/platforms/kubernetes/router/share-router.ts
/** Milliseconds until it is given up that the pods of the next track are as they are to be. */
const PATIENCE = 3e4;
/**
* For a workload that nobody calls: its pods fetch their work, so that a share of it is a share of the pods. Nothing can be kept from it, and
* nothing is moved but by their number: up to 50 % as many beside home's as come nearest, at 100 % as many as home has.
*/
function shareRouter(site) {
	const home = site.service.workload.name;
	const next = nextName(home);
	const share = (weights) => weights[next] ?? 0;
	return {
		async read(signal) {
			const [own, made] = await Promise.all([readHome(site, signal), readWorkload(nextSite(site), signal)]);
			const [wanted, pods] = [own.spec.replicas ?? 1, made?.spec.replicas ?? (made === null ? 0 : 1)];
			const weight = pods === 0 ? 0 : askedWeight(made) ?? 0;
			const words = `${pods} of ${pods + wanted} pods, ${weightOf(pods, wanted)} %`;
			return {
				weights: {
					[home]: 100 - weight,
					[next]: weight
				},
				agreed: true,
				silent: [],
				...pods > 0 && { share: words }
			};
		},
		async shift(weights, signal) {
			const weight = share(weights);
			if (weight > 50 && weight < 100) throw new Refused("precondition", beyond([weight]));
			const own = await readHome(site, signal);
			if (await readWorkload(nextSite(site), signal) === null && weight === 0) return;
			if (weight === 0) await refuseNone(site, own, signal);
			const most = weight === 0 ? 0 : members(weight, own.spec.replicas ?? 1);
			if (weight < 100) await setReplicas(nextSite(site), (now) => Math.min(now, most), signal);
			await askWeight(site, weight, signal);
		},
		async verify(weights, signal) {
			await awaitPods(site, share(weights) === 0 ? 0 : (await readWorkload(nextSite(site), signal))?.spec.replicas ?? 1, signal);
		}
	};
}
/** Why these percentages cannot be given, and what to write. */
function beyond(weights) {
	return `Each pod takes the same share of the work, and home keeps its pods, so that ${weights.join(", ")} % cannot be given: write weights up to ${50}, and 100.`;
}
async function readHome(site, signal) {
	const home = await readWorkload(site, signal);
	if (home === null) throw new Refused("drift", `There is no ${workloadName(site)} any more in ${site.api.place}: create it again.`);
	return home;
}
async function refuseNone(site, home, signal) {
	const { labelSelector } = podsOf(home);
	const [own, next] = await Promise.all([listPods(site, { labelSelector: `${labelSelector},!${TRACK}` }, signal), listNext(site, signal)]);
	if (own.items.some(isReady) || !next.some(isReady)) return;
	const { name } = site.service.workload;
	throw new Error(`${nextName(name)} was left as it is: no pod of ${workloadName(site)} is ready, so that nobody would do its work`);
}
/** Resolves when so many pods of the next track are ready, and at 0 when all were told to end. Throws a plain error where that is not so in time. */
async function awaitPods(site, wanted, signal) {
	const next = nextName(site.service.workload.name);
	const query = { labelSelector: `${TRACK}=${next}` };
	const patience = AbortSignal.timeout(PATIENCE);
	for (;;) {
		const { version, all, ready, ending } = await countPods(site, query, signal);
		if (wanted === 0 ? ending === all : ready >= wanted) return;
		if (patience.aborted) throw new Error(`${next} has ${ready} pods ready for ${PATIENCE / 1e3} s, and not ${wanted}`);
		const seen = {
			name: next,
			version,
			pods: {
				query,
				version,
				count: all
			}
		};
		await changedSince(nextSite(site), seen, AbortSignal.any([signal, patience]));
	}
}

// src/platforms/kubernetes/router/router-for.ts
/** What moves the traffic of a service: its route, its Service, or, where nobody calls it, how many pods it has. That is found out at the first use. */
function routerFor(site) {
	if (site.service.route !== null) return routeRouter(site);
	let known = null;
	async function router(signal) {
		if (known !== null) return known;
		const home = await readWorkload(site, signal);
		known = home !== null && await isUncalled(site, home, signal) ? shareRouter(site) : serviceRouter(site);
		return known;
	}
	return {
		read: async (signal) => (await router(signal)).read(signal),
		shift: async (weights, signal) => (await router(signal)).shift(weights, signal),
		verify: async (weights, signal) => (await router(signal)).verify(weights, signal)
	};
}

export { selectorSwitch as a, readPresent as c, leadHome as i, readyPods as l, beyond as n, untilDone as o, members as r, selectorDrift as s, routerFor as t, awaitEndpoints as u };