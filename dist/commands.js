import { Bt as codeBlock, F as isOneLine, Ht as inlineCode, Ut as oneLine, V as nearest, Vt as escapeMarkdown, pt as isMapping } from "./first.js";

// src/commands/grammar.ts
const ACTIONS = [
	"promote",
	"rollback",
	"lock",
	"unlock",
	"status"
];
/** Every form of a command, a line each. */
const GRAMMAR = [
	"/sluice promote",
	"/sluice rollback",
	"/sluice rollback to <version>",
	"/sluice lock <reason>",
	"/sluice unlock",
	"/sluice status"
];
const MOST_REASON = 120;
const SERVICE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const ENVIRONMENT = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+:/-]{0,199}$/;
const isAction = (word) => ACTIONS.includes(word);
/** The first line of a comment if it is meant for us; null for all other comments. */
function lineForUs(body) {
	const [line = ""] = body.split(/[\r\n]/, 1);
	return /^\/sluice(?=\s|$)/i.test(line) ? line : null;
}
/** The command of a line that is meant for us, or what is wrong with it. Throws for no text. */
function readCommand(line) {
	const [first = "", ...words] = line.trim().split(/\s+/);
	if (first !== "/sluice") return wrong("write `/sluice` in small letters");
	const target = isAction(words[0]) ? null : words.shift();
	if (target === void 0) return wrong("there is no command");
	const [action, ...rest] = words;
	if (!isAction(action)) return unknown(target ?? "", action);
	const [service = null, environment = "production", ...more] = target?.split("@") ?? [];
	if (service !== null && !SERVICE.test(service)) return wrong("before the command stands the name of a service, like `shop` or `shop@staging`");
	if (!ENVIRONMENT.test(environment) || more.length > 0) return wrong("what stands after `@` is no name of an environment");
	const command = {
		action,
		service,
		environment,
		to: null,
		reason: null
	};
	if (action === "lock") return locking(command, rest);
	if (action === "rollback" && rest.length > 0) return goingBackTo(command, rest);
	return rest.length === 0 ? command : wrong(`nothing stands after \`${action}\`; a service stands before it, as in \`/sluice shop@staging ${action}\``);
}
function locking(command, words) {
	const reason = oneLine(words.join(" "));
	if (reason === "") return wrong("`lock` needs a reason: everyone who is refused reads it");
	return reason.length > MOST_REASON ? wrong(`the reason is longer than ${MOST_REASON} characters`) : {
		...command,
		reason
	};
}
function goingBackTo(command, [preposition, version = "", ...more]) {
	if (preposition !== "to" || more.length > 0) return wrong("after `rollback` stands nothing, or `to` and one version");
	return VERSION.test(version) ? {
		...command,
		to: version
	} : wrong("what stands after `to` is no version");
}
function unknown(first, second) {
	const meant = nearest(first, ACTIONS) ?? (second === void 0 ? null : nearest(second, ACTIONS));
	return wrong(meant === null ? "there is no such command" : `there is no such command (did you mean \`${meant}\`?)`);
}
const wrong = (mistake) => ({ mistake });

// src/commands/comment-event.ts
/**
* The comment that an event tells of; null for every other event, and for what a bot or an app wrote: nothing may answer itself.
* @param name as in `GITHUB_EVENT_NAME`
*/
function readComment(name, event) {
	if (name !== "issue_comment" || !isMapping(event) || event["action"] !== "created") return null;
	const [comment, issue] = [part(event, "comment"), part(event, "issue")];
	const author = part(comment, "user");
	const line = typeof comment["body"] === "string" ? lineForUs(comment["body"]) : null;
	const branch = part(event, "repository")["default_branch"];
	if (line === null || author["type"] !== "User" || typeof author["login"] !== "string") return null;
	if (typeof comment["id"] !== "number" || typeof issue["number"] !== "number" || typeof branch !== "string") return null;
	return {
		comment: comment["id"],
		author: author["login"],
		line,
		issue: issue["number"],
		isPull: isMapping(issue["pull_request"]),
		defaultBranch: branch
	};
}
function part(of, key) {
	const value = of[key];
	return isMapping(value) ? value : {};
}

// src/commands/choose.ts
/** Whether a command is about the version that people have seen. */
const isOfVersion = ({ action, to }) => action === "promote" || action === "rollback" && to === null;
/** Whether what our comments show has to be known for a command. */
const needsTold = (command) => isOfVersion(command) || command.service === null && command.action !== "status";
/** What a command is about, by what is shown where it was written; the names of the services where it could be about several. */
function choose(command, told) {
	const named = command.service === null ? told : told.filter(({ service }) => service === command.service);
	const here = named.filter(({ inFlight }) => inFlight.has(command.environment));
	const meant = here.length > 0 ? here : named;
	if (meant.length > 1) return { services: meant.map(({ service }) => service) };
	const version = isOfVersion(command) ? valid(meant[0]?.inFlight.get(command.environment)) : null;
	return {
		service: command.service ?? meant[0]?.service ?? null,
		version
	};
}
/** The inputs that the promotion workflow gets; what is not known is left to its defaults. */
function workflowInputs(command, { service, version }, by) {
	const { action, environment, to } = command;
	const all = {
		action,
		service,
		environment,
		version,
		to,
		reason: command.reason === null ? null : `${command.reason} (${by})`
	};
	return Object.fromEntries(Object.entries(all).filter((entry) => entry[1] !== null));
}
/** null for what can be no version, whoever wrote it there. */
function valid(version) {
	return version && version.length <= 200 && isOneLine(version) ? version : null;
}

// src/commands/reply.ts
const NOT_ALLOWED = "**Not done.** Only who may write to this repository can command a rollout. Ask one of them to write the same comment.";
const FROM_A_FORK = "**Not done.** This pull request comes from a fork, and commands are refused there. To allow them, set the input `forks: allow` where the commands are read; or run the promotion workflow by hand.";
function notUnderstood(mistake) {
	return [
		`**Not done:** ${mistake}. Write a new comment whose first line is one of these:`,
		codeBlock(GRAMMAR),
		"A service, and its environment where that is not production, stand before the command: `/sluice shop@staging promote`."
	].join("\n\n");
}
/** Several services are told of, and the command names none. */
function whichService(services, { action }) {
	return `**Not done:** several services are told of here. Write which one you mean: ${services.slice(0, 20).map((service) => inlineCode(`/sluice ${service} ${action}`)).join(" or ")}.`;
}
/** No comment of ours shows which version a `promote` is about. */
function noVersion({ service, environment }, workflow) {
	return [`**Not done.** No comment of Sluice here shows a version${service === null ? "" : ` of ${inlineCode(service)}`} in flight in ${inlineCode(environment)}, so it is not known which one you have seen and mean.`, `Write the command in the pull request whose comment shows it, or run ${linked(workflow)} by hand. For another environment write \`/sluice <service>@<environment> promote\`.`].join(" ");
}
/** GitHub did not say what has to be known first. */
function notAsked(what, message) {
	return `**Not done:** GitHub did not say ${what} (${escapeMarkdown(message)}). Write the command again as a new comment.`;
}
function linked({ file, url }) {
	const name = inlineCode(file);
	return /^https?:\/\/[\w.:/-]+$/.test(url) ? `[${name}](${url})` : name;
}

// src/commands/repair.ts
const INPUTS = "action, service, environment, version, to, reason";
/** What to change so that the promotion workflow can be started. `message` is what GitHub said. */
function repair(obstacle, { file, branch, url }, message) {
	const name = `.github/workflows/${file} on ${branch}`;
	switch (obstacle) {
		case "missing": return {
			text: `There is no ${name}. Copy examples/workflows/promote.yml there, or set the input workflow to its name.`,
			lines: []
		};
		case "no-trigger": return {
			text: `${name} cannot be started by hand (${message}). Add to it, with the inputs ${INPUTS}:`,
			lines: [
				"on:",
				"  workflow_dispatch:",
				"    inputs:"
			]
		};
		case "inputs": return {
			text: `${name} does not take this command (${message}). It must have the inputs ${INPUTS}.`,
			lines: []
		};
		case "permission": return {
			text: `The token may not start ${name}. Add to the job that reads the commands:`,
			lines: ["permissions:", "  actions: write"]
		};
		case "unknown": return {
			text: `GitHub did not say whether ${name} was started (${message}). Look at ${url} before you write the command again.`,
			lines: []
		};
	}
}
/** As text for the log. */
function repairText({ text, lines }) {
	return [text, ...lines.map((line) => `  ${line}`)].join("\n");
}
/** As a reply. */
function repairReply({ text, lines }, workflow) {
	const code = lines.length === 0 ? [] : [codeBlock(lines)];
	return [
		`**Not done.** ${escapeMarkdown(text)}`,
		...code,
		`The workflow: ${linked(workflow)}`
	].join("\n\n");
}

export { NOT_ALLOWED as a, notUnderstood as c, needsTold as d, workflowInputs as f, FROM_A_FORK as i, whichService as l, readCommand as m, repairReply as n, noVersion as o, readComment as p, repairText as r, notAsked as s, repair as t, choose as u };