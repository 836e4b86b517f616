import { C as unlessAborted, _ as endGroup, g as privateFolder, n as ownFiles, w as lastingEnvironment } from "./first.js";
const join = process.getBuiltinModule("node:path").join;
const randomBytes = (...given) => process.getBuiltinModule("node:crypto").randomBytes(...given);
const setTimeout$1 = process.getBuiltinModule("node:timers/promises").setTimeout;
const spawn = (...given) => process.getBuiltinModule("node:child_process").spawn(...given);
const rm = (...given) => process.getBuiltinModule("node:fs/promises").rm(...given); const writeFile = (...given) => process.getBuiltinModule("node:fs/promises").writeFile(...given);
const once = process.getBuiltinModule("node:events").once;
const connect = (...given) => process.getBuiltinModule("node:net").connect(...given);
const pipeline = (...given) => process.getBuiltinModule("node:stream/promises").pipeline(...given);

// src/platforms/servers/host/host.ts
/** Why a machine could not be asked, or did not do it. The message names the machine and what to change. */
var HostError = class extends Error {
	name = "HostError";
	/**
	* `lost`: it was there, and the connection broke in the middle, so that what was asked may have been done. `busy`: a line of an earlier
	* run still holds the lock after `time`; nothing was run. `no-folder`: a line's folder is not there.
	*/
	why;
	constructor(why, message, options) {
		super(message, options);
		this.why = why;
	}
};

// src/platforms/servers/host/lane.ts
/** Lets at most `width` works go on at once, the others in the order they came. */
function lane(width) {
	let free = width;
	const waiting = [];
	return async (work, signal) => {
		signal.throwIfAborted();
		if (free > 0) free -= 1;
		else await turn(waiting, signal);
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free += 1;
		}
	};
}
function turn(waiting, signal) {
	return new Promise((resolve, reject) => {
		const leave = () => {
			waiting.splice(waiting.indexOf(begin), 1);
			reject(signal.reason);
		};
		const begin = () => {
			signal.removeEventListener("abort", leave);
			resolve();
		};
		signal.addEventListener("abort", leave, { once: true });
		waiting.push(begin);
	});
}

// src/platforms/servers/host/script.ts
/**
* What every command is, so that nothing of the user's is an argument there: it reads the script below, then what the script reads.
* (`sh -s` would not do: dash reads ahead, and takes the values for commands.)
*/
const READER = "IFS= read -r script && eval \"$(printf %s \"$script\" | base64 -d)\"";
/**
* The one script for sh, with flock, setsid (util-linux), base64, stat, sync and timeout (coreutils), and tar. On its stdin: a nonce, a number,
* as many values in base64 (the verb first), and what a file shall hold. On its stdout: the nonce, the answer, the nonce and how it ended.
* One that ends early (a connection that breaks) does nothing, or leaves a file as it was.
*/
const SCRIPT = `
IFS= read -r nonce && read -r count || exit 1
while [ "$count" -gt 0 ]; do
  IFS= read -r value || exit 1
  value=$(printf %s "$value" | base64 -d && echo .) || exit 1
  set -- "$@" "$\{value%.}"
  count=$((count - 1))
done
tell() { printf '\\n%s = %s\\n' "$nonce" "$1"; exit 0; }
at() { case $1 in "~/"*) path=$HOME/$\{1#??} ;; *) path=$1 ;; esac; }
folder_of() { case $1 in */*) folder=$\{1%/*}/ ;; *) folder=. ;; esac; }
end_session() {
  kill -KILL -- "-$1" 2>/dev/null
  session=$1 rounds=0
  while [ "$rounds" -lt 50 ]; do
    found=
    for file in /proc/[0-9]*/stat; do
      { read -r text <"$file"; } 2>/dev/null || continue
      set -- $\{text##*) }
      [ "$4" = "$session" ] && [ "$1" != Z ] || continue
      file=$\{file#/proc/}
      kill -KILL "$\{file%/stat}" 2>/dev/null && found=yes
    done
    [ -n "$found" ] || return 0
    rounds=$((rounds + 1))
    sleep 0.1
  done
}
printf '%s\\n' "$nonce"
verb=$1; shift
[ "$verb" = run ] || export LC_ALL=C
case $verb in
read) at "$1"; cat -- "$path" || tell 1 ;;
list) at "$1"; ls -A -- "$path/." || tell 1 ;;
remove) for one; do at "$one"; rm -f -- "$path" || tell 1; done ;;
writable) at "$1"; [ -w "$path" ] || tell 1 ;;
socket)
  [ -S "$1" ] || tell absent
  [ -w "$1" ] || tell denied ;;
replace|create)
  at "$1"; folder_of "$path"; mode=$2; size=$3
  umask 077
  mkdir -p -- "$folder" || tell 1
  temporary=$path.$nonce.tmp
  trap 'rm -f -- "$temporary"' EXIT
  base64 -d >"$temporary" || tell 1
  [ "$(wc -c <"$temporary")" -eq "$size" ] || exit 1
  [ -n "$mode" ] || mode=$(stat -L -c %a -- "$path" 2>/dev/null) || mode=644
  chmod "$mode" -- "$temporary" && sync -- "$temporary" || tell 1
  if [ "$verb" = replace ]; then mv -fT -- "$temporary" "$path"; else ln -T -- "$temporary" "$path"; fi || tell 1
  sync -- "$folder" || tell 1 ;;
unpack)
  at "$1"; temporary=$2
  [ ! -d "$path" ] || tell there
  command -v tar >/dev/null || tell tarless
  folder_of "$path"
  ( umask 077; mkdir -p -- "$folder" ) || tell 1
  # Left over by runs that were lost: nobody else writes here.
  rm -rf -- "$folder".*.tmp
  cd -- "$folder" && mkdir -- "$temporary" || tell 1
  printf '%s ready\\n' "$nonce"
  umask 022
  tar -x -f - -C "$temporary" --no-same-owner --no-same-permissions && touch -- "$temporary" && sync -f -- "$temporary" && tell 0
  rm -rf -- "$temporary"
  tell 1 ;;
adopt)
  at "$1"; folder_of "$path"; temporary=$2; newest=$3
  shift 3
  cd -- "$folder" && mv -T -- "$temporary" "$path" && sync -- . || tell 1
  ls -1t | {
    while IFS= read -r old; do
      newest=$((newest - 1))
      [ "$newest" -lt 0 ] || continue
      for kept; do [ "$kept" != "$old" ] || continue 2; done
      rm -rf -- "./$old"
    done
  } ;;
run)
  for tool in flock setsid timeout; do command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; tell unfit; }; done
  __line=$1 __seconds=$5
  at "$3"; lock=$path; at "$4"; log=$path; at "$\{2:-$HOME}"; place=$path
  shift 5
  folder_of "$log"; mine=$folder; folder_of "$lock"
  ( umask 077; mkdir -p -- "$folder" "$mine" && : >>"$lock" ) && exec 9>>"$lock" || tell unfit
  # Asked again and again, because who waits in flock does not hear that nobody waits for it any more.
  while :; do
    flock -n 9
    case $? in 0) break ;; 1) ;; *) tell unfit ;; esac
    timeout 0.2 dd bs=4 count=1 >/dev/null 2>&1
    [ $? -eq 124 ] || { cat -- "$lock.session" 2>/dev/null; tell busy; }
  done
  # Whom nobody attends to does not begin: a later run may have asked for another version.
  printf '%s ready\\n' "$nonce"
  [ "$(timeout 20 dd bs=3 count=1 2>/dev/null)" = go ] || tell busy
  cd -- "$place" || tell away
  ( umask 077; rm -f -- "$log" && : >"$log" ) && exec 4>>"$log" || tell unfit
  exec 3<&0
  (
    for __pair; do export "$__pair"; done
    export __line
    # timeout holds the lock, and bounds a line that is on its own after the connection broke.
    exec setsid timeout -s KILL "$__seconds" /bin/sh -c 'exec 9>&-
eval "unset __line
$__line"' </dev/null >&4 2>&1 3<&- 4>&-
  ) &
  session=$! asked=
  trap 'asked=yes' USR1
  exec 9>&- 4>&-
  ( umask 077; echo "$session" >"$lock.session" )
  { if read -r word <&3 && [ "$word" = end ]; then kill -USR1 $$; else kill $$; fi; } >/dev/null 2>&1 &
  watcher=$!
  wait "$session"
  code=$?
  [ -z "$asked" ] || { end_session "$session"; code=137; }
  kill "$watcher" 2>/dev/null
  tail -c 8192 -- "$log" | tail -n 20
  tell "$code" ;;
esac
tell 0
`;

// src/platforms/servers/host/conversation.ts
/** Sends the script and its values to a process that reads them, as {@link SCRIPT} says. `content` null: more will be said, once the script is ready. */
function converse(child, values, content, onReady = () => {}) {
	const nonce = randomBytes(16).toString("hex");
	const lines = [
		base64(SCRIPT),
		nonce,
		`${values.length}`,
		...values.map(base64),
		content === null ? "" : base64(content)
	];
	child.stdin.on("error", () => {});
	if (content === null) child.stdin.write(lines.join("\n"));
	else child.stdin.end(lines.join("\n"));
	const out = [];
	let errors = "";
	let start = "";
	child.stdout.on("data", (part) => {
		out.push(part);
		if (content !== null || start === "ready") return;
		start += part.toString("latin1");
		if (!start.includes(`${nonce} ready\n`)) return;
		start = "ready";
		onReady();
	});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		errors = (errors + text).slice(-8192);
	});
	return {
		say: (line) => child.stdin.write(`${line}\n`),
		hangUp: () => child.kill("SIGKILL"),
		ending: new Promise((resolve, reject) => {
			child.once("error", reject);
			child.once("close", (code) => resolve({
				...parse(Buffer.concat(out).toString("utf8"), nonce),
				code,
				errors: errors.trim()
			}));
		})
	};
}
/** How it ended, hung up on abort, which is thrown. */
async function endingOf(talk, signal) {
	signal.addEventListener("abort", talk.hangUp);
	if (signal.aborted) talk.hangUp();
	const ending = await talk.ending.finally(() => signal.removeEventListener("abort", talk.hangUp));
	signal.throwIfAborted();
	return ending;
}
/** What a login prints by itself stands before the first nonce. */
function parse(all, nonce) {
	const [, text, told] = new RegExp(`${nonce}\n(?:${nonce} ready\n)?([^]*)\n${nonce} = (\\w+)\n`).exec(all) ?? [];
	return {
		told: told ?? null,
		text: text ?? ""
	};
}
function base64(text) {
	return Buffer.from(text, "utf8").toString("base64");
}

// src/platforms/servers/host/bring.ts
/**
* As {@link Host.bring} says. A stream of tar may break off where nobody there notices it, so the folder gets its name by a second command,
* when both ends are known to be whole.
*/
async function bringThrough(name, tell, from, to, kept, signal) {
	const temporary = `.${randomBytes(8).toString("hex")}.tmp`;
	let packed = Promise.resolve(null);
	const unpack = (child) => converse(child, [
		"unpack",
		to,
		temporary
	], null, () => {
		packed = pack(from, child.stdin);
	});
	const unpacked = await tell(unpack, signal);
	if (unpacked.told === "there") return;
	const wrong = await packed;
	if (wrong !== null) throw new HostError("failed", `On this machine, ${from} cannot be read whole: ${wrong}`);
	if (unpacked.told !== "0") throw failure$1(name, from, to, unpacked);
	const adopt = (child) => converse(child, [
		"adopt",
		to,
		temporary,
		`${kept.newest}`,
		...kept.named
	], "");
	const adopted = await tell(adopt, signal);
	if (adopted.told !== "0") throw failure$1(name, from, to, adopted);
}
/** Sends a folder as a tar stream. @returns null when it was sent whole, else what was wrong */
async function pack(folder, to) {
	const tar = spawn("tar", [
		"-c",
		"-f",
		"-",
		"-C",
		folder,
		"."
	], {
		env: {
			...lastingEnvironment(),
			LC_ALL: "C"
		},
		stdio: "pipe"
	});
	let errors = "";
	tar.stderr.setEncoding("utf8").on("data", (text) => {
		errors = (errors + text).slice(0, 8192);
	});
	let isTaken = true;
	const ended = once(tar, "close").then(([code]) => code === 0 || !isTaken ? null : firstLine(errors) || "tar was ended", (error) => `tar cannot be run (${error.message}): install it`);
	await pipeline(tar.stdout, to).catch(() => {
		isTaken = false;
		tar.kill("SIGKILL");
	});
	return ended;
}
function failure$1(name, from, to, { told, errors }) {
	if (told === "tarless") return new HostError("failed", `On ${name}, tar is not installed, so that ${from} cannot be copied there: install it.`);
	if (/No space left on device|Disk quota exceeded|Wrote only \d+ of/.test(errors)) return new HostError("failed", `On ${name}, there is no room left to copy ${from} to ${to}: make room on that disk.`);
	return new HostError("failed", `On ${name}, ${from} cannot be copied to ${to}: ${firstLine(errors) || "it was broken off"}`);
}
function firstLine(text) {
	return text.trim().split("\n")[0] ?? "";
}

// src/platforms/servers/host/program.ts
/** What ssh's programs get of our environment: nothing that was meant for this step, and messages in the language that we read. */
function sshEnvironment() {
	const names = Object.entries(lastingEnvironment()).filter(([name]) => !/^(LANG|LANGUAGE|LC_.*)$/.test(name));
	return Object.fromEntries(names);
}
/** What a short program did with its input. */
async function finished(child, input) {
	let [out, errors] = ["", ""];
	child.stdout.setEncoding("utf8").on("data", (text) => {
		out += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		errors += text;
	});
	child.stdin.on("error", () => {});
	child.stdin.end(input);
	const [code] = await once(child, "close").catch((error) => Promise.reject(missing(error)));
	return {
		code,
		out,
		errors
	};
}
/** Why a program of OpenSSH could not be started. */
function missing(error) {
	return new HostError("failed", `ssh cannot be run (${error.message}): install openssh-client`, { cause: error });
}

// src/platforms/servers/host/agent.ts
const PATIENCE$2 = 5e3;
const NOT_THERE = 2;
/** Starts an agent in a private folder. The key is text, and is in no file and no argument. */
async function startAgent(folder, key) {
	const socket = join(folder, "agent");
	const env = {
		...sshEnvironment(),
		SSH_AUTH_SOCK: socket,
		SSH_ASKPASS_REQUIRE: "never"
	};
	const keeper = spawn("/bin/sh", ["-c", "ssh-agent -D -a \"$SSH_AUTH_SOCK\" & cat; kill \"$!\""], {
		env,
		detached: true,
		stdio: "pipe"
	});
	const end = () => endGroup(keeper);
	try {
		await addKey(env, key);
		const add = (...args) => finished(spawn("ssh-add", args, {
			env,
			detached: true,
			stdio: "pipe"
		}), "");
		const [listed, shown] = [await add("-L"), await add("-l")];
		const identity = `${socket}.pub`;
		await writeFile(identity, listed.out, { mode: 384 });
		return {
			options: [
				"-o",
				`IdentityAgent=${socket}`,
				"-o",
				"IdentitiesOnly=yes",
				"-o",
				`IdentityFile=${identity}`
			],
			key: shown.out.trim().split(" ").slice(1).join(" "),
			end
		};
	} catch (error) {
		await end();
		throw error;
	}
}
async function addKey(env, key) {
	const text = `${key.replaceAll("\r", "").trim()}\n`;
	const deadline = performance.now() + PATIENCE$2;
	for (;;) {
		const added = await finished(spawn("ssh-add", ["-q", "-"], {
			env,
			detached: true,
			stdio: "pipe"
		}), text);
		if (added.code === 0) return;
		if (added.code !== NOT_THERE || performance.now() > deadline) throw new HostError("failed", `The ssh key cannot be used: give a private key without a passphrase, whole (ssh-add: ${added.errors.trim()})`);
		await setTimeout$1(10);
	}
}

// src/platforms/servers/host/failure.ts
/** What ssh's own words on a connection that it did not get mean. */
function connectFailure(text, attempt) {
	const { destination } = attempt;
	const last = text.trim().split("\n").at(-1) ?? "";
	if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key is known|Host key verification failed/.test(text)) return unknownKey(text, attempt);
	if (/Permission denied \(|Too many authentication failures/.test(text)) {
		const offered = attempt.key === null ? "none of the keys of your ssh agent and in ~/.ssh" : `not the key ${attempt.key}`;
		return new HostError("wrong-key", `${destination} accepts ${offered}: add its public half to ~/.ssh/authorized_keys of that user there, or give the key that is in it (ssh: ${last})`);
	}
	if (/Connection refused/.test(text)) return new HostError("refused", `${destination} refused the connection: start sshd there, or give its port as ssh://user@host:port`);
	if (/timed out|No route to host|unreachable|Could not resolve|Connection (closed|reset)|kex_exchange/.test(text)) return new HostError("unreachable", `${destination} cannot be reached (ssh: ${last}): look at its name, its firewall and whether it is up`);
	return new HostError("failed", `${destination} gave no connection over ssh: ${last === "" ? "ssh said nothing" : text.trim()}`);
}
function unknownKey(text, { destination, knownHosts }) {
	const file = knownHosts ?? "~/.ssh/known_hosts";
	const told = /host key is known for (\S+)|Host key for (\S+) has changed/.exec(text);
	const [, host = destination.replace(/^ssh:\/\/|.*@/g, ""), port] = /^\[(.+)\]:(\d+)$/.exec(told?.[1] ?? told?.[2] ?? "") ?? [];
	const scan = `ssh-keyscan ${port ? `-p ${port} ` : ""}${told && !port ? told[1] ?? told[2] : host}`;
	const compare = "Compare its fingerprint (ssh-keygen -lf) with that of /etc/ssh/ssh_host_*_key.pub there first: anybody in between could answer";
	const what = /HAS CHANGED|has changed/.test(text) ? `has another host key than the one in ${file}: replace that line` : `has a host key that ${file} does not have: add the line`;
	return new HostError("unknown-host-key", `${destination} ${what} by what \`${scan}\` prints. ${compare}.`);
}

// src/platforms/servers/host/master.ts
/** Longer than ssh itself waits for an answer: also for one that came, and no more. */
const PATIENCE$1 = 3e4;
const READY = "sluice-is-connected";
/**
* Connects; an abort of `signal` ends that. Throws {@link HostError} where it fails. The connection ends with us, however we end, because
* its command there ends with its stdin.
*/
async function openMaster(destination, { key, knownHosts }, signal) {
	const folder = await privateFolder();
	const shared = [
		"-T",
		"-S",
		join(folder, "master"),
		"-o",
		"BatchMode=yes",
		"-o",
		"LogLevel=ERROR",
		"-o",
		"RemoteCommand=none"
	];
	const children = /* @__PURE__ */ new Set();
	const start = (args, env) => {
		const child = spawn("ssh", args, {
			env,
			detached: true,
			stdio: "pipe"
		});
		children.add(child);
		return child.once("exit", () => children.delete(child));
	};
	async function close() {
		await Promise.all([...children].map(endGroup));
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
	let master;
	try {
		const agent = key === null ? null : await startAgent(folder, key);
		try {
			const options = [...connecting$1(knownHosts), ...agent?.options ?? []];
			const command = `echo ${READY} && exec cat >/dev/null`;
			master = start([
				...shared,
				...options,
				"--",
				destination,
				command
			], {
				...sshEnvironment(),
				LC_ALL: "C"
			});
			const failed = await failure(master, signal);
			if (failed !== null) throw connectFailure(failed, {
				destination,
				key: agent?.key ?? null,
				knownHosts
			});
		} finally {
			await agent?.end();
		}
	} catch (error) {
		await close();
		signal.throwIfAborted();
		throw error;
	}
	const through = [
		...shared,
		"-o",
		"ControlMaster=no",
		"-o",
		"ProxyCommand=false"
	];
	let forwards = 0;
	return {
		ended: master.exitCode === null && master.signalCode === null ? once(master, "exit").then(close) : close(),
		begin: () => start([
			...through,
			"--",
			destination,
			`exec sh -c '${READER}'`
		], sshEnvironment()),
		async forward(target) {
			const local = join(folder, `${++forwards}`);
			const args = [
				...through,
				"-O",
				"forward",
				"-L",
				`${local}:${target}`,
				"--",
				destination
			];
			const { code, errors } = await finished(start(args, sshEnvironment()), "");
			if (code !== 0) throw new HostError("failed", `${destination}: ${target} cannot be reached through ssh (ssh: ${errors.trim()})`);
			return local;
		},
		close
	};
}
function connecting$1(knownHosts) {
	const options = [
		"ControlMaster=yes",
		"ControlPersist=no",
		"StrictHostKeyChecking=yes",
		"UpdateHostKeys=no",
		"ConnectTimeout=10"
	];
	options.push("ServerAliveInterval=5", "ServerAliveCountMax=3");
	options.push("ClearAllForwardings=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "StreamLocalBindMask=0177");
	if (knownHosts !== null) options.push(`UserKnownHostsFile="${knownHosts.replaceAll("%", "%%")}"`);
	return options.flatMap((option) => ["-o", option]);
}
/** What ssh said where it did not connect; null once it has. */
async function failure(child, signal) {
	let [out, errors] = ["", ""];
	const stop = () => child.kill("SIGKILL");
	signal.addEventListener("abort", stop);
	const late = setTimeout(() => {
		errors += `\nConnection timed out after ${PATIENCE$1 / 1e3}s`;
		stop();
	}, PATIENCE$1);
	child.stdin.on("error", () => {});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		errors = (errors + text).slice(-8192);
	});
	const ready = new Promise((resolve) => {
		child.stdout.setEncoding("utf8").on("data", (text) => {
			out = (out + text).slice(-8192);
			if (out.includes(`${READY}\n`)) resolve(null);
		});
	});
	const ended = once(child, "close").then(() => `${out}${errors}`, (error) => Promise.reject(missing(error)));
	try {
		return await Promise.race([ready, ended]);
	} finally {
		clearTimeout(late);
		signal.removeEventListener("abort", stop);
	}
}

// src/platforms/servers/host/connection.ts
/** sshd drops some of the connections that begin while ten others do (MaxStartups). */
const connecting = lane(8);
function connectionTo(destination, access) {
	const closing = new AbortController();
	let opening = null;
	let forwards = /* @__PURE__ */ new Map();
	function forget(one) {
		if (opening !== one) return;
		opening = null;
		forwards = /* @__PURE__ */ new Map();
	}
	function open() {
		const mine = connecting(() => openMaster(destination, access, closing.signal), closing.signal);
		const done = () => forget(mine);
		mine.then((master) => master.ended).then(done, done);
		return mine;
	}
	function master(signal) {
		opening ??= open();
		return unlessAborted(opening, signal);
	}
	return {
		master,
		async forward(target, attend, signal) {
			const current = await master(signal);
			const known = forwards;
			const made = known.get(target) ?? current.forward(target).then((local) => attend(local).then(() => local));
			known.set(target, made);
			made.catch(() => known.delete(target));
			return unlessAborted(made, signal);
		},
		async drop(broken) {
			const mine = opening;
			if (await mine?.catch(() => null) === broken) forget(mine);
			await broken.close();
		},
		closed: closing.signal,
		async close() {
			closing.abort(new HostError("lost", `The connection to ${destination} was closed.`));
			await (await opening?.catch(() => null))?.close();
		}
	};
}

// src/platforms/servers/host/run.ts
/** How long the machine may take to tell how a line ended that was told to end. */
const PATIENCE = 1e4;
/** Milliseconds after which it is told again: what waits for a lock looks now and then, and what it reads in its last moment is lost. */
const AGAIN = 1e3;
/** A line that is on its own ends that much after its time, in seconds: while we attend to it, we end it better. */
const LATER = 5;
/**
* Runs a line through a process that leads to a shell there, as {@link Host.run} says. Gives null where the answer broke off,
* with what was said as errors.
*/
async function runThrough(child, name, line, options, signal) {
	const { env, folder, lock, log, time } = options;
	const seconds = (time / 1e3 + LATER).toFixed(3);
	const pairs = Object.entries(env).map(([key, value]) => `${key}=${value}`);
	const talk = converse(child, [
		"run",
		line,
		folder ?? "",
		lock,
		log,
		seconds,
		...pairs
	], null, () => talk.say("go"));
	const timers = [];
	const until = AbortSignal.any([signal, AbortSignal.timeout(time)]);
	const end = () => {
		talk.say("end");
		timers.push(setInterval(() => talk.say("end"), AGAIN), setTimeout(talk.hangUp, PATIENCE));
	};
	if (until.aborted) end();
	else until.addEventListener("abort", end, { once: true });
	try {
		const ending = await talk.ending;
		signal.throwIfAborted();
		if (ending.told === null) return { broken: ending };
		if (ending.told === "busy") throw new HostError("busy", busy(name, lock, time, ending.text.trim()));
		const lines = ending.text.split("\n").filter((text) => text.trim() !== "");
		if (ending.told === "away") throw new HostError("no-folder", `On ${name}, a line cannot be run in ${folder}: ${ending.errors}`);
		if (ending.told === "unfit") throw new HostError("failed", `On ${name}, a line cannot be run: ${ending.errors}`);
		return {
			code: until.aborted && ending.told === "137" ? null : Number(ending.told),
			lines
		};
	} finally {
		until.removeEventListener("abort", end);
		timers.forEach(clearTimeout);
	}
}
function busy(name, lock, time, session) {
	const what = session === "" ? "what it runs" : `it (\`pkill -s ${session}\` as the same user)`;
	return `On ${name}, a line of an earlier run still holds ${lock} after ${Math.round(time / 1e3)}s: wait for it, or end ${what}.`;
}

// src/platforms/servers/host/ssh-files.ts
/** The files of a machine, by the script that runs there. */
function filesThrough(name, ask) {
	async function done(what, ending) {
		if (ending.told === "0") return ending;
		throw new HostError("failed", `On ${name}, ${what}: ${ending.errors}`);
	}
	const save = (verb, path, text, mode, signal) => ask([
		verb,
		path,
		mode?.toString(8) ?? "",
		`${Buffer.byteLength(text)}`
	], text, signal);
	return {
		async read(path, signal) {
			const ending = await ask(["read", path], "", signal);
			if (isMissing(ending)) return null;
			return (await done(`${path} cannot be read`, ending)).text;
		},
		async replace(path, text, mode, signal) {
			await done(`${path} cannot be written`, await save("replace", path, text, mode, signal));
		},
		async create(path, text, signal) {
			const ending = await save("create", path, text, 384, signal);
			if (ending.told === "1" && /(^|\n)ln: [^\n]*: (File exists|No such file or directory)$/.test(ending.errors)) return false;
			await done(`${path} cannot be made`, ending);
			return true;
		},
		async list(folder, signal) {
			const ending = await ask(["list", folder], "", signal);
			if (isMissing(ending)) return [];
			return (await done(`${folder} cannot be listed`, ending)).text.split("\n").filter((name) => name !== "");
		},
		async remove(paths, signal) {
			await done("files cannot be removed", await ask(["remove", ...paths], "", signal));
		},
		async isWritable(folder, signal) {
			return (await ask(["writable", folder], "", signal)).told === "0";
		}
	};
}
function isMissing({ told, errors }) {
	return told === "1" && errors.endsWith(": No such file or directory");
}

// src/platforms/servers/host/ssh.ts
/** sshd lets one connection have ten commands at once (MaxSessions); the master's own is one. Lines that take long leave room for files. */
const [LINES, FILES] = [4, 5];
/** `user@host`, `host`, or `ssh://user@host:port`: nothing in it can be an option, or be read by a shell. */
const DESTINATION = /^(ssh:\/\/)?([\w.][\w.+-]*@)?(\[[\da-fA-F:.]+\]|[\w.:][\w.:-]*)(:\d+)?$/;
/** ssh itself failed. */
const OF_SSH = 255;
/**
* A machine that the system's ssh reaches, as the user's ~/.ssh/config says. Connects at first use, and again after the connection broke.
* Throws {@link HostError} where `destination` is none that ssh takes, and when it is used after `close`.
*/
function sshHost(destination, access) {
	if (!DESTINATION.test(destination)) throw new HostError("failed", `"${destination}" is no machine for ssh: write user@host, or ssh://user@host:port`);
	const connection = connectionTo(destination, access);
	const [lines, files] = [lane(LINES), lane(FILES)];
	const tellIn = (turn) => (begin, signal) => turn(async () => {
		const master = await connection.master(signal);
		const ending = await endingOf(begin(master.begin()), signal);
		if (ending.told === null) throw await broken(destination, connection, master, ending);
		return ending;
	}, signal);
	const tell = tellIn(files);
	const ask = (values, content, signal) => tell((child) => converse(child, values, content), signal);
	return {
		name: destination,
		files: filesThrough(destination, ask),
		run: (line, options, signal) => lines(async () => {
			const master = await connection.master(signal);
			const result = await runThrough(master.begin(), destination, line, options, signal);
			if ("broken" in result) throw await broken(destination, connection, master, result.broken);
			return result;
		}, signal),
		bring: (from, to, kept, signal) => bringThrough(destination, tellIn(lines), from, to, kept, signal),
		async socket(path, signal) {
			if (!/^\/[^:%$\\\s]*$/.test(path)) throw new HostError("failed", `ssh cannot be told ${path}: use a whole path without : % $ \\ and blanks`);
			return connection.forward(path, (local) => look(destination, path, local, () => ask(["socket", path], "", connection.closed)), signal);
		},
		async reach(address, signal) {
			if (!/^(\[[\da-fA-F:.]+\]|[\w.-]+):\d+$/.test(address)) throw new HostError("failed", `${address} is no address: write host:port`);
			return { socket: await connection.forward(address, async () => {}, signal) };
		},
		close: connection.close
	};
}
/** What it means that the script did not tell how it ended. */
async function broken(name, connection, master, { code, errors }) {
	if (/Session open refused/.test(errors)) return new HostError("failed", `${name} refuses several commands over one connection: set MaxSessions 10 in its sshd_config`);
	if (code !== OF_SSH && code !== null) return new HostError("failed", `${name} does not run sh with base64: ${errors || `it ended with ${code}`}`);
	await connection.drop(master);
	return new HostError("lost", `The connection to ${name} broke in the middle${errors === "" ? "" : ` (ssh: ${errors})`}.`);
}
/** Whether somebody takes connections at a path there, which ssh itself does not tell. */
async function look(name, path, local, ask) {
	const probe = connect({ path: local });
	let isTurnedAway = false;
	probe.on("error", () => {}).once("close", () => {
		isTurnedAway = true;
	});
	probe.resume();
	const { told } = await ask().finally(() => setImmediate(() => probe.destroy()));
	if (told === "absent") throw new HostError("failed", `On ${name}, there is no socket at ${path}.`);
	if (told === "denied") throw new HostError("failed", `On ${name}, the user may not use ${path}: add it to the socket's group.`);
	if (!isTurnedAway) return;
	throw new HostError("failed", `On ${name}, nobody answers at ${path}, or its sshd_config says AllowStreamLocalForwarding no.`);
}

// src/platforms/servers/host/this-machine.ts
/** The machine that we run on. */
function thisMachine() {
	return {
		name: null,
		files: ownFiles,
		async run(line, options, signal) {
			signal.throwIfAborted();
			const result = await runThrough(shell(), "this machine", line, options, signal);
			if (!("broken" in result)) return result;
			throw new HostError("failed", `A line cannot be run here: ${result.broken.errors || "its shell was ended"}`);
		},
		bring: (from, to, kept, signal) => bringThrough("this machine", tell, from, to, kept, signal),
		socket: async (path) => path,
		reach: async (address) => ({ address }),
		close: async () => {}
	};
}
function shell() {
	return spawn("/bin/sh", ["-c", READER], {
		env: lastingEnvironment(),
		detached: true,
		stdio: "pipe"
	});
}
const tell = async (begin, signal) => {
	signal.throwIfAborted();
	const ending = await endingOf(begin(shell()), signal);
	if (ending.told !== null) return ending;
	throw new HostError("failed", `Nothing can be copied here: ${ending.errors || "its shell was ended"}`);
};

// src/platforms/servers/host/machines.ts
/** The machines that a service file names, each made once; `close` ends what was started for them. */
function machines(ssh) {
	const known = /* @__PURE__ */ new Map();
	return {
		at(host) {
			const machine = known.get(host) ?? (host === null ? thisMachine() : sshHost(host, ssh));
			known.set(host, machine);
			return machine;
		},
		async close() {
			await Promise.all([...known.values()].map((machine) => machine.close()));
		}
	};
}

export { lane as n, HostError as r, machines as t };