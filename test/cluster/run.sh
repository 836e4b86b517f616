# A cluster for one command.

# run COMMAND...: its status is the command's. The lock tells a cluster that another run uses from one that a killed run left.
run() {
  build
  exec 8>"$home/run.lock"
  flock --nonblock 8 || { say "waiting for the cluster of another run" && flock 8; }
  if [[ -e $state && ! -e $state/of-a-run ]]; then
    say "using the cluster that runs"
  else
    down
    trap down EXIT
    mkdir -p "$state"
    touch "$state/of-a-run"
    start_cluster
  fi
  eval "$(exports)"
  # What the cluster is made of comes first: what it promises within seconds is what the tests count on.
  nice -n 5 "$@" 8>&-
}
