import { n as ask, r as plainName } from "./platforms-servers.js";

// src/platforms/servers/config/file.ts
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
/** Splits a line as HAProxy does: '\u2026' keeps all, "\u2026" keeps all but escapes, # begins a comment. Variables stay as written. */
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

// src/platforms/servers/config/lines.ts
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

// src/platforms/servers/config/read.ts
/** The text of `config` on the balancer's machine. Like HAProxy, takes a folder as its files *.cfg in the order of their names. Throws where it cannot be read. */
async function textOf({ machine }, path, signal) {
	const names = (await machine.files.list(path, signal).catch(() => [])).filter((name) => name.endsWith(".cfg") && !name.startsWith("."));
	const paths = names.length > 0 ? names.toSorted().map((name) => `${path}/${name}`) : [path];
	const texts = await Promise.all(paths.map((one) => machine.files.read(one, signal)));
	if (texts.includes(null)) throw new Error("there is no such file");
	return texts.join("\n");
}
/** The configuration of a balancer; none where `config` is not said or cannot be read. */
async function sectionsAt(balancer, signal) {
	const { config } = balancer;
	return sectionsOf(config === null ? "" : await textOf(balancer, config, signal).catch(() => ""));
}
const known = /* @__PURE__ */ new WeakMap();
/** The same, read once for each `process` of HAProxy: what is changed in the file counts from its next start on. */
async function sectionsOfProcess(balancer, process, signal) {
	const before = known.get(balancer);
	if (before?.process === process) return before.sections;
	const { config } = balancer;
	const text = config === null ? "" : await textOf(balancer, config, signal).catch(() => null);
	if (text === null) return [];
	const sections = sectionsOf(text);
	known.set(balancer, {
		process,
		sections
	});
	return sections;
}

// src/platforms/servers/config/rules.ts
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
function reached(rules, known) {
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

// src/platforms/servers/config/front.ts
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

// src/platforms/servers/config/tracks.ts
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
	return reached(front.rules, (test) => truthIn(world, test, front, service, balancer) ?? otherwise);
}

// src/platforms/servers/config/check.ts
const IDLE = "option idle-close-on-response";
/**
* What the balancer's haproxy.cfg lacks, each with the lines to paste; nothing where the service file names no `config`.
* Never throws: a file that cannot be read is a problem.
*/
async function configProblems(service, balancer, kind, signal) {
	const { config } = balancer;
	if (config === null) return [];
	try {
		return missingLines(await textOf(balancer, config, signal), service, balancer, kind);
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
	if (level >= 0 && own.words[level + 1] === "admin") return [];
	const others = own.words.filter((_, at) => level < 0 || at !== level && at !== level + 1);
	return [{
		what: `the socket ${path} needs \`level admin\`, to be commanded. Write in global:`,
		lines: [`${others.join(" ")} level admin`]
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

// src/platforms/servers/config/latency.ts
/**
* Reads from the configuration how a backend counts latency:
* `http-request track-sc2 str(<key>) table <table>` and, for each edge, `http-response sc-inc-gpc(<counter>,2) if { var(\u2026) -m int gt <edge> }`.
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
	const entry = (await ask(balancer, `show table ${plainName(latency.table)}`, signal)).split("\n").find((line) => line.includes(` key=${latency.key} `)) ?? "";
	return latency.counters.map((counter) => Number(new RegExp(` gpc${counter}=(\\d+)`).exec(entry)?.[1] ?? 0));
}

export { sectionsOfProcess as a, sectionsAt as i, slowerOf as n, recommendedFrontend as o, configProblems as r, latencyOf as t };