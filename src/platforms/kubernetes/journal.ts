import type { Journal, JournalDocument } from '../../ports/journal.ts';
import { journalText, parseJournal, unreadable } from '../journal-text.ts';
import type { Api, Resource } from './api/api.ts';
import { journalName } from './journal-name.ts';

type ConfigMap = Resource & { readonly data?: Readonly<Record<string, string>> };

const KEY = 'journal';
const LABELS = { 'app.kubernetes.io/managed-by': 'sluice' };

/**
 * A journal in a ConfigMap of the namespace. Compare and swap is the API server's own, by `resourceVersion`. One that somebody made without
 * the key is an empty journal: so a Role can do without `create`.
 */
export function configMapJournal(api: Api, service: string, environment: string): Journal {
  const name = journalName(service, environment);
  // The context may say it, which is known only once it was asked.
  let namespace: string | null = null;
  const place = () => `configmap/${name}${namespace === null ? '' : ` in namespace ${namespace}`} (${api.place})`;

  async function folder(signal: AbortSignal): Promise<string> {
    namespace = await api.namespace(signal);
    return `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps`;
  }
  function documentOf(found: ConfigMap): JournalDocument | null {
    const text = found.data?.[KEY];
    if (text === undefined) return null;
    const document = parseJournal(text);
    if (document === null) throw unreadable(place(), `rename its key \`${KEY}\``);
    return document;
  }
  return {
    get place() {
      return place();
    },
    async load(signal) {
      const found = await api.get<ConfigMap>(`${await folder(signal)}/${name}`, signal);
      return found && documentOf(found);
    },
    async save(next, seq, signal) {
      const all = await folder(signal);
      const data = { [KEY]: journalText(next, seq, place()) };
      for (;;) {
        const found = await api.get<ConfigMap>(`${all}/${name}`, signal);
        if (((found && documentOf(found))?.seq ?? 0) !== seq) return 'lost';
        if (found === null) {
          const made = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels: LABELS }, data };
          return (await api.create(all, made, signal)) === 'exists' ? 'lost' : 'saved';
        }
        const metadata = { ...found.metadata, labels: { ...found.metadata.labels, ...LABELS } };
        const changed: ConfigMap = { ...found, metadata, data: { ...found.data, ...data } };
        // Something else of it may have changed, which is no other journal: versions are kept beside it.
        if ((await api.replace(`${all}/${name}`, changed, signal)) !== 'conflict') return 'saved';
      }
    },
  };
}
