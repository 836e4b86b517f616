# The oldest kubectl that has to work. A module of its own: in that of the cluster everything is of one version.

# old_kubectl: prints the folder that has it, for PATH.
old_kubectl() {
  alone build_old_kubectl
  echo "$home/old-kubectl"
}

build_old_kubectl() {
  find_go
  local folder=$home/old-kubectl module=old-kubectl key version
  key=$(key "$module"/{go.mod,go.sum,main.go})
  [[ $(cat "$folder/key" 2>/dev/null) != "$key" ]] || return 0
  mkdir -p "$folder"
  version=v1.$(cd "$here/$module" && "$go" list -m -f '{{.Version}}' k8s.io/kubectl | cut -d. -f2-)
  say "building kubectl $version: about 3 minutes, once"
  compile build -C "$module" -ldflags "$(linked "$version")" -o "$folder/kubectl" .
  echo "$key" >"$folder/key"
}
