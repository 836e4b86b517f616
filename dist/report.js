import { E as formatDuration, O as grouped, k as moment } from "./units.js";

// src/report/escape.ts
/** Control characters, and marks that change the direction of the text around them or are not seen at all. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const TERMINAL = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
/** Any text as one line: line ends become spaces, control characters and marks of direction go. */
function oneLine(text) {
	return text.toWellFormed().replace(TERMINAL, "").replace(/[\r\n\t\u0085\u2028\u2029]+/g, " ").replace(INVISIBLE, "").trim();
}
/** At most `most` UTF-16 units; what was cut ends with `…`, never with half a character. */
function clip(text, most) {
	return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
/** Any text as one line of Markdown that shows it literally: no markup, no HTML, no link, no mention. Fit for a cell of a table. */
function escapeMarkdown(text) {
	return entities(oneLine(text)).replace(/&#(?:64|35);/g, "$&&#8203;");
}
/** Any text as code within a line, to be copied: GitHub finds no mentions in code, so nothing is added to it. */
function inlineCode(text) {
	return `<code>${entities(oneLine(text))}</code>`;
}
/** Lines of untrusted text as a block of code, to be copied. */
function codeBlock(lines) {
	const shown = lines.map(oneLine);
	const longest = shown.flatMap((line) => line.match(/`+/g) ?? []).reduce((most, ticks) => Math.max(most, ticks.length), 2);
	const fence = "`".repeat(longest + 1);
	return [
		fence,
		...shown,
		fence
	].join("\n");
}
/** Any text as one line for an HTML element or a quoted attribute. */
function escapeHtml(text) {
	return oneLine(text).replace(/[&<>"'`]/g, entity);
}
/** A version for people: the first 7 of a commit's 40 hexadecimal digits, others at most 60 characters. Not escaped. */
function shorten(version) {
	const line = oneLine(version);
	return /^[0-9a-f]{40}$/i.test(line) ? line.slice(0, 7) : clip(line, 60);
}
function entities(line) {
	return line.replace(/[&<>|`@[\]*_~#\\$]/g, entity).replace(/:(?=\/\/)/g, entity).replace(/(?<=www)\./gi, entity);
}
const entity = (character) => `&#${character.charCodeAt(0)};`;

// src/report/log.ts
/** GitHub shows no more of an annotation. */
const MOST = 64e3;
/** One line of the log, `+0:12  drain web1`; `sinceMs` are milliseconds since the action began. */
function logLine(event, sinceMs) {
	return `+${elapsed(sinceMs)}  ${logText(event.text)}`;
}
/** Any text as one line of the log that is no command to the runner. */
function logText(text) {
	return oneLine(text).replace(/##(?=\[)/g, "## ").replace(/^::/, ": :");
}
/** Any text as lines of the log that are no commands to the runner; each keeps its indentation. */
function logLines(text) {
	const lines = text.split(/\r?\n/).map((line) => `${/^ */.exec(line)?.[0] ?? ""}${logText(line)}`);
	return clip(lines.join("\n"), MOST);
}
/** `25 %`, with at most one digit after the point. */
function percent(value) {
	return `${Math.round(value * 10) / 10} %`;
}
/** Milliseconds as `0:12`, `12:05`, `1:02:03`. */
function elapsed(ms) {
	const seconds = Math.max(0, Math.floor(ms / 1e3));
	const [h, m, s] = [
		Math.floor(seconds / 3600),
		Math.floor(seconds / 60) % 60,
		seconds % 60
	];
	const two = (part) => String(part).padStart(2, "0");
	return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

// src/report/headline.ts
/** What happened or is happening, in a few words: the title of comment, summary, page and annotation. Holds untrusted text. */
function headline(record) {
	const version = record.version === null ? "the version" : shorten(record.version);
	const previous = record.previousVersion === null ? "what ran before" : shorten(record.previousVersion);
	const at = `${version} at ${percent(record.weight)}`;
	switch (record.outcome) {
		case null:
		case "rolling": return atWork(record, version, previous);
		case "promoted": return `Promoted ${version}`;
		case "prepared": return `Prepared ${version}, without traffic`;
		case "switched": return `Switched to ${version}, ${previous} is kept`;
		case "canary": return `Canary ${at}`;
		case "unchanged": return "Nothing changed";
		case "planned": return `Planned ${version}, nothing was changed`;
		case "locked": return record.rollout === null ? "Locked" : `Locked, ${version} stays at ${percent(record.weight)}`;
		case "unlocked": return record.rollout === null ? "Unlocked" : `Unlocked, ${version} is at ${percent(record.weight)}`;
		case "idle": return "Nothing in flight";
		case "empty": return "Nothing deployed yet";
		case "going-back": return `Going back to ${previous}`;
		case "rolled-back": return `Rolled back to ${record.direction === "back" ? previous : version}`;
		case "paused": return `Paused ${at}`;
		case "interrupted": return `Interrupted ${at}`;
		case "refused": return record.version === null ? "Refused" : `Refused ${version}`;
		case "stuck": return `Stuck with ${at}: finish by hand`;
	}
}
function atWork(record, version, previous) {
	if (record.direction === "back") return `Going back to ${previous}`;
	const batch = /^batch (\d+ of \d+)$/.exec(record.stage)?.[1];
	if (record.kind !== "tracks") return batch === void 0 ? `Rolling to ${version}` : `Rolling ${batch} to ${version}`;
	return record.weight > 0 ? `Rolling out ${version}, now at ${percent(record.weight)}` : `Preparing ${version}`;
}

// src/report/chart.ts
/** Of the drawing; the page stretches it to the panel, so that text beside it stays readable on a phone. */
const WIDTH = 1e3;
const HEIGHT = 100;
const MOST_POINTS = 300;
/** Traffic by version, requests and errors over time, one below the other; '' where there are fewer than two samples. */
function trafficChart(samples, sides) {
	const points = measured(thin(samples));
	const [first, last] = [points[0], points.at(-1)];
	if (first === void 0 || last === void 0 || points.length < 2) return "";
	const span = Math.max(1, last.at - first.at);
	const highest = (key) => Math.max(1, ...points.map((point) => point[key]));
	const x = ({ at }) => round(Math.min(1, Math.max(0, (at - first.at) / span)) * WIDTH);
	const curve = (most, value, steps = false) => {
		const y = (point) => round(HEIGHT - Math.min(value(point), most) / most * HEIGHT);
		return points.map((point, i) => i === 0 ? `M${x(point)} ${y(point)}` : steps ? `H${x(point)}V${y(point)}` : `L${x(point)} ${y(point)}`).join("");
	};
	const [rate, failed] = [highest("rate"), highest("failed")];
	const version = curve(100, (point) => point.weight, true);
	const before = sides.before === null ? "" : line$1("line before", curve(100, (point) => 100 - point.weight, true));
	const panels = [
		{
			title: "Traffic, %",
			name: "weight",
			most: 100,
			paths: [
				area(version),
				before,
				line$1("line", version)
			]
		},
		{
			title: "Requests a second",
			name: "requests",
			most: rate,
			paths: filled(curve(rate, (point) => point.rate))
		},
		{
			title: "Failed requests, %",
			name: "failed",
			most: failed,
			paths: filled(curve(failed, (point) => point.failed))
		}
	];
	const worst = Math.max(...points.map((point) => point.failed));
	const isCounted = points.some((point) => point.rate > 0);
	const errors = worst === 0 ? "no request failed" : `at worst ${shown(worst)} % of the requests failed`;
	return [
		`<figcaption>${`From ${first.weight} to ${last.weight} percent of the traffic in ${elapsed(span)}`}; ${isCounted ? errors : "no request was counted"}.</figcaption>`,
		legend(sides),
		...panels.slice(0, isCounted ? panels.length : 1).map(drawn),
		`<div class="ticks">${[
			0,
			.25,
			.5,
			.75,
			1
		].map((part) => `<span>+${elapsed(part * span)}</span>`).join("")}</div>`
	].join("\n");
}
function legend({ version, before }) {
	return `<p class="legend"><span class="now">${escapeHtml(version)}</span>${before === null ? "" : ` <span class="before">${escapeHtml(before)}</span>`}</p>`;
}
function drawn({ title, name, most, paths }) {
	const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${paths.join("")}</svg>`;
	return `<div class="panel ${name}"><h3>${title}</h3><span>${shown(most)}</span><span>0</span>${svg}</div>`;
}
const line$1 = (name, path) => `<path class="${name}" d="${path}"/>`;
const area = (path) => line$1("area", `${path}V${HEIGHT}H0Z`);
const filled = (path) => [area(path), line$1("line", path)];
/** Samples count since the one before, at any distance: rates can be compared with each other. */
function measured(samples) {
	return samples.map(({ at, weight, requests, failed }, index) => {
		const later = Math.max(1, index);
		const seconds = ((samples[later]?.at ?? at) - (samples[later - 1]?.at ?? at)) / 1e3;
		return {
			at,
			weight,
			rate: seconds > 0 ? requests / seconds : 0,
			failed: requests > 0 ? 100 * failed / requests : 0
		};
	});
}
/** Sums neighbours until the points fit the width. */
function thin(samples) {
	const size = Math.ceil(samples.length / MOST_POINTS);
	if (size <= 1) return samples;
	return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) => {
		const part = samples.slice(index * size, (index + 1) * size);
		const last = part.at(-1);
		const total = (key) => part.reduce((sum, sample) => sum + sample[key], 0);
		return {
			...last,
			requests: total("requests"),
			failed: total("failed")
		};
	});
}
const round = (value) => Math.round(value * 10) / 10;
const shown = grouped;

// src/report/next.ts
const NO_WAYS = {
	workflowUrl: "",
	byComment: false
};
/** What there is to do after the record's outcome; null where nothing is. */
function nextSteps(record, ways) {
	const [promote, rollback] = [wayTo("promote", record, ways), wayTo("rollback", record, ways)];
	const choose = (text, ...commands) => ({
		text,
		choice: true,
		commands
	});
	const finish = (text, commands = []) => ({
		text,
		choice: false,
		commands
	});
	if (record.lock !== null && record.outcome !== null && record.outcome !== "stuck") {
		const unlock = wayTo("unlock", record, ways);
		return record.rollout === null || record.outcome === "promoted" || record.outcome === "rolled-back" ? choose("Nothing can be deployed until it is unlocked. Unlock it", unlock) : choose("Nothing goes on until it is unlocked. Unlock it, or take the version back", unlock, rollback);
	}
	switch (record.outcome) {
		case "canary":
		case "prepared":
		case "switched": return choose("Promote it, or take it back", promote, rollback);
		case "unlocked": return record.rollout === null ? null : choose("Promote it, or take it back", promote, rollback);
		case "paused":
		case "interrupted": return choose("Run the failed job again to go on from here. Or promote it, or take it back", promote, rollback);
		case "stuck": return finish("Finish by hand with these commands, then run the job again", record.commands);
		case "rolled-back": return ["requested", "cancelled"].includes(record.reason ?? "") ? null : finish("The version before serves all requests. Mend what the message names, then deploy again");
		case "refused": return finish("Nothing was changed. Do what the message says, then run the job again", record.commands);
		case null:
		case "rolling": return record.direction === "back" ? null : choose("It goes on by itself. You can take it back", rollback);
		default: return null;
	}
}
/** How the commands of a choice are meant: a comment to write, or a step to run. */
function howTo({ choice, commands }) {
	if (!choice) return "";
	return commands[0]?.startsWith("/") ? "by a comment" : "with a step of a workflow";
}
/** What makes a version live again. */
function wayBack(record, version, ways) {
	return wayTo("rollback", record, ways, version);
}
/** Whether the version has a share of the traffic that is worth a bar. */
function hasTraffic(record) {
	return record.rollout !== null && record.outcome !== "refused";
}
/** A comment, or a step of a workflow; what cannot be said in a comment is a step. */
function wayTo(what, { service, environment }, { byComment }, to) {
	const isPlain = /^[A-Za-z0-9][\w.-]*@[A-Za-z0-9][\w./-]*$/.test(`${service}@${environment}`) && /^[A-Za-z0-9][\w.+:/-]*$/.test(to ?? "v");
	if (byComment && isPlain) return `/sluice ${service}@${environment} ${what}${to === void 0 ? "" : ` to ${to}`}`;
	const inputs = {
		service,
		environment,
		...to !== void 0 && { to }
	};
	const pairs = Object.entries(inputs).map(([name, value]) => `${name}: ${JSON.stringify(oneLine(value))}`);
	if (what === "unlock") pairs.push("unlock: true");
	return `- { uses: sluice-actions/sluice/actions/${what === "unlock" ? "lock" : what}@v1, with: { ${pairs.join(", ")} } }`;
}

// src/report/record.ts
/** Whether anybody counted what was served. */
function isCounted({ requests, stages }) {
	return requests > 0 || stages.some((stage) => stage.requests !== null);
}
/** A record of nothing yet; events do not say whose they are, so begin with it. */
function emptyRecord(service, environment) {
	return {
		schema: 1,
		service,
		environment,
		rollout: null,
		kind: null,
		direction: "forward",
		version: null,
		previousVersion: null,
		outcome: null,
		reason: null,
		message: null,
		stage: "",
		url: null,
		run: null,
		weight: 0,
		stages: [],
		evidence: [],
		timeline: [],
		samples: [],
		history: [],
		requests: 0,
		failed: 0,
		extraInstanceMinutes: 0,
		picture: null,
		lock: null,
		commands: [],
		startedAt: null,
		updatedAt: null,
		endedAt: null
	};
}
/** The record with what the event tells; null: the first event of a service that has no name here yet. */
function foldEvent(record, event) {
	const before = withRollout(passTime(record ?? emptyRecord("", ""), event.at.wall), event.rollout);
	const picture = event.picture ?? before.picture;
	return {
		...before,
		stage: event.stage || before.stage,
		weight: picture?.weight ?? event.rollout.weight,
		picture,
		evidence: event.evidence.length > 0 ? event.evidence : before.evidence,
		timeline: append(before.timeline, {
			at: event.at.wall,
			kind: event.kind,
			stage: event.stage,
			text: clip(oneLine(event.text), MOST_TEXT)
		})
	};
}
/** The record of an action that ended, whether or not it was about a rollout. */
function foldEnding(record, ending, context) {
	const passed = passTime(record ?? emptyRecord(context.service, context.environment), context.at);
	const rollout = subject(ending, context.version);
	const before = rollout === null ? passed : withRollout(passed, rollout);
	return {
		...before,
		service: context.service,
		environment: context.environment,
		version: rollout?.attempted.version ?? context.version ?? (ending.outcome === "idle" ? ending.journal?.live?.version ?? null : null),
		outcome: ending.outcome,
		reason: ending.reason.code,
		message: clip(oneLine(ending.reason.message), MOST_MESSAGE),
		url: context.url,
		run: context.run,
		weight: weightAt(ending, before),
		history: former(ending.journal),
		lock: ending.journal?.lock ?? null,
		commands: ending.commands.length > 0 ? ending.commands : rollout?.stuck?.commands ?? [],
		endedAt: context.at
	};
}
const MOST_TEXT = 300;
const MOST_MESSAGE = 2e3;
const MOST_LINES = 200;
/** The beginning is kept when the timeline is too long, what follows it goes first. */
const FIRST_LINES = 20;
const MOST_FORMER = 5;
function withRollout(record, rollout) {
	return {
		...record,
		rollout: rollout.id,
		kind: rollout.kind,
		direction: rollout.direction,
		version: rollout.attempted.version,
		previousVersion: rollout.from.version,
		run: rollout.run,
		weight: record.picture?.weight ?? rollout.weight,
		stages: rollout.stages,
		samples: rollout.samples,
		requests: rollout.requests,
		failed: rollout.failed,
		startedAt: rollout.startedAt
	};
}
function passTime(record, at) {
	const minutes = Math.max(0, at - (record.updatedAt ?? at)) / 6e4;
	return {
		...record,
		updatedAt: at,
		extraInstanceMinutes: record.extraInstanceMinutes + minutes * Math.max(0, record.picture?.extra ?? 0)
	};
}
/** What is polled again and again is told once, with its latest text. */
function append(timeline, line) {
	const last = timeline.at(-1);
	const lines = [...last !== void 0 && last.kind === line.kind && last.stage === line.stage && (line.kind === "evidence" || last.text === line.text) ? timeline.slice(0, -1) : timeline, line];
	return lines.length <= MOST_LINES ? lines : lines.toSpliced(FIRST_LINES, lines.length - MOST_LINES);
}
/** The rollout to tell of; not the one that was only in the way of another version. */
function subject({ outcome, rollout }, asked) {
	return (outcome === "refused" || outcome === "unchanged") && asked !== null && rollout?.attempted.version !== asked ? null : rollout;
}
function weightAt(ending, record) {
	if (ending.outcome === "promoted" || ending.outcome === "switched") return 100;
	if (ending.outcome !== "rolled-back") return ending.rollout?.kind === "tracks" ? ending.rollout.weight : record.weight;
	return ending.rollout?.direction === "forward" ? 100 : 0;
}
function former(journal) {
	const seen = /* @__PURE__ */ new Set([journal?.live?.version ?? null]);
	return (journal?.history ?? []).filter(({ version, end }) => end === "live" && !seen.has(version) && seen.add(version)).slice(0, MOST_FORMER).map(({ version, at, run }) => ({
		version,
		at,
		runUrl: run.url,
		by: run.actor
	}));
}

// src/report/style.ts
/** The page's style sheet: light and dark as the reader's system says. */
const STYLE = `
:root { --text: #1f2328; --quiet: #59636e; --page: #ffffff; --card: #f6f8fa; --edge: #d1d9e0; --good: #1a7f37; --bad: #cf222e; --open: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --quiet: #9198a1; --page: #0d1117; --card: #151b23; --edge: #3d444d; --good: #3fb950; --bad: #f85149; --open: #4493f8; }
}
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { border-left: 6px solid var(--open); padding: .25rem 0 .25rem 1rem; }
header.good { border-color: var(--good); }
header.bad { border-color: var(--bad); }
header p { margin: 0; color: var(--quiet); }
header .message { color: var(--text); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
dl div { flex: 1 1 auto; min-width: 6rem; background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: .5rem .75rem; }
dt { color: var(--quiet); font-size: .85rem; }
dd { margin: 0; font-size: 1.1rem; font-weight: 600; overflow-wrap: normal; }
figure { margin: 0; }
figcaption { color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0 0; }
.legend span::before { content: ''; display: inline-block; width: 1.5rem; margin-right: .5rem; border-top: 2px solid var(--open); vertical-align: middle; }
.legend .before::before { border-top: 2px dashed var(--quiet); }
.panel { display: grid; grid-template: auto 6rem / 4rem 1fr; column-gap: .5rem; margin-top: 1rem; }
.panel h3 { grid-area: 1 / 2; margin: 0 0 .25rem; font-size: .85rem; }
.panel span { grid-area: 2 / 1; justify-self: end; align-self: start; line-height: 1; }
.panel span + span { align-self: end; }
.panel span, .ticks { color: var(--quiet); font-size: .8rem; font-variant-numeric: tabular-nums; }
.panel svg { grid-area: 2 / 2; width: 100%; height: 100%; overflow: visible; border: solid var(--edge); border-width: 1px 0; box-sizing: border-box; }
.ticks { display: flex; justify-content: space-between; margin: .25rem 0 0 4.5rem; }
.line { stroke: var(--open); stroke-width: 2px; fill: none; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.line.before { stroke: var(--quiet); stroke-dasharray: 5 4; }
.area { fill: var(--open); opacity: .15; }
.failed .line { stroke: var(--bad); }
.failed .area { fill: var(--bad); }
.wide { overflow-x: auto; overflow-wrap: break-word; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); font-size: .85rem; padding-bottom: .25rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--edge); vertical-align: top; }
th { white-space: nowrap; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.timeline td:nth-child(2) { color: var(--quiet); white-space: nowrap; }
.timeline { font-size: .9rem; }
.timeline .number { width: 1%; }
span.passed { color: var(--good); }
span.failed, span.stopped { color: var(--bad); }
span.running, span.paused { color: var(--open); }
ul { padding-left: 1.25rem; }
.history li { margin-bottom: .5rem; }
pre, code { background: var(--card); border-radius: 4px; font: .875rem/1.5 ui-monospace, monospace; }
code { padding: .1rem .3rem; }
pre { border: 1px solid var(--edge); padding: .75rem; white-space: pre-wrap; }
@media (max-width: 40rem) {
  table { font-size: .8rem; }
  th, td { padding: .35rem .25rem; }
  tbody th, .timeline td:nth-child(2) { white-space: normal; }
  .panel { grid-template-columns: 2.5rem 1fr; }
  .ticks { margin-left: 3rem; }
}
`;

// src/report/words.ts
/** How long a stage lasted, or lasts by now. */
function duration(stage, record) {
	return formatDuration(Math.max(0, (stage.to ?? record.updatedAt ?? stage.from) - stage.from));
}
/** A number with commas; `–` where nothing was counted. */
function count(value) {
	return value === null ? "–" : grouped(value);
}
/** Instance·minutes, with at most one digit after the point. */
function minutes(value) {
	return value === 0 ? "none" : `${Math.max(.1, Math.round(value * 10) / 10)} instance·minutes`;
}

// src/report/html.ts
const BUDGET$1 = 3e5;
const ROWS = 100;
/** The record as one page that needs nothing else: no script, no network. Less than 300 kB. */
function renderHtml(record) {
	for (let lines = record.timeline.length; lines > 0; lines = Math.floor(lines / 2)) {
		const html = page(record, lines);
		if (Buffer.byteLength(html) < BUDGET$1) return html;
	}
	return page(record, 0);
}
function page(record, lines) {
	const title = escapeHtml(headline(record));
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title} · ${escapeHtml(clip(record.service, 63))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header class="${tone(record)}">
<h1>${title}</h1>
${record.message === null ? "" : `<p class="message">${escapeHtml(record.message)}</p>`}
<p>${escapeHtml(clip(record.service, 63))} in ${escapeHtml(clip(record.environment, 63))}</p>
${locked$1(record)}</header>
${[
		facts(record),
		chart$1(record),
		stages$1(record),
		evidence$1(record),
		next$1(record),
		history$1(record),
		timeline$1(record, lines)
	].filter((part) => part !== "").join("\n")}
</main>
</body>
</html>
`;
}
function locked$1({ lock, outcome, reason }) {
	if (lock === null || outcome === "locked" || reason === "locked") return "";
	const why = escapeHtml(clip(lock.why, 200));
	return `<p><strong>Locked</strong> by ${escapeHtml(clip(lock.by || "somebody", 60))} since ${moment(lock.at)} UTC: ${why}</p>\n`;
}
function tone(record) {
	if (record.outcome === null) return "open";
	if ([
		"promoted",
		"switched",
		"prepared",
		"unchanged",
		"idle",
		"planned"
	].includes(record.outcome)) return "good";
	return [
		"rolled-back",
		"refused",
		"stuck",
		"interrupted"
	].includes(record.outcome) ? "bad" : "open";
}
function facts(record) {
	const from = record.startedAt;
	return `<dl>${[
		[`Traffic of ${version(record)}`, hasTraffic(record) ? percent(record.weight) : "–"],
		["Requests", count(isCounted(record) ? record.requests : null)],
		["Failed", count(isCounted(record) ? record.failed : null)],
		["Lasted", from === null ? "–" : elapsed((record.endedAt ?? record.updatedAt ?? from) - from)],
		["Extra capacity", minutes(record.extraInstanceMinutes)]
	].map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join("")}</dl>`;
}
function version(record) {
	return record.version === null ? "the version" : shorten(record.version);
}
function chart$1(record) {
	const first = record.reason === "first-deployment";
	const before = record.previousVersion === null ? "what ran before" : `${shorten(record.previousVersion)} (before)`;
	const drawn = trafficChart(record.samples, {
		version: `${version(record)} (new)`,
		before: first ? null : before
	});
	return drawn === "" ? "" : section("Traffic and errors", `<figure>${drawn}</figure>`);
}
function stages$1(record) {
	if (record.stages.length === 0) return "";
	const rows = record.stages.slice(-100).map((stage) => {
		const cells = [
			duration(stage, record),
			count(stage.requests),
			count(stage.failed)
		].map((value) => `<td class="number">${escapeHtml(value)}</td>`).join("");
		const result = `<td><span class="result ${stage.result}">${stage.result}</span></td>`;
		return `<tr><th scope="row">${line(stage.name, 60)}</th>${result}${cells}<td>${escapeHtml(clip(stage.by, 60))}</td></tr>`;
	});
	return section("Stages", `<div class="wide"><table><caption>What was done, in order, and what was served meanwhile</caption><thead><tr>${[
		"Stage",
		"Result",
		"Duration",
		"Requests",
		"Failed",
		"By"
	].map((name, index) => {
		return `<th scope="col"${index >= 2 && index <= 4 ? " class=\"number\"" : ""}>${name}</th>`;
	}).join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`);
}
function evidence$1(record) {
	const lines = record.evidence.slice(0, ROWS).map(({ metric, text }) => {
		return `<li><strong>${escapeHtml(clip(metric, 60))}</strong> ${line(text, 300)}</li>`;
	});
	return lines.length === 0 ? "" : section("Evidence", `<ul>${lines.join("")}</ul>`);
}
function next$1(record) {
	const steps = nextSteps(record, NO_WAYS);
	if (steps === null) return "";
	const commands = steps.commands.slice(0, ROWS).map((line) => escapeHtml(clip(line, 400)));
	const how = howTo(steps);
	const blocks = steps.choice ? commands : commands.length === 0 ? [] : [commands.join("\n")];
	return section("Next", `<p>${`${escapeHtml(steps.text)}${how && `, ${how}`}${blocks.length === 0 ? "." : ":"}`}</p>${blocks.map((block) => `<pre>${block}</pre>`).join("")}`);
}
function history$1(record) {
	const rows = record.history.map(({ version, at }) => {
		const since = moment(at);
		return `<li>${escapeHtml(shorten(version))}, live since ${since} UTC: <code>${escapeHtml(clip(wayBack(record, version, NO_WAYS), 400))}</code></li>`;
	});
	return rows.length === 0 ? "" : section("Live before, each with its way back", `<ul class="history">${rows.join("")}</ul>`);
}
function timeline$1(record, most) {
	if (most === 0) return "";
	const from = record.startedAt ?? record.timeline[0]?.at ?? 0;
	return section("Timeline", `<div class="wide"><table class="timeline"><caption>Time since the rollout began</caption><thead><tr><th scope="col" class="number">Time</th><th scope="col">Stage</th><th scope="col">What</th></tr></thead><tbody>${record.timeline.slice(-most).map(({ at, stage, text }) => {
		return `<tr><td class="number">+${elapsed(at - from)}</td><td>${line(stage, 60)}</td><td>${line(text, 300)}</td></tr>`;
	}).join("\n")}</tbody></table></div>`);
}
/** Text of others with at most `most` characters; a number stays with its percent sign. */
function line(text, most) {
	return escapeHtml(clip(text, most)).replace(/(\d) %/g, "$1&nbsp;%");
}
function section(title, body) {
	return `<section><h2>${title}</h2>${body}</section>`;
}

// src/report/mermaid.ts
const POINTS = 60;
/** Mermaid's own colour of a line is all but white; this one is seen by day and by night. */
const COLOUR = "%%{init: {\"themeVariables\": {\"xyChart\": {\"plotColorPalette\": \"#2f81f7\"}}}}%%";
/** The traffic of the version in flight over time as a diagram for GitHub; null where there are fewer than two samples. */
function weightChart(samples) {
	const [first, last] = [samples[0], samples.at(-1)];
	if (first === void 0 || last === void 0 || samples.length < 2) return null;
	const span = Math.max(1, last.at - first.at);
	const count = Math.min(POINTS, Math.max(2, samples.length));
	const points = Array.from({ length: count }, (_, index) => weightWhen(samples, first.at + span * index / (count - 1)));
	return [
		"```mermaid",
		COLOUR,
		"xychart-beta",
		"  title \"Traffic of the new version\"",
		`  x-axis "minutes" 0 --> ${Math.max(.1, Math.round(span / 6e3) / 10)}`,
		"  y-axis \"percent\" 0 --> 100",
		`  line [${points.join(", ")}]`,
		"```"
	].join("\n");
}
function weightWhen(samples, at) {
	const weight = samples.findLast((sample) => sample.at <= at)?.weight ?? 0;
	return Math.round(weight * 10) / 10;
}

// src/report/markdown.ts
/** GitHub takes 65,536 characters in a comment. */
const BUDGET = 65e3;
const EVIDENCE = 20;
const COMMANDS = 40;
const LINES = {
	summary: 200,
	comment: 50
};
/** The record for people, in GitHub's Markdown; what happened is on the first line. At most 65,000 characters. */
function renderMarkdown(record, options) {
	const parts = [
		first(record),
		traffic(record),
		where(record),
		locked(record),
		stages(record),
		evidence(record),
		extra(record),
		next(record, options.ways ?? NO_WAYS),
		history(record, options.ways ?? NO_WAYS),
		chart(record),
		timeline(record, LINES[options.kind])
	];
	while (parts.length > 2 && join(parts).length > BUDGET) parts.pop();
	return join(parts);
}
/** `████████░░ 80 %`; some traffic is never shown as none or all of it. */
function bar(weight) {
	const rounded = Math.round(weight / 10);
	const cells = weight <= 0 ? 0 : weight >= 100 ? 10 : Math.min(9, Math.max(1, rounded));
	return `${"█".repeat(cells)}${"░".repeat(10 - cells)} ${percent(weight)}`;
}
const join = (parts) => `${parts.filter((part) => part !== "").join("\n\n")}\n`;
function first(record) {
	const { picture } = record;
	const more = picture === null ? 0 : picture.serving - picture.wanted;
	const serving = picture === null ? "" : more > 0 ? `: ${picture.serving} serve, ${more} more than usual` : `: ${picture.serving} of ${picture.wanted} serve`;
	const rest = record.outcome === null ? serving : record.message === null ? "" : `: ${escapeMarkdown(record.message)}`;
	return `**${escapeMarkdown(headline(record))}**${rest}`;
}
function where(record) {
	const run = link("run", record.run?.url ?? "");
	const site = link("open", record.url ?? "");
	const who = !record.run?.actor ? "" : `by ${escapeMarkdown(clip(record.run.actor, 60))}`;
	return [
		`${inlineCode(clip(record.service, 63))} in ${escapeMarkdown(clip(record.environment, 63))}`,
		who,
		run,
		site
	].filter((part) => part !== "").join(" · ");
}
/** The message of the action that locked, or was refused for it, says it already. */
function locked({ lock, outcome, reason }) {
	if (lock === null || outcome === "locked" || reason === "locked") return "";
	const who = `by ${escapeMarkdown(clip(lock.by || "somebody", 60))} since ${moment(lock.at)} UTC`;
	return `**Locked** ${link(who, lock.url) || who}: ${escapeMarkdown(clip(lock.why, 200))}`;
}
function traffic(record) {
	if (!hasTraffic(record)) return "";
	const version = record.version === null ? "the version" : escapeMarkdown(shorten(record.version));
	return `${bar(record.weight)} of the traffic goes to ${version}`;
}
function stages(record) {
	if (record.stages.length === 0) return "";
	return [
		"| stage | result | duration | requests | failed | by |",
		"|---|---|--:|--:|--:|---|",
		...record.stages.slice(-40).map((stage) => {
			return `| ${[
				clip(stage.name, 60),
				stage.result,
				duration(stage, record),
				count(stage.requests),
				count(stage.failed),
				clip(stage.by, 60)
			].map(escapeMarkdown).join(" | ")} |`;
		})
	].join("\n");
}
function evidence(record) {
	return record.evidence.slice(0, EVIDENCE).map(({ metric, text }) => `- **${escapeMarkdown(clip(metric, 60))}** ${escapeMarkdown(clip(text, 300))}`).join("\n");
}
function extra(record) {
	return record.rollout === null ? "" : `Extra capacity: ${minutes(record.extraInstanceMinutes)}`;
}
function next(record, ways) {
	const steps = nextSteps(record, ways);
	if (steps === null) return "";
	const commands = steps.commands.slice(0, COMMANDS).map((line) => clip(line, 1e3));
	const button = steps.choice ? link("promotion workflow", ways.workflowUrl) : "";
	const how = [button && `in the ${button}`, howTo(steps)].filter((part) => part !== "").join(" or ");
	return [`**Next:** ${escapeMarkdown(steps.text)}${how && `, ${how}`}${commands.length === 0 ? "." : ":"}`, ...steps.choice ? commands.map((command) => codeBlock([command])) : commands.length === 0 ? [] : [codeBlock(commands)]].join("\n");
}
function history(record, ways) {
	if (record.history.length === 0) return "";
	return details("Live before, each with its way back", [
		"| version | live since | way back |",
		"|---|---|---|",
		...record.history.map((past) => {
			return `| ${link(escapeMarkdown(shorten(past.version)), past.runUrl) || escapeMarkdown(shorten(past.version))} | ${moment(past.at)} UTC | ${inlineCode(clip(wayBack(record, past.version, ways), 400))} |`;
		})
	].join("\n"));
}
function chart(record) {
	const diagram = weightChart(record.samples);
	return diagram === null ? "" : details("Traffic over time", diagram);
}
function timeline(record, most) {
	if (record.timeline.length === 0) return "";
	const from = record.startedAt ?? record.timeline[0]?.at ?? 0;
	return details("Timeline", record.timeline.slice(-most).map(({ at, stage, text }) => {
		const group = stage === "" || text.startsWith(`${stage}: `) ? "" : `${escapeMarkdown(clip(stage, 60))}: `;
		return `- +${elapsed(at - from)} ${group}${escapeMarkdown(text)}`;
	}).join("\n"));
}
function details(title, body) {
	return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
/** A link with a text that is escaped already; '' for what is no plain web address. */
function link(text, url) {
	return /^https?:\/\/[^\s<>()[\]"'`|\\@]{1,500}$/.test(url) ? `[${text}](${url})` : "";
}

export { foldEvent as a, headline as c, logText as d, codeBlock as f, oneLine as h, foldEnding as i, logLine as l, inlineCode as m, renderHtml as n, isCounted as o, escapeMarkdown as p, emptyRecord as r, NO_WAYS as s, renderMarkdown as t, logLines as u };