import type { Resource } from '../../api/api.ts';

/** An object that says which backend gets what share of which requests, in the way of its {@link Dialect}. */
export type Route = Resource & { readonly spec?: Readonly<Record<string, unknown>> };

/** Where a route is: the path of all in its namespace, and how people name it. */
export type Place = { readonly all: string; readonly path: string; readonly title: string; readonly namespace: string };
