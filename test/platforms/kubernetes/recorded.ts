import type { Api } from '../../../src/platforms/kubernetes/api/api.ts';

type Query = Readonly<Record<string, string>> | undefined;

/** The same API server, with what is asked of it as the verbs of a Role: `get apps/deployments shop`, `list /pods`. */
export function recorded(api: Api): { readonly api: Api; readonly asked: Set<string> } {
  const asked = new Set<string>();
  function note(verb: string, path: string, query?: Query): void {
    const [, group = '', rest = ''] = /^\/(?:api|apis\/([^/]+))\/[^/]+\/namespaces\/[^/]+\/(.+)$/.exec(path) ?? [];
    const [plural, name = query?.['fieldSelector']?.replace('metadata.name=', ''), sub] = rest.split('/').map(decodeURIComponent);
    if (plural === undefined || plural === '') return;
    const only = verb === 'get' && name === undefined ? 'list' : verb;
    // Of some every one is meant, whatever its name.
    const isAny = only === 'list' || (verb === 'watch' && query?.['fieldSelector'] === undefined) || verb === 'create' || plural === 'pods';
    asked.add(`${only} ${group}/${plural}${sub === undefined ? '' : `/${sub}`} ${isAny ? '' : name}`.trim());
  }
  return {
    asked,
    api: {
      ...api,
      get: (path, signal, query) => {
        note('get', path, query);
        return api.get(path, signal, query);
      },
      create: (path, object, signal) => {
        note('create', path);
        return api.create(path, object, signal);
      },
      patch: (path, operations, signal) => {
        note('patch', path);
        return api.patch(path, operations, signal);
      },
      remove: (path, signal) => {
        note('delete', path);
        return api.remove(path, signal);
      },
      ask: (path, signal) => {
        note('get', path);
        return api.ask(path, signal);
      },
      changed: (path, from, signal, query) => {
        note('watch', path, query);
        return api.changed(path, from, signal, query);
      },
    },
  };
}
