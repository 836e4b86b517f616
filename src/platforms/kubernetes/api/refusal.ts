import { Refused } from '../../../ports/reason.ts';
import { ApiError } from './api.ts';
import type { Answer, Call } from './call.ts';
import { forbidden } from './forbidden.ts';

/** How the API server says no. */
type Status = {
  readonly kind: 'Status';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly name?: string; readonly causes?: readonly Cause[] };
};

type Cause = { readonly reason?: string; readonly message?: string; readonly field?: string };

const MOST_SHOWN = 600;
const NO_DRY_RUN = /does not support dry run/;
const LACKED = /^.* cannot [\w-]+ resource "[^"]+" in API group "[^"]*"( in the namespace "[^"]+")?/;

/** What an answer means that is neither what was asked for nor one that the caller knows what to do with. */
export function refusal(place: string, call: Call, answer: Answer, said: string): Error {
  const { method, path } = call;
  const { status, headers } = answer;
  if (isOfKubectl(answer)) return unreached(place, shown(answer.text), said);
  const message = call.secret ? withoutQuotes(answer) : messageOf(answer);
  if (status === 403) return forbidden(message);
  if (status === 401) {
    const login = 'log in again before this step, or renew the token or certificate in the kubeconfig';
    return new Refused('precondition', `The API server of ${place} does not accept the login of kubectl (${message}): ${login}`);
  }
  if ((status === 429 || status >= 500) && !isMalformed(answer)) {
    const after = headers['retry-after'] === undefined ? '' : `; it wants to be asked again after ${headers['retry-after']}s`;
    return new Error(`The API server of ${place} answers ${status} to ${method} ${path}: ${message}${after}`);
  }
  // Others may end this one: a quota that is counted, a namespace that is being removed.
  if (status === 409) return new Error(`The API server of ${place} refuses ${method} ${path} for now: ${message}`);
  return new ApiError(status, `The API server of ${place} refuses ${method} ${path} with ${status}: ${message}`);
}

/** What the API server itself says no with; null for what else answers through it. */
export function statusOf({ headers, text }: Answer): Status | null {
  if (!headers['content-type']?.startsWith('application/json')) return null;
  try {
    const said = JSON.parse(text) as Partial<Status> | null;
    return said?.kind === 'Status' ? (said as Status) : null;
  } catch {
    return null;
  }
}

/** Whether a patch does not fit what is there: a failed `test` is told in no other words. What makes an object invalid is told with its name. */
export function isMisfit(answer: Answer): boolean {
  const details = statusOf(answer)?.details;
  return answer.status === 422 && details !== undefined && details.name === undefined && details.causes === undefined;
}

/** Whether what was to be applied has fields that its kind does not have, or values of another type: the API server has no other status for it. */
function isMalformed(answer: Answer): boolean {
  return /^failed to (create typed patch|convert new) object /.test(statusOf(answer)?.message ?? '');
}

/** Whether the answer is kubectl's own: the API server gives each of its answers a number for its audit. */
export function isOfKubectl({ status, headers }: Answer): boolean {
  return status === 500 && headers['audit-id'] === undefined && headers['content-type']?.startsWith('text/plain') === true;
}

/** What is wrong without any value: which fields, or which right is missing. Parsers, validation and webhooks quote what they do not like. */
function withoutQuotes(answer: Answer): string {
  const { message = '', details } = statusOf(answer) ?? {};
  const [right] = (answer.status === 403 && LACKED.exec(message)) || [];
  if (right !== undefined) return shown(right);
  if (NO_DRY_RUN.test(message)) return 'an admission webhook does not support dry run';
  const fields = (details?.causes ?? []).flatMap(({ field }) => field ?? []);
  const where = isMalformed(answer) ? ': a field that its kind does not have, a value of another type, or no base64 under `data`' : '';
  return `it is ${fields.length === 0 ? 'not accepted' : `invalid at ${shown(fields.join(', '))}`}${where} (more is not shown, as it may quote what is secret)`;
}

function messageOf(answer: Answer): string {
  return shown(statusOf(answer)?.message ?? answer.text) || `status ${answer.status}`;
}

function shown(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MOST_SHOWN);
}

/** kubectl did not get through to the API server. */
function unreached(place: string, kubectl: string, said: string): Error {
  if (/getting credentials|exec plugin|oauth2|refresh token/i.test(kubectl)) {
    const words = said === '' ? kubectl : `${kubectl}; ${shown(said)}`;
    return new Error(`kubectl cannot log in to ${place} (${words}): log in again before this step, or renew what it logs in with`);
  }
  const look = /x509|certificate|tls:/i.test(kubectl)
    ? 'look at `certificate-authority` and `server` of its cluster in the kubeconfig'
    : 'look at `server` of its cluster in the kubeconfig, the network between, and whether it is up';
  return new Error(`The API server of ${place} cannot be reached (kubectl: ${kubectl}): ${look}`);
}
