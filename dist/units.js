const { createHash } = process.getBuiltinModule("node:crypto");

// src/units/digest.ts
/** Names a plain JSON value: the same 16 hex digits whatever the order of its keys. Throws for what JSON cannot hold. */
function digest(value) {
	const text = JSON.stringify(value, (_key, part) => isMapping(part) ? sorted(part) : part);
	if (text === void 0) throw new Error("only JSON has a digest: pass null instead of undefined");
	return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function sorted(mapping) {
	return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => a < b ? -1 : 1));
}
/** The digest of what runs besides the version, without the mark of a redeployment (`<digest>+<rollout>`). */
function contentOf(spec) {
	return spec.split("+")[0];
}

// src/units/secrets.ts
/** What of a service must be shown to nobody. */
function secretsOf(service) {
	const preview = service.preview && service.preview.kind !== "url" ? [service.preview.value] : [];
	const key = service.platform === "servers" ? service.ssh.key ?? "" : "";
	return [
		...Object.values(service.env),
		...preview,
		key
	];
}
/** The lines of secrets that are worth to be hidden: below four characters one would blacken ordinary text. */
function linesOf(secrets) {
	return secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((line) => line.trim().length >= 4);
}
/** A text that a service printed, without what it was given. */
function withoutSecrets(text, service) {
	return without(text, linesOf(secretsOf(service)));
}
/** Replaces each of the lines by `***`. */
function without(text, lines) {
	return lines.toSorted((a, b) => b.length - a.length).reduce((rest, line) => rest.replaceAll(line, "***"), text);
}

// src/units/grouped.ts
/** A number of at least 0 with commas between thousands: `12,345`, and at most one digit after the point. Not by `Intl`, which takes 10 ms to begin. */
function grouped(value) {
	const [whole = "", part = "0"] = value.toFixed(1).split(".");
	return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${part === "0" ? "" : `.${part}`}`;
}

// src/units/duration.ts
const UNITS = {
	d: 864e5,
	h: 36e5,
	m: 6e4,
	s: 1e3,
	ms: 1
};
const WHOLE = /^(?:\d{1,9}(?:ms|[dhms]))+$/;
const PART = /(\d+)(ms|[dhms])/g;
/** Reads `90s`, `5m`, `1h30m`, `500ms`, `2d`, `0` as milliseconds. Throws an Error that says what to write for anything else. */
function parseDuration(text) {
	const trimmed = text.trim();
	if (trimmed === "0") return 0;
	if (/^\d+$/.test(trimmed)) throw new Error(`"${trimmed}" has no unit: write ${trimmed}s for seconds, or ${trimmed}m for minutes`);
	const parts = [...trimmed.matchAll(PART)].map(([, count, unit]) => ({
		count: Number(count),
		size: UNITS[unit]
	}));
	const descending = parts.every((part, at) => at === 0 || part.size < (parts[at - 1]?.size ?? 0));
	if (!WHOLE.test(trimmed) || !descending) throw new Error(`"${text}" is not a duration: write it like 90s, 5m, 1h30m or 500ms`);
	return parts.reduce((sum, part) => sum + part.count * part.size, 0);
}
/** Writes milliseconds as {@link parseDuration} reads them, at most two units: `1h30m`, `90s` as `1m30s`, `500ms`, `0s`. */
function formatDuration(ms) {
	const whole = Math.max(0, Math.round(ms < 1e3 ? ms : ms / 1e3) * (ms < 1e3 ? 1 : 1e3));
	const units = Object.entries(UNITS);
	const first = units.findIndex(([, size]) => whole >= size);
	if (first === -1) return "0s";
	let rest = whole;
	return units.slice(first, first + 2).map(([unit, size]) => {
		const count = Math.floor(rest / size);
		rest -= count * size;
		return count === 0 ? "" : `${count}${unit}`;
	}).join("");
}

// src/units/nearest.ts
/** The one of `known` that was most likely meant by `text`; null where none is close. */
function nearest(text, known) {
	if (text.length > 64) return null;
	const best = known.map((word) => ({
		word,
		edits: distance(text.toLowerCase(), word.toLowerCase())
	})).sort((a, b) => a.edits - b.edits)[0];
	return best !== void 0 && best.edits <= Math.max(2, Math.floor(best.word.length / 3)) && best.edits < best.word.length ? best.word : null;
}
/** Letters to insert, delete or replace to get from one word to the other. */
function distance(from, to) {
	let row = Array.from({ length: to.length + 1 }, (_, at) => at);
	for (const [i, letter] of [...from].entries()) {
		const next = [i + 1];
		for (let j = 0; j < to.length; j++) {
			const replaced = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
			next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
		}
		row = next;
	}
	return row[to.length] ?? 0;
}

// src/units/count.ts
/** Reads `3`, or `25%` of the wanted number. Throws an Error that says what to write for anything else. */
function parseCount(text) {
	const match = /^(\d{1,6})(%?)$/.exec(String(text).trim());
	if (match === null) throw new Error(`"${text}" is not a count: write a whole number like 1, or a percentage like 25%`);
	return {
		value: Number(match[1]),
		unit: match[2] === "%" ? "percent" : "instances"
	};
}
/** How many instances a count is where `wanted` of them should be there. */
function countOf(count, wanted, round) {
	if (count.unit === "instances") return count.value;
	const exact = count.value * wanted / 100;
	return round === "up" ? Math.ceil(exact) : Math.floor(exact);
}

// src/units/percent.ts
/** Reads `0.5%` as the share 0.005; `0` needs no sign. Throws an Error that says what to write for anything else. */
function parsePercent(text) {
	const trimmed = text.trim();
	if (trimmed === "0") return 0;
	const match = /^(\d{1,3}(?:\.\d{1,9})?) ?%$/.exec(trimmed);
	const percent = Number(match?.[1]);
	if (/^[\d.]+$/.test(trimmed)) throw new Error(`"${text}" has no percent sign: write ${trimmed}%`);
	if (match === null || percent > 100) throw new Error(`"${text}" is not a percentage: write it like 0.5%, from 0% to 100%`);
	return percent / 100;
}
/** Reads one weight or a list that grows, `5, 25,50`: whole percentages from 0 to 100. Throws an Error that says what to write for anything else. */
function parseWeights(text) {
	const weights = text.split(",").map((part) => {
		const match = /^(\d{1,3})\s*%?$/.exec(part.trim());
		const weight = Number(match?.[1]);
		if (match === null || weight > 100) throw new Error(`"${part.trim()}" is not a weight: write whole numbers from 0 to 100, like 25 or 5, 25, 50`);
		return weight;
	});
	const falls = weights.findIndex((weight, at) => at > 0 && weight <= (weights[at - 1] ?? 0));
	if (falls === -1) return weights;
	throw new Error(`"${text.trim()}" does not grow: ${weights[falls]} comes after ${weights[falls - 1]}; write it like 5, 25, 50`);
}

export { nearest as a, grouped as c, without as d, withoutSecrets as f, parseCount as i, linesOf as l, digest as m, parseWeights as n, formatDuration as o, contentOf as p, countOf as r, parseDuration as s, parsePercent as t, secretsOf as u };