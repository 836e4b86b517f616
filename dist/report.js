import { r as formatDuration } from "./units.js";

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
/** One line of the log, `+0:12  drain web1`; `sinceMs` are milliseconds since the action began. */
function logLine(event, sinceMs) {
	return `+${elapsed(sinceMs)}  ${logText(event.text)}`;
}
/** Any text as one line of the log that is no command to the runner. */
function logText(text) {
	return oneLine(text).replace(/##(?=\[)/g, "## ").replace(/^::/, ": :");
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
		case "idle": return record.version === null ? "Nothing in flight" : `Live: ${version}`;
		case "empty": return "Nothing deployed yet";
		case "going-back": return `Going back to ${previous}`;
		case "rolled-back": return `Rolled back to ${previous}`;
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
	return record.weight > 0 ? `Shifting to ${version}, now at ${percent(record.weight)}` : `Preparing ${version}`;
}

// src/report/mermaid.ts
const POINTS = 60;
/** The traffic of the version in flight over time as a diagram for GitHub; null where there are fewer than two samples. */
function weightChart(samples) {
	const [first, last] = [samples[0], samples.at(-1)];
	if (first === void 0 || last === void 0 || samples.length < 2) return null;
	const span = Math.max(1, last.at - first.at);
	const count = Math.min(POINTS, Math.max(2, samples.length));
	const points = Array.from({ length: count }, (_, index) => weightWhen(samples, first.at + span * index / (count - 1)));
	return [
		"```mermaid",
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

// src/report/next.ts
/** What there is to do after the record's outcome; null where nothing is. */
function nextSteps(record) {
	const { promote, rollback } = {
		promote: command(record, "promote"),
		rollback: command(record, "rollback")
	};
	switch (record.outcome) {
		case "canary":
		case "prepared":
		case "switched": return {
			text: "Promote it, or take it back:",
			commands: [promote, rollback]
		};
		case "paused":
		case "interrupted": return {
			text: "Run the failed job again to go on from here, or end it:",
			commands: [promote, rollback]
		};
		case "stuck": return {
			text: "Finish by hand with these commands, then run the job again:",
			commands: record.commands
		};
		case "rolled-back": return record.reason === "requested" ? null : {
			text: "Mend the version and deploy again; the version before serves all requests.",
			commands: []
		};
		case "refused": return {
			text: "Nothing was changed. Do what the message says, then run the job again.",
			commands: record.commands
		};
		default: return inFlight(record.outcome) ? {
			text: "To take it back:",
			commands: [rollback]
		} : null;
	}
}
/** The comment that makes a version live again. */
function wayBack(record, version) {
	return `${command(record, "rollback")} to ${oneLine(version)}`;
}
/** Whether the version has a share of the traffic that is worth a bar. */
function hasTraffic(record) {
	return record.rollout !== null && record.outcome !== "refused";
}
const inFlight = (outcome) => outcome === null || outcome === "rolling";
function command(record, verb) {
	return `/sluice ${verb} ${oneLine(record.service)}@${oneLine(record.environment)}`;
}

// src/report/words.ts
/** How long a stage lasted, or lasts by now. */
function duration(stage, record) {
	return formatDuration(Math.max(0, (stage.to ?? record.updatedAt ?? stage.from) - stage.from));
}
/** A number with commas; `–` where nothing was counted. */
function count(value) {
	return value === null ? "–" : value.toLocaleString("en-US");
}
/** Instance·minutes, with at most one digit after the point. */
function minutes(value) {
	return value === 0 ? "none" : `${Math.max(.1, Math.round(value * 10) / 10)} instance·minutes`;
}

// src/report/markdown.ts
/** GitHub takes 65,536 characters in a comment. */
const BUDGET = 65e3;
const EVIDENCE = 20;
const LINES = {
	summary: 200,
	comment: 50
};
/** The record for people, in GitHub's Markdown; what happened is on the first line. At most 65,000 characters. */
function renderMarkdown(record, options) {
	const parts = [
		first(record),
		where(record),
		hasTraffic(record) ? bar(record.weight) : "",
		stages(record),
		evidence(record),
		extra(record),
		next(record, options.workflowUrl),
		history(record),
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
	const serving = picture === null ? "" : `: ${picture.serving} of ${picture.wanted} serve`;
	const rest = record.outcome === null ? serving : record.message === null ? "" : `: ${escapeMarkdown(record.message)}`;
	return `**${escapeMarkdown(headline(record))}**${rest}`;
}
function where(record) {
	const run = link("run", record.run?.url ?? "");
	const site = link("open", record.url ?? "");
	const who = record.run === null ? "" : `by ${escapeMarkdown(clip(record.run.actor, 60))}`;
	return [
		`${inlineCode(clip(record.service, 63))} in ${escapeMarkdown(clip(record.environment, 63))}`,
		who,
		run,
		site
	].filter((part) => part !== "").join(" · ");
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
function next(record, workflowUrl = "") {
	const steps = nextSteps(record);
	if (steps === null) return "";
	const button = steps.commands.length > 0 && record.outcome !== "stuck" ? link("promotion workflow", workflowUrl) : "";
	const block = steps.commands.length === 0 ? "" : codeBlock(steps.commands.slice(0, 40).map((line) => clip(line, 1e3)));
	return [`**Next:** ${escapeMarkdown(steps.text)}${button && ` (${button})`}`, block].filter((part) => part !== "").join("\n");
}
function history(record) {
	if (record.history.length === 0) return "";
	return [
		"Live before, each with its way back:",
		"",
		...record.history.map((past) => {
			const until = new Date(past.at).toISOString().slice(0, 16).replace("T", " ");
			return `- ${link(escapeMarkdown(shorten(past.version)), past.runUrl) || escapeMarkdown(shorten(past.version))}, until ${until} UTC: ${inlineCode(clip(wayBack(record, past.version), 400))}`;
		})
	].join("\n");
}
function chart(record) {
	const diagram = weightChart(record.samples);
	return diagram === null ? "" : details("Traffic over time", diagram);
}
function timeline(record, most) {
	if (record.timeline.length === 0) return "";
	const from = record.startedAt ?? record.timeline[0]?.at ?? 0;
	return details("Timeline", record.timeline.slice(-most).map(({ at, stage, text }) => {
		const group = stage === "" ? "" : `${escapeMarkdown(clip(stage, 60))}: `;
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

// src/report/record.ts
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
	const before = ending.rollout === null ? passed : withRollout(passed, ending.rollout);
	return {
		...before,
		service: context.service,
		environment: context.environment,
		version: ending.rollout?.attempted.version ?? context.version,
		outcome: ending.outcome,
		reason: ending.reason.code,
		message: clip(oneLine(ending.reason.message), MOST_MESSAGE),
		url: context.url,
		run: context.run,
		weight: weightAt(ending, before),
		history: former(ending.journal),
		commands: ending.commands.length > 0 ? ending.commands : ending.rollout?.stuck?.commands ?? [],
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
function weightAt(ending, record) {
	if (ending.outcome === "promoted" || ending.outcome === "switched") return 100;
	return ending.outcome === "rolled-back" ? 0 : record.weight;
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

export { headline as a, renderMarkdown as i, foldEnding as n, logLine as o, foldEvent as r, emptyRecord as t };