import { t as Refused } from "./ports.js";
import { c as readJson, d as writeSynced, i as lastingEnvironment, l as syncFolder, n as fileJournal, t as askHttp, u as writeJson } from "./platforms.js";
import { dirname, join } from "node:path";
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { spawn } from "node:child_process";
import { connect } from "node:net";

// src/platforms/servers/config-file.ts
const PROXIES = [
	"defaults",
	"frontend",
	"listen",
	"backend"
];
const OTHERS = [...[
	"global",
	"peers",
	"resolvers",
	"userlist",
	"mailers",
	"cache",
	"program",
	"http-errors",
	"ring",
	"log-forward",
	"fcgi-app"
], ...[
	"crt-store",
	"traces",
	"log-profile",
	"acme",
	"healthcheck"
]];
const ESCAPED = {
	n: "\n",
	r: "\r",
	t: "	"
};
/** Reads the sections of haproxy.cfg. Never throws: what it cannot read is HAProxy's to judge. */
function sectionsOf(text) {
	const sections = [];
	for (const raw of text.split(/\r?\n/)) {
		const words = wordsOf(raw);
		const [first = "", second = ""] = words;
		if (PROXIES.includes(first) || OTHERS.includes(first)) {
			const lines = PROXIES.includes(first) ? [...inherited(sections, words)] : [];
			sections.push({
				kind: first,
				name: second === "from" ? "" : second,
				lines
			});
		} else if (first !== "") {
			const own = sections.at(-1);
			own?.lines.push({
				words,
				raw: raw.trim(),
				section: `${own.kind} ${own.name}`.trim()
			});
		}
	}
	return sections;
}
/** A proxy takes the defaults that it names, or else the last ones; defaults take only those that they name. */
function inherited(before, words) {
	const from = words.indexOf("from", 1);
	if (from < 0 && words[0] === "defaults") return [];
	return before.findLast(({ kind, name }) => kind === "defaults" && (from < 0 || name === words[from + 1]))?.lines ?? [];
}
/** Splits a line as HAProxy does: '…' keeps all, "…" keeps all but escapes, # begins a comment. Variables stay as written. */
function wordsOf(line) {
	const words = [];
	let word = null;
	let quote = "";
	for (let at = 0; at < line.length; at++) {
		const char = line.charAt(at);
		if (quote === "" && char === "#") break;
		if (quote === "" && /\s/.test(char)) {
			if (word !== null) words.push(word);
			word = null;
		} else if ((char === "\"" || char === "'") && (quote === "" || quote === char)) {
			quote = quote === "" ? char : "";
			word ??= "";
		} else if (char === "\\" && quote !== "'") {
			at += 1;
			word = (word ?? "") + escaped(line.charAt(at));
		} else word = (word ?? "") + char;
	}
	return word === null ? words : [...words, word];
}
/** Other letters keep their backslash, as regular expressions need it. */
function escaped(char) {
	return " \\#\"'$".includes(char) ? char : ESCAPED[char] ?? `\\${char}`;
}
/** Whether an option holds at the end of these lines. */
function hasOption(lines, name) {
	const last = lines.findLast(({ words }) => words.join(" ").replace(/^no /, "") === `option ${name}`);
	return last !== void 0 && last.words[0] === "option";
}

// src/platforms/servers/config-lines.ts
const NAMES = {
	percent: "txn.pct",
	roll: "txn.roll",
	pointed: "txn.preview",
	dice: "dice",
	asked: "preview"
};
/** The lines for this balancer, with the names that a frontend has already; null where it has no tracks. */
function trackLines(service, balancer, names = NAMES) {
	const { backend, map, key } = balancer;
	if (typeof backend === "string" || map === null || key === null) return null;
	const { blue, green } = backend;
	const { percent, roll, pointed, dice, asked } = names;
	const set = (variable, expression) => `http-request set-var(${variable}) ${expression}`;
	const lookup = (variable, entry) => set(variable, `str(${entry}),map_str_int(${map},0)`);
	return {
		lookup: lookup(percent, key),
		draw: set(roll, "rand(100)"),
		stick: service.sticky && set(roll, `${fetchOf(service.sticky)},crc32,mod(100)`),
		dice: `acl ${dice} var(${roll}),sub(${percent}) lt 0`,
		preview: service.preview && {
			lookup: lookup(pointed, `${key}.preview`),
			acl: `acl ${asked} ${previewMatch(service.preview)}`,
			green: `use_backend ${green} if ${asked} { var(${pointed}) -m int 1 }`,
			blue: `use_backend ${blue} if ${asked} { var(${pointed}) -m int 2 }`
		},
		green: `use_backend ${green} if ${dice} { nbsrv(${green}) gt 0 }`,
		alone: `use_backend ${green} if !${dice} { nbsrv(${blue}) eq 0 }`,
		rest: `default_backend ${blue}`
	};
}
/**
* The lines that the frontend of haproxy.cfg needs for this service, indented and in order. The secret of `preview` is
* not among them: `<the value of preview>` stands for it.
*/
function recommendedFrontend(service, balancer) {
	const lines = trackLines(service, balancer);
	if (!lines) return indented([`default_backend ${balancer.backend}`]);
	const { lookup, draw, stick, dice, preview, green, alone, rest } = lines;
	return indented([
		lookup,
		preview?.lookup,
		draw,
		stick,
		dice,
		preview?.acl,
		preview?.green,
		preview?.blue,
		green,
		alone,
		rest
	]);
}
/** The lines of a backend with the servers of one track. */
function recommendedBackend(service, name, track) {
	const servers = service.servers.filter((server) => server.track === track);
	return [
		`  backend ${name}`,
		`    option httpchk GET ${service.health}`,
		"    default-server check inter 1s rise 2 fall 2 weight 100",
		...servers.map((server) => `    server ${server.name} ${server.address}`)
	].join("\n");
}
/** Lines as they stand in a section. */
function indented(lines) {
	return lines.flatMap((line) => line ? [`  ${line}`] : []).join("\n");
}
function fetchOf({ kind, name }) {
	return kind === "cookie" ? `req.cook(${name})` : `req.hdr(${name})`;
}
function previewMatch(preview) {
	if (preview.kind === "url") return `req.hdr(host) -m str -i ${URL.parse(preview.url)?.host ?? "<the host of preview>"}`;
	return `${fetchOf(preview)} -m str '<the value of preview>'`;
}

// src/platforms/servers/config-rules.ts
/** All calls with parentheses in these words, in order. */
function callsOf(words) {
	return [...words.join(",").matchAll(/([\w.-]+)\(([^()]*)\)/g)].map(([, name = "", args = ""]) => ({
		name,
		args: args.split(",").map((one) => one.trim())
	}));
}
/** The rules of a frontend in HAProxy's order: `default_backend` is last wherever it stands. */
function rulesOf(lines) {
	const acls = /* @__PURE__ */ new Map();
	const rules = [];
	for (const { words } of lines) {
		const [keyword, name = "", join] = words;
		if (keyword === "acl") acls.set(name, [...acls.get(name) ?? [], words.slice(2)]);
		if (keyword === "use_backend") rules.push({
			backend: name,
			unless: join === "unless",
			alternatives: alternativesOf(words.slice(3), acls)
		});
	}
	const rest = lines.findLast(({ words }) => words[0] === "default_backend")?.words[1];
	return rest === void 0 ? rules : [...rules, {
		backend: rest,
		unless: false,
		alternatives: [[]]
	}];
}
function alternativesOf(words, acls) {
	const alternatives = [[]];
	let negated = false;
	for (let at = 0; at < words.length; at++) {
		const word = (words[at] ?? "").replace(/^!+/, (marks) => {
			if (marks.length % 2 === 1) negated = !negated;
			return "";
		});
		if (word === "") continue;
		if (word === "or" || word === "||") {
			alternatives.push([]);
			continue;
		}
		const end = word === "{" ? words.indexOf("}", at) : at;
		const tests = word === "{" ? [words.slice(at + 1, end < 0 ? void 0 : end)] : acls.get(word) ?? [];
		alternatives.at(-1)?.push({
			negated,
			tests
		});
		negated = false;
		if (end < 0) break;
		at = end;
	}
	return alternatives;
}
/** The backends a request can reach. A rule about which nothing is known is one that it may take or not. */
function reached$1(rules, known) {
	const backends = /* @__PURE__ */ new Set();
	for (const { backend, unless, alternatives } of rules) {
		const holds = alternatives.map((terms) => all(terms.map((term) => truthOf(term, known))));
		const one = holds.includes(true) ? true : holds.includes(null) ? null : false;
		const taken = one === null ? null : one !== unless;
		if (taken !== false) backends.add(backend);
		if (taken) break;
	}
	return backends;
}
/** What is not known, such as a host name, counts as so beside something that is. */
function all(truths) {
	if (truths.includes(false)) return false;
	return truths.length === 0 || truths.includes(true) ? true : null;
}
function truthOf({ negated, tests }, known) {
	const truths = tests.map(known);
	const one = truths.includes(true) ? true : truths.length === 0 || truths.includes(null) ? null : false;
	return one === null ? null : one !== negated;
}
/** Compares a number as `gt 0`, `-m int 1` or `1:5` do; null for what is no comparison of numbers. */
function compare(value, pattern) {
	const words = pattern.filter((word, at) => !word.startsWith("-") && pattern[at - 1] !== "-m");
	const operator = {
		eq: (limit) => value === limit,
		gt: (limit) => value > limit,
		ge: (limit) => value >= limit,
		lt: (limit) => value < limit,
		le: (limit) => value <= limit
	}[words[0] ?? ""];
	const limits = operator ? words.slice(1) : words;
	if (limits.length === 0 || limits.some((limit) => !/^\d*(:\d*)?$/.test(limit))) return null;
	return limits.some((limit) => {
		const [low = "", high = low] = limit.split(":");
		if (operator) return operator(Number(low));
		return value >= Number(low || 0) && value <= (high === "" ? Number.POSITIVE_INFINITY : Number(high));
	});
}

// src/platforms/servers/config-front.ts
/** Reads a frontend; its variables and ACLs have the recommended names where it has none of its own. */
function frontOf(lines, service, balancer) {
	const { blue, green } = balancer.backend;
	const assignments = assignmentsOf(lines);
	const percent = lookedUp(assignments, balancer.map, balancer.key) ?? NAMES.percent;
	const pointed = lookedUp(assignments, balancer.map, `${balancer.key}.preview`) ?? NAMES.pointed;
	const toTracks = ({ backend }) => backend === blue || backend === green;
	const tests = rulesOf(lines).filter(toTracks).flatMap(testsOf);
	const dice = tests.find((test) => signOf(test, percent) !== 0) ?? null;
	const drawn = callsOf(dice?.slice(0, 1) ?? []);
	const own = drawn.find(({ name, args }) => (name === "var" || name === "sub") && args[0] !== percent)?.args[0];
	const roll = own ?? NAMES.roll;
	const inline = dice !== null && own === void 0;
	const sources = inline ? [{
		variable: roll,
		calls: drawn,
		conditional: false
	}] : assignments;
	const aclWith = (holds) => lines.find(({ words }) => words[0] === "acl" && holds(words.slice(2)))?.words[1];
	const diceName = aclWith((test) => signOf(test, percent) !== 0);
	const asked = aclWith((test) => asksPreview(test, service)) ?? NAMES.asked;
	const names = {
		percent,
		roll,
		pointed,
		dice: diceName ?? NAMES.dice,
		asked
	};
	const assumed = diceName ? [] : [assumedDice(names)];
	return {
		names,
		assignments,
		draws: sources.filter(({ variable, calls }) => variable === roll && calls.some(isOf100)),
		inline,
		rules: rulesOf([...assumed, ...lines]).filter(toTracks),
		dice,
		diceNamed: diceName !== void 0,
		asks: tests.some((test) => asksPreview(test, service))
	};
}
/** The variable that holds an entry of a map, null where nothing looks it up. */
function lookedUp(assignments, map, key) {
	const isLookup = ({ calls }) => calls.some(({ name, args }) => name === "str" && args[0] === key) && calls.some(({ name, args }) => name === "map_str_int" && args[0] === map);
	return assignments.find(isLookup)?.variable ?? null;
}
/** What the lines set variables to, in order. */
function assignmentsOf(lines) {
	return lines.flatMap(({ words }) => {
		const end = words.findIndex((word) => word === "if" || word === "unless");
		const calls = callsOf(end < 0 ? words : words.slice(0, end));
		const at = calls.findIndex(({ name }) => name === "set-var");
		const [variable = "", ...conditions] = calls[at]?.args ?? [];
		return at < 0 ? [] : [{
			variable,
			calls: calls.slice(at + 1),
			conditional: end >= 0 || conditions.length > 0
		}];
	});
}
/** Whether a call fetches the header or cookie of this name. */
function fetches({ name, args }, wanted) {
	const [own = ""] = args;
	if (wanted.kind === "cookie") return /^(req\.)?cook(_val)?$/.test(name) && own === wanted.name;
	return wanted.kind === "header" && /^(req\.f?)?hdr$/.test(name) && own.toLowerCase() === wanted.name.toLowerCase();
}
/** Whether a test holds in a world; null where this has nothing to do with the tracks. */
function truthIn(world, test, { names }, service, balancer) {
	const { blue, green } = balancer.backend;
	const [first] = callsOf(test.slice(0, 1));
	const pattern = test.slice(1);
	const sign = signOf(test, names.percent);
	if (sign !== 0) return compare(world.dice ? -50 * sign : 50 * sign, pattern);
	if (first?.name === "nbsrv" && first.args[0] === green) return compare(world.up.green ? 1e3 : 0, pattern);
	if (first?.name === "nbsrv" && first.args[0] === blue) return compare(world.up.blue ? 1e3 : 0, pattern);
	if (first?.name === "var" && first.args[0] === names.pointed) return compare(world.pointed, pattern);
	return asksPreview(test, service) ? world.asked : null;
}
/** 1 where a test subtracts green's percent from a number, -1 where it subtracts a number from it, 0 where it does neither. */
function signOf(test, percent) {
	const calls = callsOf(test.slice(0, 1));
	const sub = calls.find(({ name }) => name === "sub");
	if (sub?.args[0] === percent) return 1;
	return sub && calls[0]?.name === "var" && calls[0].args[0] === percent ? -1 : 0;
}
function asksPreview(test, { preview }) {
	return preview !== null && preview.kind !== "url" && callsOf(test.slice(0, 1)).some((call) => fetches(call, preview));
}
function isOf100({ name, args }) {
	return (name === "rand" || name === "mod") && args[0] === "100";
}
function testsOf({ alternatives }) {
	return alternatives.flat().flatMap((term) => term.tests);
}
function assumedDice({ dice, roll, percent }) {
	return {
		words: [
			"acl",
			dice,
			`var(${roll}),sub(${percent})`,
			"lt",
			"0"
		],
		raw: "",
		section: ""
	};
}

// src/platforms/servers/config-tracks.ts
/** What not every request has. */
const SOME_HAVE = /^((req\.f?)?hdr|(req\.)?cook(_val)?|urlp|url_param)$/;
const BOTH = {
	blue: true,
	green: true
};
/** What the frontends lack to split requests between two tracks; nothing where the balancer has none. */
function trackProblems(fronts, service, balancer) {
	const { backend, key, map } = balancer;
	if (typeof backend === "string" || key === null || map === null) return [];
	const having = (entry) => fronts.filter(({ lines }) => lookedUp(assignmentsOf(lines), map, entry) !== null);
	const splitting = having(key);
	if (splitting.length === 0) return [{
		what: `no frontend chooses between ${backend.blue} and ${backend.green} by the entry ${key} of ${map}. Write in it, instead of its rules for the two:`,
		lines: recommendedFrontend(service, balancer).split("\n").map((line) => line.trim())
	}];
	const previewing = service.preview?.kind === "url" ? [...having(`${key}.preview`), ...splitting].slice(0, 1) : splitting;
	const cases = (sections) => sections.flatMap((section) => caseOf(section, service, balancer) ?? []);
	return [...cases(splitting).flatMap((one) => [...drawProblems(one), ...splitProblems(one)]), ...cases(previewing).flatMap((one) => previewProblems(one))];
}
function caseOf(section, service, balancer) {
	const front = frontOf(section.lines, service, balancer);
	const lines = trackLines(service, balancer, front.names);
	if (!lines || typeof balancer.backend === "string") return null;
	return {
		title: `${section.kind} ${section.name}`,
		service,
		balancer,
		...balancer.backend,
		front,
		lines
	};
}
/** Each request needs a number from 0 to 99, and the same user the same one where the service file says so. */
function drawProblems({ title, service: { sticky }, green, front, lines }) {
	const { draws, inline } = front;
	const whole = [
		lines.draw,
		...lines.stick ? [lines.stick] : [],
		...inline ? [lines.dice] : []
	];
	const how = (add) => inline ? "Write instead of the number that is compared now:" : add;
	if (draws.length === 0) return [{
		what: `${title} draws no number from 0 to 99 for a request. ${how("Add before its rules:")}`,
		lines: whole
	}];
	const steady = draws.filter(({ calls }) => !calls.some(({ name }) => SOME_HAVE.test(name)));
	const overwritten = draws.findLastIndex((draw) => steady.includes(draw) && !draw.conditional);
	if (!(!sticky || draws.some(({ calls }, at) => at > overwritten && calls.some((call) => fetches(call, sticky))))) return [{
		what: `${`${title} does not keep users on their side by the ${sticky.kind} ${sticky.name}, as \`sticky\` says.`} ${how("Add after the line with rand(100):")}`,
		lines: inline ? whole : [lines.stick ?? ""]
	}];
	if (steady.length > 0) return [];
	return [{
		what: `${`in ${title}, requests without the header or cookie that it keeps users by never reach ${green}, even at 100 %.`} ${how("Add before the line that reads it:")}`,
		lines: inline ? whole : [lines.draw]
	}];
}
function splitProblems(one) {
	const { title, blue, green, front, lines } = one;
	const found = [];
	const need = (met, what, line) => {
		const acl = front.dice && !front.diceNamed ? [lines.dice] : [];
		if (!met) found.push({
			what: `${title} ${what}`,
			lines: [...acl, line]
		});
	};
	const goes = (dice, up) => reachedIn(one, {
		dice,
		up,
		pointed: 0,
		asked: false
	});
	const greenDown = goes(true, {
		blue: true,
		green: false
	});
	const guarded = !greenDown.has(green) || greenDown.has(blue);
	const nowhere = `does not send what ${green} does not get to ${blue}. Write as the last rule for the two:`;
	need(front.dice !== null, `compares no request with the percent that ${green} gets. Add before its rules:`, lines.dice);
	need(goes(true, BOTH).has(green), `gives ${green} no share. Add before what leads to ${blue}:`, lines.green);
	need(guarded, `gives ${green} its share also while none of its servers is up. Write instead of that rule:`, lines.green);
	need(goes(false, {
		blue: false,
		green: true
	}).has(green), `sends nobody to ${green} while no server of ${blue} is up. Add before what leads to ${blue}:`, lines.alone);
	need(goes(false, BOTH).has(blue), nowhere, lines.rest);
	return found;
}
/** Requests that ask for it reach the version not yet live, and no others do. */
function previewProblems(one) {
	const { title, service, balancer, blue, green, front, lines } = one;
	const { preview } = service;
	if (!preview || !lines.preview) return [];
	const goes = (pointed, asked, dice) => reachedIn(one, {
		dice,
		up: BOTH,
		pointed,
		asked
	});
	const rules = [...goes(1, true, false).has(green) ? [] : [lines.preview.green], ...goes(2, true, true).has(blue) ? [] : [lines.preview.blue]];
	const hasAcl = preview.kind === "url" ? rules.length === 0 : front.asks;
	const missing = [
		...lookedUp(front.assignments, balancer.map, `${balancer.key}.preview`) ? [] : [lines.preview.lookup],
		...hasAcl ? [] : [lines.preview.acl],
		...rules
	];
	const sign = preview.kind === "url" ? "the address of `preview`" : `the ${preview.kind} ${preview.name}`;
	if (missing.length > 0) return [{
		what: `${title} does not send requests with ${sign} to the version not yet live. Add before its other rules:`,
		lines: missing
	}];
	if (preview.kind === "url" && !front.dice) return [];
	const otherwise = preview.kind === "url" ? false : null;
	const others = (pointed, dice) => reachedIn(one, {
		dice,
		up: BOTH,
		pointed,
		asked: false
	}, otherwise);
	const toGreen = others(0, false).has(blue) && !others(1, false).has(blue);
	const toBlue = others(0, true).has(green) && !others(2, true).has(green);
	const leaks = [...toGreen ? [lines.preview.green] : [], ...toBlue ? [lines.preview.blue] : []];
	const what = `${title} sends also requests without ${sign} to the version not yet live. Write instead of that rule:`;
	return leaks.length > 0 ? [{
		what,
		lines: leaks
	}] : [];
}
/** The tracks that a request can reach; `otherwise` is what tests that have nothing to do with them give. */
function reachedIn({ front, service, balancer }, world, otherwise = null) {
	return reached$1(front.rules, (test) => truthIn(world, test, front, service, balancer) ?? otherwise);
}

// src/platforms/servers/config.ts
const IDLE = "option idle-close-on-response";
/**
* What the balancer's haproxy.cfg lacks, each with the lines to paste; nothing where the service file names no `config`.
* Never throws: a file that cannot be read is a problem.
*/
async function configProblems(service, balancer, kind) {
	const { config } = balancer;
	if (config === null) return [];
	try {
		return missingLines(await textOf(config), service, balancer, kind);
	} catch (error) {
		return [`${config} cannot be read (${error.message}): let the deploying user read it, or leave out \`config\`.`];
	}
}
/** What the text of a haproxy.cfg lacks for this balancer. A problem is a sentence and the lines below it, indented. */
function missingLines(text, service, balancer, kind) {
	const sections = sectionsOf(text);
	const fronts = sections.filter(isFront);
	const backends = backendsOf(balancer);
	const found = [
		...socketProblems(sections, balancer.socket),
		...idleProblems(fronts, Object.values(backends)),
		...kind === "tracks" ? trackProblems(fronts, service, balancer) : [],
		...shutdownProblems(sections, Object.values(backends))
	];
	const file = balancer.config ?? "haproxy.cfg";
	const absent = Object.entries(backends).flatMap(([track, name]) => {
		if (sections.some((section) => isBack(section) && section.name === name)) return [];
		const lines = recommendedBackend(service, name, track === "blue" || track === "green" ? track : null);
		return [`${file}: there is no backend ${name}. Correct the name under \`backend\` in the service file, or add:\n${lines}`];
	});
	return [.../* @__PURE__ */ new Set([...absent, ...found.map(({ what, lines }) => `${file}: ${what}\n${indented(lines)}`)])];
}
/** Like HAProxy, takes a folder as its files *.cfg in the order of their names. */
async function textOf(path) {
	if (!(await stat(path)).isDirectory()) return readFile(path, "utf8");
	const names = (await readdir(path)).filter((name) => name.endsWith(".cfg") && !name.startsWith(".")).sort();
	return (await Promise.all(names.map((name) => readFile(join(path, name), "utf8")))).join("\n");
}
function backendsOf({ backend }) {
	return typeof backend === "string" ? { all: backend } : backend;
}
function isFront({ kind }) {
	return kind === "frontend" || kind === "listen";
}
function isBack({ kind }) {
	return kind === "backend" || kind === "listen";
}
/** The socket of the service file may be reached by another path than HAProxy's, as through a link: that is no problem. */
function socketProblems(sections, path) {
	const own = sections.filter(({ kind }) => kind === "global").flatMap((section) => section.lines).find(({ words: [first, second, at] }) => first === "stats" && second === "socket" && at?.replace(/^unix@/, "") === path);
	if (!own) return [];
	const level = own.words.indexOf("level");
	const isAdmin = level >= 0 && own.words[level + 1] === "admin";
	const exposes = own.words.some((word, at) => word === "expose-fd" && own.words[at + 1] === "listeners");
	if (isAdmin && exposes) return [];
	const line = [
		...own.words.filter((_, at) => level < 0 || isAdmin || at !== level && at !== level + 1),
		...isAdmin ? [] : ["level admin"],
		...exposes ? [] : ["expose-fd listeners"]
	].join(" ");
	return [{
		what: `the socket ${path} needs ${[...isAdmin ? [] : ["`level admin`, to be commanded"], ...exposes ? [] : ["`expose-fd listeners`, to reload without a gap"]].join(", and ")}. Write in global:`,
		lines: [line]
	}];
}
/** Without the option, a client's next request can meet a connection that a reload closes. */
function idleProblems(fronts, backends) {
	const leads = ({ words: [keyword, to = ""] }) => /^(use|default)_backend$/.test(keyword ?? "") && backends.includes(to);
	const leading = fronts.filter(({ name, lines }) => backends.includes(name) || lines.some(leads));
	const isHttp = ({ lines }) => lines.findLast(({ words }) => words[0] === "mode")?.words[1] === "http";
	const open = (leading.length > 0 ? leading : fronts).filter((front) => isHttp(front) && !hasOption(front.lines, IDLE.slice(7)));
	if (open.length === 0) return [];
	return [{
		what: `clients lose requests on a reload. Add to defaults, or to ${open.map(({ kind, name }) => `${kind} ${name}`).join(" and ")}:`,
		lines: [IDLE]
	}];
}
/** Fires also on the maintenance in which a server is replaced. */
function shutdownProblems(sections, backends) {
	return sections.filter((section) => isBack(section) && backends.includes(section.name)).flatMap((section) => section.lines).filter(({ words }) => /^(default-server|server|server-template)$/.test(words[0] ?? "") && words.includes("on-marked-down")).map(({ section, raw }) => ({
		what: `\`on-marked-down shutdown-sessions\` in ${section} drops requests whenever a server is replaced. Write instead:`,
		lines: [raw.replace(/\s+on-marked-down\s+shutdown-sessions\b/, "")]
	}));
}

// src/platforms/servers/socket.ts
const PATIENCE$2 = 5e3;
const NAME = /^[A-Za-z0-9_.:-]+$/;
/** What HAProxy answered to a command that it did not carry out. */
var CommandError = class extends Error {
	name = "CommandError";
};
/** A name that may stand in a command; throws where it could be read as something else. */
function plainName(name) {
	if (!NAME.test(name)) throw new CommandError(`"${name}" is no name that HAProxy can be told: use letters, digits and _ . : -`);
	return name;
}
/**
* Sends one command to HAProxy's runtime socket on a connection of its own and returns the answer, trimmed.
* Throws {@link CommandError} where HAProxy says no, an Error where it cannot be asked within 5 s, and on abort.
*/
async function ask(path, command, signal) {
	signal.throwIfAborted();
	const text = (await exchangeWhenFree(path, `set severity-output number;${command}\n`, signal)).trim();
	if (/^\[[0-3]\]|^(\[\d\]:\s*)?(Unknown command|Permission denied)/m.test(text)) throw new CommandError(`HAProxy at ${path} refused "${command}": ${text.replace(/^\[\d\]:\s*/, "").split("\n")[0]}`);
	return text;
}
/** Many runs at once fill the queue of the socket: nothing was sent then, so it is tried again. */
async function exchangeWhenFree(path, line, signal) {
	const deadline = performance.now() + PATIENCE$2;
	for (;;) try {
		return await exchange(path, line, signal);
	} catch (error) {
		if (!(error.cause?.code === "EAGAIN") || performance.now() > deadline) throw error;
		await setTimeout(20, void 0, { signal });
	}
}
function exchange(path, line, signal) {
	return new Promise((resolve, reject) => {
		const patience = AbortSignal.timeout(PATIENCE$2);
		const socket = connect({ path });
		let text = "";
		const stop = () => {
			socket.destroy();
			reject(signal.aborted ? signal.reason : /* @__PURE__ */ new Error(`HAProxy at ${path} did not answer within 5s`));
		};
		signal.addEventListener("abort", stop);
		patience.addEventListener("abort", stop);
		socket.setEncoding("utf8").on("data", (part) => {
			text += part;
		});
		socket.once("connect", () => socket.write(line));
		socket.once("error", (error) => reject(new Error(`HAProxy at ${path} cannot be asked: ${error.message}`, { cause: error })));
		socket.once("end", () => resolve(text));
		socket.once("close", () => {
			signal.removeEventListener("abort", stop);
			patience.removeEventListener("abort", stop);
			reject(/* @__PURE__ */ new Error(`HAProxy at ${path} closed the connection`));
		});
	});
}

// src/platforms/servers/haproxy.ts
/** The backend of a server, on this balancer. */
function backendOf(balancer, track) {
	const { backend } = balancer;
	return plainName(typeof backend === "string" ? backend : backend[track ?? "blue"]);
}
/** All servers of a backend, by name. Throws where HAProxy does not know the backend. */
async function serverStates(balancer, backend, signal) {
	const [admin, stat] = await Promise.all([ask(balancer.socket, `show servers state ${backend}`, signal), ask(balancer.socket, `show stat ${backend} 4 -1`, signal)]);
	const flags = new Map(table(admin, " ").map((row) => [row["srv_name"], Number(row["srv_admin_state"])]));
	return new Map(table(stat, ",").map((row) => [row["svname"] ?? "", stateOf(row, flags.get(row["svname"]) ?? 0)]));
}
/**
* The counters of a backend as a whole. Errors are what was answered with 5xx, by a server or by HAProxy for one (`hrsp_5xx`), and answers
* that were cut (`srv_abrt`); `eresp` has both of these again. Where a server closes a kept connection without an answer, HAProxy
* closes the client's, for it to ask again, and counts no error: `req_tot` does not even have the request, `stot` has.
*/
async function backendCounters(balancer, backend, signal) {
	const [row = {}] = table(await ask(balancer.socket, `show stat ${backend} 2 -1`, signal), ",");
	return {
		requests: Number(row["stot"] ?? 0),
		errors: Number(row["hrsp_5xx"] ?? 0) + Number(row["srv_abrt"] ?? 0)
	};
}
/** Names the process: another one after a reload or a crash, also in a container, where its id is the same again. */
async function processOf(balancer, signal) {
	const info = await ask(balancer.socket, "show info", signal);
	const value = (name) => new RegExp(`^${name}: (\\d+)`, "m").exec(info)?.[1] ?? "unknown";
	return `${balancer.socket}:${value("Pid")}:${value("Start_time_sec")}`;
}
/** Its process id. */
async function pidOf(balancer, signal) {
	return /^Pid: (\d+)/m.exec(await ask(balancer.socket, "show info", signal))?.[1] ?? "";
}
/** Sets a server's administrative state. */
async function setState(balancer, server, state, signal) {
	await ask(balancer.socket, `set server ${backendOf(balancer, server.track)}/${plainName(server.name)} state ${state}`, signal);
}
/** Ends the sessions that a server still has. */
async function cutSessions(balancer, server, signal) {
	await ask(balancer.socket, `shutdown sessions server ${backendOf(balancer, server.track)}/${plainName(server.name)}`, signal);
}
function stateOf(row, flags) {
	const full = Number(row["check_rise"]) + Number(row["check_fall"]) - 1;
	return {
		name: row["svname"] ?? "",
		admitted: flags === 0,
		status: row["status"] ?? "",
		inFlight: Number(row["scur"] ?? 0),
		queued: Number(row["qcur"] ?? 0),
		checked: Number(row["check_health"]) === full,
		weight: Number(row["weight"] ?? 0),
		fall: Number(row["check_fall"] || 0)
	};
}
/** Reads a table whose header begins with `# `. */
function table(text, separator) {
	const lines = text.split("\n");
	const at = lines.findIndex((line) => line.startsWith("# "));
	const names = (lines[at] ?? "").slice(2).split(separator);
	return lines.slice(at + 1).filter((line) => line.trim() !== "").map((line) => Object.fromEntries(line.split(separator).map((value, column) => [names[column] ?? "", value])));
}

// src/platforms/servers/map.ts
/** The map file and key of a balancer; refused where the service file names none. */
function mapOf(balancer) {
	const { map, key, socket } = balancer;
	if (map === null || key === null) throw new Refused("precondition", `The balancer at ${socket} has no map and key: add both.`);
	if (!/^[A-Za-z0-9_./-]+$/.test(map)) throw new Refused("precondition", `The map file ${map} has a name that HAProxy cannot be told.`);
	return {
		path: map,
		key: plainName(key)
	};
}
/** What the balancer's own lookup gives for a key; null where it has none. */
async function readEntry(balancer, key, signal) {
	const text = await ask(balancer.socket, `get map ${mapOf(balancer).path} ${plainName(key)}`, signal);
	const value = /found=yes/.test(text) ? /value="(\d+)"/.exec(text)?.[1] : void 0;
	return value === void 0 ? null : Number(value);
}
/** Sets a key in the file first, so that a reload starts with it, then in the process, and reads it back. */
async function writeEntry(balancer, key, value, signal) {
	const { path } = mapOf(balancer);
	signal.throwIfAborted();
	await writeFileEntry(path, key, value);
	await ask(balancer.socket, `set map ${path} ${plainName(key)} ${value}`, signal);
	const now = await readEntry(balancer, key, signal);
	if (now !== value) throw new Error(`HAProxy at ${balancer.socket} has ${now} for ${key} instead of ${value}`);
}
async function writeFileEntry(path, key, value) {
	const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
	const isIt = (line) => line.trim().split(/\s+/)[0] === key;
	const others = lines.filter((line) => !isIt(line));
	const temporary = `${path}.${randomUUID()}.tmp`;
	const { mode } = await stat(path);
	await writeSynced(temporary, `${[...others, `${key} ${value}`].join("\n")}\n`);
	await chmod(temporary, mode & 511);
	await rename(temporary, path);
	await syncFolder(dirname(path));
}

// src/platforms/servers/state-file.ts
/**
* Saves the servers' states where HAProxy reads them when it starts (`load-server-state-from-file global`), so that a reload
* does not send requests to a server that is out. Nothing to do where `config` does not say where.
*/
async function saveStates(balancer, signal) {
	const path = stateFileOf(await sectionsAt(balancer));
	if (path === null) return;
	const states = await ask(balancer.socket, "show servers state", signal);
	const temporary = `${path}.${randomUUID()}.tmp`;
	const mode = await stat(path).then((found) => found.mode & 511, () => 420);
	if (!await writeSynced(temporary, `${states}\n`).then(() => true, refusedAccess)) return;
	await chmod(temporary, mode);
	await rename(temporary, path);
	await syncFolder(dirname(path));
}
/** Where HAProxy reads the states of all servers; null where it does not, or the path is not known. */
function stateFileOf(sections) {
	const loads = sections.some(({ kind, lines }) => kind !== "global" && lines.some(({ words }) => words.join(" ") === LOADS));
	const global = (name) => sections.filter(({ kind }) => kind === "global").flatMap(({ lines }) => lines.filter(({ words }) => words[0] === name))[0]?.words[1];
	const file = global("server-state-file");
	if (!loads || file === void 0) return null;
	const path = join(file.startsWith("/") ? "" : global("server-state-base") ?? "", file);
	return path.startsWith("/") ? path : null;
}
function refusedAccess(error) {
	if (error.code === "EACCES" || error.code === "EROFS" || error.code === "ENOENT") return false;
	throw error;
}
const LOADS = "load-server-state-from-file global";
/** The configuration of a balancer; none where `config` is not said or cannot be read. */
async function sectionsAt({ config }) {
	const text = config === null ? "" : await readFile(config, "utf8").catch(() => "");
	return sectionsOf(text);
}

// src/platforms/servers/check.ts
/** What would fail later, found without writing. */
async function check(site, kind, signal) {
	const found = [];
	const { previewSize } = site.service.rollout;
	const tracked = site.service.servers.some((server) => server.track !== null);
	if (kind === "tracks" && !tracked) found.push(`${site.service.name} has no tracks: give each server \`track: blue\` or \`track: green\`.`);
	if (kind === "tracks" && !(previewSize.unit === "percent" && previewSize.value === 100)) found.push("`preview-size` below 100% needs instances that can be made: a track has the servers of the service file. Leave it out.");
	if (kind === "tracks" && site.service.smokeTest && site.service.url === null) found.push(`${site.service.name} has a smoke-test and no address to ask through the balancer: write \`url: http://…\`.`);
	for (const balancer of site.service.balancers) {
		try {
			found.push(...await balancerProblems(site, balancer, tracked, signal));
		} catch (error) {
			signal.throwIfAborted();
			found.push(`${error.message}. Check \`socket\` and that HAProxy runs.`);
		}
		found.push(...await configProblems(site.service, balancer, kind));
	}
	const unchecked = (await Promise.all(site.service.balancers.map((balancer) => uncheckedOf(site, balancer)))).flat();
	return [...found.map((message) => ({ message })), ...unchecked.map((message) => ({
		message,
		unchecked: true
	}))];
}
/** What the socket does not show, and the configuration does not either. */
async function uncheckedOf({ service }, balancer) {
	const { config, socket } = balancer;
	if (config === null) return [`HAProxy at ${socket} does not show its rules: say \`config\` of this balancer to have ${[
		"option idle-close-on-response",
		service.sticky && "sticky",
		service.preview && "preview"
	].filter(Boolean).join(", ")} checked.`];
	const path = stateFileOf(await sectionsAt(balancer));
	if (path === null || await isWritable(dirname(path))) return [];
	return [`${path} cannot be written: a reload of HAProxy brings back the states that somebody else saved there.`];
}
function isWritable(folder) {
	return access(folder, constants.W_OK).then(() => true, () => false);
}
async function balancerProblems(site, balancer, tracked, signal) {
	if (!(await ask(balancer.socket, "show cli level", signal)).includes("admin")) return [`HAProxy's socket ${balancer.socket} does not have level admin: write \`stats socket … level admin\`.`];
	const found = [];
	for (const track of tracked ? ["blue", "green"] : [null]) found.push(...await backendProblems(site, balancer, track, signal));
	return tracked ? [...found, ...await mapProblems(site, balancer, signal)] : found;
}
async function backendProblems(site, balancer, track, signal) {
	const backend = backendOf(balancer, track);
	const states = await serverStates(balancer, backend, signal).catch((error) => {
		signal.throwIfAborted();
		return error.message;
	});
	if (typeof states === "string") return [`${states}: check the name ${backend} under \`backend\`.`];
	return site.service.servers.flatMap((server) => {
		if (server.track !== track) return [];
		const state = states.get(server.name);
		if (!state) return [`The backend ${backend} at ${balancer.socket} has no server ${server.name}; it has ${[...states.keys()].join(", ")}.`];
		if (state.status === "no check") return [`${backend}/${server.name} has no health check in HAProxy: add \`check\` to its line.`];
		if (state.fall === 1) return [`${backend}/${server.name} has \`fall 1\` in HAProxy: write \`fall 2\` or more.`];
		return state.weight === 100 ? [] : [`${backend}/${server.name} has weight ${state.weight} in HAProxy: write \`weight 100\`.`];
	});
}
async function mapProblems(site, balancer, signal) {
	const { path, key } = mapOf(balancer);
	const keys = site.service.preview ? [key, `${key}.preview`] : [key];
	const found = [];
	for (const one of keys) {
		const entry = await readEntry(balancer, one, signal).catch((error) => {
			if (error instanceof CommandError) return "no map";
			throw error;
		});
		if (entry === "no map") {
			const lines = recommendedFrontend(site.service, balancer);
			return [`HAProxy at ${balancer.socket} does not load the map ${path}: correct \`map\`, or write in its frontend:\n${lines}`];
		}
		if (entry === null) found.push(`The map ${path} has no entry ${one}: add the line \`${one} 0\`.`);
	}
	if (await isWritable(dirname(path))) return found;
	return [...found, `The folder of ${path} cannot be written to: keep the map in one that the deploying user may write.`];
}

// src/platforms/servers/every.ts
/** Asks every balancer at once. Throws what one of them refuses, where none answers, and on abort. */
async function every(site, ask, signal) {
	const { balancers } = site.service;
	const asked = await Promise.allSettled(balancers.map(ask));
	signal.throwIfAborted();
	const failed = asked.filter((one) => one.status === "rejected");
	const refused = failed.find((one) => one.reason instanceof CommandError) ?? (failed.length === asked.length ? failed[0] : void 0);
	if (refused) throw refused.reason;
	return {
		answers: asked.flatMap((one) => one.status === "fulfilled" ? [one.value] : []),
		silent: balancers.filter((_, at) => asked[at]?.status === "rejected").map((balancer) => balancer.socket)
	};
}

// src/platforms/servers/command.ts
/**
* Runs a shell line of the service file for one server, in the workspace and in a process group that an abort kills.
* Returns when the shell has ended, whatever it left in the background. Refused (`update-failed`) where it ends with
* anything but 0, or not within `progress-deadline`.
*/
async function runLine(site, server, line, versions, signal) {
	const path = join(site.folder, `${encodeURIComponent(server.name)}.log`);
	await mkdir(site.folder, {
		recursive: true,
		mode: 448
	});
	await rm(path, { force: true });
	const log = await open(path, "a", 384);
	try {
		const code = await ended(line, join(site.folder, `${encodeURIComponent(server.name)}.lock`), site, {
			...variables(site, server),
			...versionVariables(versions),
			...site.service.env
		}, log.fd, signal);
		if (code === 0) return;
		const why = code === null ? "was ended, or took longer than progress-deadline" : `ended with ${code}`;
		throw new Refused("update-failed", `On ${server.name}, \`${line}\` ${why}. ${lastLines(await readFile(path, "utf8"))}`.trim());
	} finally {
		await log.close();
	}
}
function ended(line, lock, site, env, log, signal) {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const stdio = [
			"ignore",
			log,
			log
		];
		const child = spawn("flock", [
			"--close",
			lock,
			"/bin/sh",
			"-c",
			line
		], {
			cwd: site.workspace,
			env: {
				...lastingEnvironment(),
				...env
			},
			detached: true,
			stdio
		});
		const until = AbortSignal.any([signal, AbortSignal.timeout(site.service.rollout.progressDeadline)]);
		const stop = () => killGroup(child.pid);
		until.addEventListener("abort", stop);
		child.once("error", (error) => reject(new Refused("precondition", `flock (util-linux) cannot be run: ${error.message}`)));
		child.once("exit", (code) => {
			until.removeEventListener("abort", stop);
			if (signal.aborted) reject(signal.reason);
			else resolve(code);
		});
	});
}
function killGroup(pid) {
	try {
		if (pid !== void 0) process.kill(-pid, "SIGKILL");
	} catch {}
}
function variables({ service, workspace }, server) {
	return {
		SLUICE_SERVICE: service.name,
		SLUICE_ENVIRONMENT: service.environment,
		SLUICE_INSTANCE: server.name,
		SLUICE_HOST: server.host ?? "localhost",
		SLUICE_TRACK: server.track ?? "",
		SLUICE_DIR: workspace
	};
}
function versionVariables({ version, previous }) {
	return {
		SLUICE_VERSION: version,
		SLUICE_PREVIOUS_VERSION: previous
	};
}
function lastLines(text) {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	return lines.length === 0 ? "" : `Its last lines: ${lines.slice(-5).join(" / ")}`;
}

// src/platforms/servers/generations.ts
/**
* Whether workers from before a reload still serve: they end their connections by the old state, and no command reaches them.
* Known where HAProxy runs in master-worker mode (as Debian's does) and its processes can be seen; else false.
*/
async function oldWorkers(balancer, signal) {
	const worker = await statOf(await pidOf(balancer, signal));
	if (worker?.name !== "haproxy" || (await statOf(worker.parent))?.name !== "haproxy") return false;
	const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
	return (await Promise.all(pids.map((pid) => statOf(pid)))).some((one) => one?.parent === worker.parent && one.pid !== worker.pid && one.name === "haproxy" && !one.ended);
}
/** null where there is no such process, or it is not to be seen. */
async function statOf(pid) {
	const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
	const [, name, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(text) ?? [];
	return name === void 0 || parent === void 0 ? null : {
		pid,
		name,
		parent,
		ended: state === "Z"
	};
}

// src/platforms/servers/health.ts
const PATIENCE$1 = 5e3;
/** Asks a server itself for its health, `times` times in a row. @returns null when healthy, else what was wrong */
function askHealth(service, server, times, signal) {
	return askHttp(`http://${server.address}`, {
		path: service.health,
		contains: null,
		times
	}, {}, signal);
}
/** The version that a server says it runs (`reports`); null where it is not to be asked or does not say. */
async function askVersion(service, server, signal) {
	const { reports, health } = service;
	if (!reports) return null;
	const url = new URL(reports.kind === "path" ? reports.name : health, `http://${server.address}`);
	try {
		const answer = await fetch(url, {
			redirect: "manual",
			signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE$1)])
		});
		const text = (await answer.text()).trim();
		if (!answer.ok) return null;
		return (reports.kind === "path" ? text : answer.headers.get(reports.name)) || null;
	} catch {
		signal.throwIfAborted();
		return null;
	}
}

// src/platforms/servers/records.ts
/** null where Sluice never deployed to the server. */
function readRecord(site, name) {
	return readJson(pathOf(site, name));
}
/** Durable when it returns. */
function writeRecord(site, name, target, phase) {
	const record = {
		version: target.version,
		spec: target.spec,
		phase,
		nonce: randomUUID(),
		at: Date.now()
	};
	return writeJson(pathOf(site, name), record);
}
function pathOf(site, name) {
	return join(site.folder, `${encodeURIComponent(name)}.json`);
}

// src/platforms/servers/view.ts
/** How every balancer that answers sees a server; one that was restarted since is first told again what it forgot. */
function statesOf(site, server, signal) {
	const ask = async (balancer) => {
		await site.orders.giveAgain(balancer, signal);
		const backend = backendOf(balancer, server.track);
		const state = (await serverStates(balancer, backend, signal)).get(server.name);
		if (!state) throw new CommandError(`HAProxy at ${balancer.socket} has no server ${server.name} in ${backend}`);
		return state;
	};
	return every(site, ask, signal);
}
/** Records, balancers and the server's own answers put together. */
async function look(site, server, signal) {
	const { service } = site;
	const [{ answers: states }, record, reported] = await Promise.all([
		statesOf(site, server, signal),
		readRecord(site, server.name),
		askVersion(service, server, signal)
	]);
	const inRotation = states.every((state) => state.admitted);
	const wrong = await askHealth(service, server, inRotation ? 1 : 2, signal);
	const other = inRotation ? states.find((state) => state.status !== "UP")?.status : void 0;
	const runs = runsNow(record, reported, inRotation);
	const note = runs.note ?? wrong ?? (other === void 0 ? void 0 : `the balancer says ${other}`);
	return {
		name: server.name,
		version: runs.version,
		spec: runs.spec,
		ready: note === void 0,
		inRotation,
		...note === void 0 ? {} : { note },
		record,
		answers: wrong === null
	};
}
/** Whether an instance needs nothing more to run `target`. */
function runsAndReady(seen, target) {
	return seen.ready && seen.record?.phase === "done" && seen.version === target.version && seen.spec === target.spec;
}
function runsNow(record, reported, inRotation) {
	if (!record) return {
		version: reported,
		spec: null
	};
	if (record.phase === "updating") return {
		version: null,
		spec: null,
		note: "its last update did not end"
	};
	if (record.phase === "stopped") return {
		version: null,
		spec: null,
		note: "stopped"
	};
	const { version, spec } = record;
	if (reported === null || reported === version) return {
		version,
		spec
	};
	return inRotation ? {
		version: reported,
		spec: null
	} : {
		version,
		spec,
		note: `says that it runs ${reported}`
	};
}

// src/platforms/servers/idle.ts
/** Milliseconds between two looks at a balancer. */
const POLL$1 = 100;
/** Watches a server on all balancers until `isSo` of each, at most `time` milliseconds; false when that ran out. */
async function watch(site, server, isSo, time, signal) {
	const deadline = performance.now() + time;
	for (;;) {
		if ((await statesOf(site, server, signal)).answers.every(isSo)) return true;
		if (performance.now() > deadline) return false;
		await setTimeout(100, void 0, { signal });
	}
}
/** Waits until a server that gets no new requests has none left, at most `drain-timeout`; what then, `on-drain-timeout` says. */
async function untilIdle(site, server, signal) {
	const { drainTimeout, onDrainTimeout } = site.service.rollout;
	const time = onDrainTimeout === "wait" ? Number.POSITIVE_INFINITY : drainTimeout;
	const deadline = performance.now() + time;
	const idle = (state) => state.inFlight === 0 && state.queued === 0;
	if (await watch(site, server, idle, time, signal) && await oldWorkersGone(site, deadline, signal)) return;
	if (onDrainTimeout === "fail") {
		const message = `${server.name} still has requests after ${drainTimeout / 1e3}s: raise drain-timeout, or set on-drain-timeout: force.`;
		throw new Refused("drain-timeout", message);
	}
	await every(site, (balancer) => cutSessions(balancer, server, signal), signal);
}
async function oldWorkersGone(site, deadline, signal) {
	for (;;) {
		const { answers } = await every(site, (balancer) => oldWorkers(balancer, signal), signal);
		if (!answers.includes(true)) return true;
		if (performance.now() > deadline) return false;
		await setTimeout(100, void 0, { signal });
	}
}

// src/platforms/servers/instance.ts
/** Takes a server out of rotation on every balancer and waits for its requests. Nothing to do where it is out and idle. */
async function drain(site, server, signal) {
	const { answers } = await statesOf(site, server, signal);
	if (answers.every((state) => state.status === "MAINT" && state.inFlight === 0)) return;
	await command(site, server, "drain", signal);
	await untilIdle(site, server, signal);
	await command(site, server, "maint", signal);
	await untilIdle(site, server, signal);
}
/** Runs `update` for a server, which must get no requests. The record says `updating` until the line has ended well. */
async function update(site, server, target, signal) {
	const { version } = target;
	if (version === null) throw new Refused("no-previous-version", `What ran on ${server.name} before was not deployed by Sluice, so it cannot be started again.`);
	await refuseSilence(site, server, signal);
	const previous = (await readRecord(site, server.name))?.version ?? "";
	await writeRecord(site, server.name, target, "updating");
	const work = () => runLine(site, server, site.service.update, {
		version,
		previous
	}, signal);
	await watchedOver(site, server, work, signal);
	await writeRecord(site, server.name, target, "done");
}
/** Runs `stop`, where there is one, for a server without requests, and notes that it is not to be counted on. */
async function stop(site, server, signal) {
	await refuseSilence(site, server, signal);
	const { version, spec } = await readRecord(site, server.name) ?? {
		version: null,
		spec: null
	};
	if (site.service.stop !== null) await runLine(site, server, site.service.stop, {
		version: version ?? "",
		previous: version ?? ""
	}, signal);
	await writeRecord(site, server.name, {
		version,
		spec
	}, "stopped");
}
/** Puts a server back into rotation on every balancer; returns when each has seen it healthy afresh and says `UP`. */
async function restore(site, server, signal) {
	const { answers } = await statesOf(site, server, signal);
	if (!answers.every((state) => state.admitted)) {
		await command(site, server, "maint", signal);
		await command(site, server, "drain", signal);
		await reached(site, server, "healthy", (state) => state.status === "DRAIN" && state.checked, signal);
		await command(site, server, "ready", signal);
	}
	await reached(site, server, "UP", (state) => state.status === "UP", signal);
}
/** Tells every balancer that answers, and makes it known to the one that starts after the next reload. */
async function command(site, server, state, signal) {
	site.orders.note(server, state);
	const tell = async (balancer) => {
		await setState(balancer, server, state, signal);
		await saveStates(balancer, signal);
	};
	await every(site, tell, signal);
}
/** A balancer that does not answer may still send requests to a server: it must not be stopped. */
async function refuseSilence(site, server, signal) {
	const { silent } = await statesOf(site, server, signal);
	if (silent.length > 0) throw new Error(`${silent.join(", ")} cannot be asked, and may still use ${server.name}`);
}
/** A balancer that is restarted in the middle would send requests to a server that is being replaced. */
async function watchedOver(site, server, work, signal) {
	const over = new AbortController();
	const until = AbortSignal.any([signal, over.signal]);
	const watching = (async () => {
		while (!until.aborted) await watch(site, server, () => false, Number.POSITIVE_INFINITY, until).catch(() => setTimeout(100));
	})();
	try {
		await work();
	} finally {
		over.abort();
		await watching;
	}
}
async function reached(site, server, what, isSo, signal) {
	const { progressDeadline } = site.service.rollout;
	if (await watch(site, server, isSo, progressDeadline, signal)) return;
	throw new Error(`${server.name} is not ${what} on every balancer after ${progressDeadline / 1e3}s: look at its health check in HAProxy.`);
}

// src/platforms/servers/router.ts
const PATIENCE = 5e3;
const POLL = 50;
const POINTED = {
	none: 0,
	green: 1,
	blue: 2
};
/** Two backends and, on each balancer, one map entry: the percent of requests that green gets. */
function serversRouter(site) {
	const preview = previewOf(site);
	return {
		read: (signal) => weightsOf(site, signal),
		async shift(weights, signal) {
			const green = weights["green"] ?? 0;
			await every(site, (balancer) => writeEntry(balancer, mapOf(balancer).key, green, signal), signal);
		},
		async verify(weights, signal) {
			const deadline = performance.now() + PATIENCE;
			for (;;) {
				const now = await weightsOf(site, signal);
				if (now.agreed && now.weights["green"] === weights["green"]) return;
				if (performance.now() > deadline) throw new Error(`After 5s the balancers send ${now.weights["green"]} % to green, not ${weights["green"]} %`);
				await setTimeout(POLL, void 0, { signal });
			}
		},
		...preview ? { preview } : {}
	};
}
/** What the balancers' own lookups say. Throws where none can be asked. */
async function weightsOf(site, signal) {
	const { answers, silent } = await every(site, (balancer) => readEntry(balancer, mapOf(balancer).key, signal), signal);
	const [green = 0, ...others] = answers.map((percent) => percent ?? 0);
	return {
		weights: weightsFor(green),
		agreed: others.every((one) => one === green),
		silent
	};
}
function weightsFor(green) {
	return {
		blue: 100 - green,
		green
	};
}
function previewOf(site) {
	const { preview } = site.service;
	if (!preview) return null;
	return {
		async point(track, signal) {
			const value = POINTED[track === "green" || track === "blue" ? track : "none"];
			await every(site, (balancer) => writeEntry(balancer, `${mapOf(balancer).key}.preview`, value, signal), signal);
		},
		...preview.kind === "url" ? { url: preview.url } : {},
		...preview.kind === "header" ? { header: `${preview.name}: ${preview.value}` } : {},
		...preview.kind === "cookie" ? { header: `Cookie: ${preview.name}=${preview.value}` } : {}
	};
}

// src/platforms/servers/site.ts
/** The state folder of a service in one environment. */
function stateFolder(service) {
	return join(service.state, encodeURIComponent(`${service.name}-${service.environment}`));
}
/** The server of this name; refused where the service file has none. */
function serverNamed(site, name) {
	const server = site.service.servers.find((one) => one.name === name);
	if (!server) throw new Refused("drift", `${name} is not among the servers of ${site.service.name}: somebody changed the service file.`);
	return server;
}

// src/platforms/servers/fleet.ts
/** The servers behind the balancers; where there are tracks, those of the one with most of the traffic. */
function serversFleet(site) {
	return {
		async instances(signal) {
			const live = await liveTrack(site, signal);
			const servers = site.service.servers.filter((server) => live === null || server.track === live);
			const seen = await Promise.all(servers.map((server) => look(site, server, signal)));
			const { silent } = await every(site, (balancer) => processOf(balancer, signal), signal);
			return {
				wanted: servers.length,
				instances: seen.map(({ record, answers, ...instance }) => instance),
				silent
			};
		},
		drain: (name, signal) => drain(site, serverNamed(site, name), signal),
		async replace(name, target, signal) {
			const server = serverNamed(site, name);
			if (runsAndReady(await look(site, server, signal), target)) return;
			await update(site, server, target, signal);
		},
		restore: (name, signal) => restore(site, serverNamed(site, name), signal)
	};
}
async function liveTrack(site, signal) {
	if (site.service.servers.every((server) => server.track === null)) return null;
	const { weights } = await weightsOf(site, signal);
	return (weights["green"] ?? 0) > 50 ? "green" : "blue";
}

// src/platforms/servers/latency.ts
/**
* Reads from the configuration how a backend counts latency:
* `http-request track-sc2 str(<key>) table <table>` and, for each edge, `http-response sc-inc-gpc(<counter>,2) if { var(…) -m int gt <edge> }`.
* @returns null where it does not
*/
function latencyOf(sections, backend) {
	const lines = sections.find(({ kind, name }) => (kind === "backend" || kind === "listen") && name === backend)?.lines ?? [];
	for (const { words } of lines) {
		const [, track, name, , table] = words;
		const sticky = /^track-sc(\d+)$/.exec(track ?? "")?.[1];
		const key = /^str\((.+)\)$/.exec(name ?? "")?.[1];
		if (words[0] !== "http-request" || sticky === void 0 || key === void 0 || table === void 0) continue;
		const counted = lines.flatMap((line) => {
			const counter = new RegExp(`^sc-inc-gpc\\((\\d+),${sticky}\\)$`).exec(line.words[1] ?? "")?.[1];
			const edge = line.words[line.words.indexOf("gt") + 1];
			return line.words[0] === "http-response" && counter && /^\d+$/.test(edge ?? "") ? [{
				counter: Number(counter),
				edge: Number(edge)
			}] : [];
		}).sort((a, b) => a.edge - b.edge);
		if (counted.length === 0) continue;
		return {
			table,
			key,
			edges: counted.map(({ edge }) => edge),
			counters: counted.map(({ counter }) => counter)
		};
	}
	return null;
}
/** How many requests of a backend took longer than each edge; zeros while it had none. */
async function slowerOf(balancer, latency, signal) {
	const entry = (await ask(balancer.socket, `show table ${plainName(latency.table)}`, signal)).split("\n").find((line) => line.includes(` key=${latency.key} `)) ?? "";
	return latency.counters.map((counter) => Number(new RegExp(` gpc${counter}=(\\d+)`).exec(entry)?.[1] ?? 0));
}

// src/platforms/servers/metrics.ts
/** The counters of the backends, of every balancer that answers. HAProxy does not tell requests by `preview` from users': it counts both. */
function metricsOf(site) {
	return { read: async (signal) => (await every(site, (balancer) => countersOf(balancer, signal), signal)).answers };
}
async function countersOf(balancer, signal) {
	const tracks = typeof balancer.backend === "string" ? [null] : ["blue", "green"];
	const backends = tracks.map((track) => backendOf(balancer, track));
	const sections = await sectionsAt(balancer);
	const tables = backends.map((backend) => latencyOf(sections, backend));
	const [edges, ...others] = tables.map((table) => table?.edges);
	const latency = edges !== void 0 && others.every((one) => String(one) === String(edges));
	const counted = backends.map(async (backend, at) => {
		const table = tables[at];
		const counters = await backendCounters(balancer, backend, signal);
		const slower = latency && table ? { slower: await slowerOf(balancer, table, signal) } : {};
		return [tracks[at] ?? backend, {
			...counters,
			...slower
		}];
	});
	return {
		process: await processOf(balancer, signal),
		...latency ? { edges } : {},
		tracks: Object.fromEntries(await Promise.all(counted))
	};
}

// src/platforms/servers/orders.ts
/** The states that this run put servers into: a balancer that was reloaded or restarted has forgotten them. */
var Orders = class {
	given = /* @__PURE__ */ new Map();
	processes = /* @__PURE__ */ new Map();
	note(server, state) {
		this.given.set(server.name, {
			server,
			state
		});
	}
	/** Gives them again to a balancer that is another process than at the look before. What a person changed in the same process stays. */
	async giveAgain(balancer, signal) {
		const now = await processOf(balancer, signal);
		const before = this.processes.get(balancer);
		if (before !== void 0 && before !== now) await Promise.all([...this.given.values()].map(({ server, state }) => setState(balancer, server, state, signal)));
		this.processes.set(balancer, now);
	}
};

// src/platforms/servers/smoke.ts
/** Asks servers at their addresses, a track by `preview` where that can be, the service at its `url`. Passes without `smoke-test`. */
function serversSmokeTest({ service }) {
	const { smokeTest, preview, servers, url } = service;
	return { async ask(whom, signal) {
		if (!smokeTest) return null;
		if (whom === "service" && url !== null) return askHttp(url, smokeTest, {}, signal);
		if (whom !== "service" && "track" in whom && preview?.kind === "url") return askHttp(preview.url, smokeTest, {}, signal);
		if (whom !== "service" && "track" in whom && preview && preview.kind !== "url" && url !== null) {
			const { kind, name, value } = preview;
			return askHttp(url, smokeTest, kind === "header" ? { [name]: value } : { Cookie: `${name}=${value}` }, signal);
		}
		if (whom === "service") return null;
		const meant = servers.filter((server) => "track" in whom ? server.track === whom.track : whom.instances.includes(server.name));
		for (const server of meant) {
			const wrong = await askHttp(`http://${server.address}`, smokeTest, {}, signal);
			if (wrong !== null) return `${server.name}: ${wrong}`;
		}
		return meant.length === 0 ? "There is no instance to be asked." : null;
	} };
}

// src/platforms/servers/tracks.ts
/** `blue` and `green`: fixed sets of servers, always of their full size. */
function serversTracks(site) {
	return {
		alwaysFull: true,
		async read(signal) {
			const { weights } = await weightsOf(site, signal);
			const both = await Promise.all(["blue", "green"].map(async (name) => {
				return trackOf(name, await Promise.all(serversOf(site, name).map((server) => look(site, server, signal))), (weights[name] ?? 0) > 0);
			}));
			return {
				full: Math.max(serversOf(site, "blue").length, serversOf(site, "green").length),
				tracks: both
			};
		},
		deploy: (track, target, _size, signal) => deploy(site, track, target, signal),
		async scale() {},
		async retire(track, signal) {
			await refuseTraffic(site, track, signal);
			for (const server of serversOf(site, track)) {
				await drain(site, server, signal);
				await stop(site, server, signal);
			}
		}
	};
}
async function deploy(site, track, target, signal) {
	for (const server of serversOf(site, track)) {
		const seen = await look(site, server, signal);
		const runs = runsAndReady(seen, target);
		if (runs && seen.inRotation) continue;
		await refuseTraffic(site, track, signal);
		if (!runs) {
			await drain(site, server, signal);
			await update(site, server, target, signal);
		}
		await command(site, server, "ready", signal);
	}
}
async function refuseTraffic(site, track, signal) {
	const { weights } = await weightsOf(site, signal);
	if ((weights[track] ?? 0) > 0) throw new Refused("has-traffic", `${track} still has ${weights[track]} % of the traffic.`);
}
function serversOf(site, track) {
	return site.service.servers.filter((server) => server.track === track);
}
function trackOf(name, all, hasTraffic) {
	const found = all.some((seen) => seen.answers);
	const present = all.filter((seen) => seen.record ? seen.record.phase !== "stopped" : seen.answers || hasTraffic && found);
	const [first] = present;
	const mixed = present.some((seen) => seen.version !== first?.version || seen.spec !== first?.spec);
	const serves = (seen) => seen.ready && seen.inRotation;
	const waiting = present.find((seen) => !serves(seen));
	const note = waiting && (waiting.note ?? `${waiting.name} is out of rotation`);
	return {
		name,
		version: mixed ? null : first?.version ?? null,
		spec: mixed ? null : first?.spec ?? null,
		mixed,
		wanted: present.length,
		ready: present.filter(serves).length,
		...note === void 0 ? {} : { note }
	};
}

// src/platforms/servers/index.ts
/**
* Servers of this machine behind HAProxy, which is told through its runtime socket. `workspace` is where `update` runs.
* Refused (`precondition`) where a server or balancer names a `host`.
*/
function servers(service, options) {
	const remote = [...service.servers, ...service.balancers].find((one) => one.host !== null);
	if (remote) throw new Refused("precondition", `host: ${remote.host} over ssh is not there yet; run the action on the machine itself.`);
	const site = {
		service,
		workspace: options.workspace,
		folder: stateFolder(service),
		orders: new Orders()
	};
	const tracked = service.servers.some((server) => server.track !== null);
	return {
		journal: fileJournal(site.folder),
		fleet: serversFleet(site),
		...tracked ? {
			tracks: serversTracks(site),
			router: serversRouter(site)
		} : {},
		metrics: metricsOf(site),
		smokeTest: serversSmokeTest(site),
		...service.url === null ? {} : { url: service.url },
		check: (kind, signal) => check(site, kind, signal),
		byHand: (track) => byHand(service, track),
		async close() {}
	};
}
function byHand(service, track) {
	return service.balancers.flatMap(({ socket, map, key, backend }) => {
		const tell = (command) => `echo '${command}' | socat stdio ${socket}`;
		if (track !== null && map !== null) return [tell(`set map ${map} ${key} ${track === "green" ? 100 : 0}`)];
		return typeof backend === "string" ? service.servers.map((server) => tell(`set server ${backend}/${server.name} state ready`)) : [];
	});
}

export { servers as t };