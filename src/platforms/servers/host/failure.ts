import { HostError } from './host.ts';

/** What was tried, to be told where it failed. */
export type Attempt = {
  readonly destination: string;
  /** Fingerprint and comment of the one key that was offered; null: those of the user's agent and usual files. */
  readonly key: string | null;
  readonly knownHosts: string | null;
};

/** What ssh's own words on a connection that it did not get mean. */
export function connectFailure(text: string, attempt: Attempt): HostError {
  const { destination } = attempt;
  const last = text.trim().split('\n').at(-1) ?? '';
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key is known|Host key verification failed/.test(text)) return unknownKey(text, attempt);
  if (/Permission denied \(|Too many authentication failures/.test(text)) {
    const offered = attempt.key === null ? 'none of the keys of your ssh agent and in ~/.ssh' : `not the key ${attempt.key}`;
    const add = 'add its public half to ~/.ssh/authorized_keys of that user there, or give the key that is in it';
    return new HostError('wrong-key', `${destination} accepts ${offered}: ${add} (ssh: ${last})`);
  }
  if (/Connection refused/.test(text)) {
    return new HostError('refused', `${destination} refused the connection: start sshd there, or give its port as ssh://user@host:port`);
  }
  if (/timed out|No route to host|unreachable|Could not resolve|Connection (closed|reset)|kex_exchange/.test(text)) {
    return new HostError(
      'unreachable',
      `${destination} cannot be reached (ssh: ${last}): look at its name, its firewall and whether it is up`,
    );
  }
  return new HostError('failed', `${destination} gave no connection over ssh: ${last === '' ? 'ssh said nothing' : text.trim()}`);
}

function unknownKey(text: string, { destination, knownHosts }: Attempt): HostError {
  const file = knownHosts ?? '~/.ssh/known_hosts';
  const told = /host key is known for (\S+)|Host key for (\S+) has changed/.exec(text);
  const [, host = destination.replace(/^ssh:\/\/|.*@/g, ''), port] = /^\[(.+)\]:(\d+)$/.exec(told?.[1] ?? told?.[2] ?? '') ?? [];
  const scan = `ssh-keyscan ${port ? `-p ${port} ` : ''}${told && !port ? (told[1] ?? told[2]) : host}`;
  const compare =
    'Compare its fingerprint (ssh-keygen -lf) with that of /etc/ssh/ssh_host_*_key.pub there first: anybody in between could answer';
  const changed = /HAS CHANGED|has changed/.test(text);
  const what = changed
    ? `has another host key than the one in ${file}: replace that line`
    : `has a host key that ${file} does not have: add the line`;
  return new HostError('unknown-host-key', `${destination} ${what} by what \`${scan}\` prints. ${compare}.`);
}
