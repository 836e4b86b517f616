import type { CounterQueries, QuerySet } from '../ports/service.ts';

/**
 * Ready-made queries for what counts by track. `{{route}}` and `{{position}}`, which queries of users cannot have: the kind, namespace and
 * name of the route, and the place of the track among its backends.
 */
export const QUERY_SETS: Readonly<Record<QuerySet, CounterQueries>> = {
  // As `platforms/servers` counts: what HAProxy answered instead of a server that hung up is in `sessions_total` and `server_aborts_total` only.
  haproxy: {
    all: { what: 'requests', query: 'haproxy_backend_sessions_total{proxy="{{backend}}"}' },
    bad: 'haproxy_backend_http_responses_total{proxy="{{backend}}",code="5xx"} or haproxy_backend_server_aborts_total{proxy="{{backend}}"}',
    histogram: null,
    unit: 's',
  },
  local: {
    all: { what: 'requests', query: 'sluice_requests_total{port="{{backend}}",track="{{track}}"}' },
    bad: 'sluice_errors_total{port="{{backend}}",track="{{track}}"}',
    histogram: 'sluice_request_duration_seconds_bucket{port="{{backend}}",track="{{track}}"}',
    unit: 's',
  },
  // A service is `<namespace>-<name>-<port>@kubernetescrd`, where the port has a number or a name without dashes, or by the Gateway API, seen of Traefik
  // 3.7, `httproute-…-svc-<namespace>-<name>-<place among the backends>@kubernetesgateway`.
  traefik: {
    all: {
      what: 'requests',
      query: 'traefik_service_requests_total{service=~"(httproute-.+-svc-)?{{namespace}}-{{backend}}-[a-z0-9]+@.+"}',
    },
    bad: 'traefik_service_requests_total{service=~"(httproute-.+-svc-)?{{namespace}}-{{backend}}-[a-z0-9]+@.+",code=~"5..|0"}',
    histogram: 'traefik_service_request_duration_seconds_bucket{service=~"(httproute-.+-svc-)?{{namespace}}-{{backend}}-[a-z0-9]+@.+"}',
    unit: 's',
  },
  // Each backend has a cluster of its own only where one of them has a filter.
  'envoy-gateway': {
    all: {
      what: 'requests',
      query: 'envoy_cluster_upstream_rq_completed{envoy_cluster_name=~"{{route}}/rule/[0-9]+/backend/{{position}}"}',
    },
    bad: 'envoy_cluster_upstream_rq_xx{envoy_cluster_name=~"{{route}}/rule/[0-9]+/backend/{{position}}",envoy_response_code_class="5"}',
    histogram: 'envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name=~"{{route}}/rule/[0-9]+/backend/{{position}}"}',
    unit: 'ms',
  },
  // NGINX Plus only: the open source version counts all requests together.
  'nginx-gateway-fabric': {
    all: {
      what: 'requests',
      query: '{__name__=~"nginx_http_upstream_peer_requests(_total)?",nginx_upstream_name=~"{{namespace}}_{{backend}}_[0-9]+"}',
    },
    bad: '{__name__=~"nginx_http_upstream_peer_responses(_total)?",nginx_upstream_name=~"{{namespace}}_{{backend}}_[0-9]+",nginx_status_range="5xx"}',
    histogram: null,
    unit: 's',
  },
  // What callers saw, so that a pod that does not answer counts; a response code 0 is an answer that never came.
  istio: {
    all: {
      what: 'requests',
      query: 'istio_requests_total{reporter="source",destination_workload_namespace="{{namespace}}",destination_workload="{{track}}"}',
    },
    bad: 'istio_requests_total{reporter="source",destination_workload_namespace="{{namespace}}",destination_workload="{{track}}",response_code=~"5..|0"}',
    histogram:
      'istio_request_duration_milliseconds_bucket{reporter="source",destination_workload_namespace="{{namespace}}",destination_workload="{{track}}"}',
    unit: 'ms',
  },
};
