/**
 * What every command is, so that nothing of the user's is an argument there: it reads the script below, then what the script reads.
 * (`sh -s` would not do: dash reads ahead, and takes the values for commands.)
 */
export const READER = 'IFS= read -r script && eval "$(printf %s "$script" | base64 -d)"';

/**
 * The one script for sh, with flock, setsid (util-linux), base64, stat, sync and timeout (coreutils), and tar. On its stdin: a nonce, a number,
 * as many values in base64 (the verb first), and what a file shall hold. On its stdout: the nonce, the answer, the nonce and how it ended.
 * One that ends early (a connection that breaks) does nothing, or leaves a file as it was.
 */
export const SCRIPT = `
IFS= read -r nonce && read -r count || exit 1
while [ "$count" -gt 0 ]; do
  IFS= read -r value || exit 1
  value=$(printf %s "$value" | base64 -d && echo .) || exit 1
  set -- "$@" "$\{value%.}"
  count=$((count - 1))
done
tell() { printf '\\n%s = %s\\n' "$nonce" "$1"; exit 0; }
at() { case $1 in "~/"*) path=$HOME/$\{1#??} ;; *) path=$1 ;; esac; }
folder_of() { case $1 in */*) folder=$\{1%/*}/ ;; *) folder=. ;; esac; }
end_session() {
  kill -KILL -- "-$1" 2>/dev/null
  session=$1 rounds=0
  while [ "$rounds" -lt 50 ]; do
    found=
    for file in /proc/[0-9]*/stat; do
      { read -r text <"$file"; } 2>/dev/null || continue
      set -- $\{text##*) }
      [ "$4" = "$session" ] && [ "$1" != Z ] || continue
      file=$\{file#/proc/}
      kill -KILL "$\{file%/stat}" 2>/dev/null && found=yes
    done
    [ -n "$found" ] || return 0
    rounds=$((rounds + 1))
    sleep 0.1
  done
}
printf '%s\\n' "$nonce"
verb=$1; shift
[ "$verb" = run ] || export LC_ALL=C
case $verb in
read) at "$1"; cat -- "$path" || tell 1 ;;
list) at "$1"; ls -A -- "$path/." || tell 1 ;;
remove) for one; do at "$one"; rm -f -- "$path" || tell 1; done ;;
writable) at "$1"; [ -w "$path" ] || tell 1 ;;
socket)
  [ -S "$1" ] || tell absent
  [ -w "$1" ] || tell denied ;;
replace|create)
  at "$1"; folder_of "$path"; mode=$2; size=$3
  umask 077
  mkdir -p -- "$folder" || tell 1
  temporary=$path.$nonce.tmp
  trap 'rm -f -- "$temporary"' EXIT
  base64 -d >"$temporary" || tell 1
  [ "$(wc -c <"$temporary")" -eq "$size" ] || exit 1
  [ -n "$mode" ] || mode=$(stat -L -c %a -- "$path" 2>/dev/null) || mode=644
  chmod "$mode" -- "$temporary" && sync -- "$temporary" || tell 1
  if [ "$verb" = replace ]; then mv -fT -- "$temporary" "$path"; else ln -T -- "$temporary" "$path"; fi || tell 1
  sync -- "$folder" || tell 1 ;;
unpack)
  at "$1"; temporary=$2
  [ ! -d "$path" ] || tell there
  command -v tar >/dev/null || tell tarless
  folder_of "$path"
  ( umask 077; mkdir -p -- "$folder" ) || tell 1
  # Left over by runs that were lost: nobody else writes here.
  rm -rf -- "$folder".*.tmp
  cd -- "$folder" && mkdir -- "$temporary" || tell 1
  printf '%s ready\\n' "$nonce"
  umask 022
  tar -x -f - -C "$temporary" --no-same-owner --no-same-permissions && touch -- "$temporary" && sync -f -- "$temporary" && tell 0
  rm -rf -- "$temporary"
  tell 1 ;;
adopt)
  at "$1"; folder_of "$path"; temporary=$2; newest=$3
  shift 3
  cd -- "$folder" && mv -T -- "$temporary" "$path" && sync -- . || tell 1
  ls -1t | {
    while IFS= read -r old; do
      newest=$((newest - 1))
      [ "$newest" -lt 0 ] || continue
      for kept; do [ "$kept" != "$old" ] || continue 2; done
      rm -rf -- "./$old"
    done
  } ;;
run)
  for tool in flock setsid timeout; do command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; tell unfit; }; done
  __line=$1 __seconds=$5
  at "$3"; lock=$path; at "$4"; log=$path; at "$\{2:-$HOME}"; place=$path
  shift 5
  folder_of "$log"; mine=$folder; folder_of "$lock"
  ( umask 077; mkdir -p -- "$folder" "$mine" && : >>"$lock" ) && exec 9>>"$lock" || tell unfit
  # Asked again and again, because who waits in flock does not hear that nobody waits for it any more.
  while :; do
    flock -n 9
    case $? in 0) break ;; 1) ;; *) tell unfit ;; esac
    timeout 0.2 dd bs=4 count=1 >/dev/null 2>&1
    [ $? -eq 124 ] || { cat -- "$lock.session" 2>/dev/null; tell busy; }
  done
  # Whom nobody attends to does not begin: a later run may have asked for another version.
  printf '%s ready\\n' "$nonce"
  [ "$(timeout 20 dd bs=3 count=1 2>/dev/null)" = go ] || tell busy
  cd -- "$place" || tell away
  ( umask 077; rm -f -- "$log" && : >"$log" ) && exec 4>>"$log" || tell unfit
  exec 3<&0
  (
    for __pair; do export "$__pair"; done
    export __line
    # timeout holds the lock, and bounds a line that is on its own after the connection broke.
    exec setsid timeout -s KILL "$__seconds" /bin/sh -c 'exec 9>&-
eval "unset __line
$__line"' </dev/null >&4 2>&1 3<&- 4>&-
  ) &
  session=$! asked=
  trap 'asked=yes' USR1
  exec 9>&- 4>&-
  ( umask 077; echo "$session" >"$lock.session" )
  { if read -r word <&3 && [ "$word" = end ]; then kill -USR1 $$; else kill $$; fi; } >/dev/null 2>&1 &
  watcher=$!
  wait "$session"
  code=$?
  [ -z "$asked" ] || { end_session "$session"; code=137; }
  kill "$watcher" 2>/dev/null
  tail -c 8192 -- "$log" | tail -n 20
  tell "$code" ;;
esac
tell 0
`;
