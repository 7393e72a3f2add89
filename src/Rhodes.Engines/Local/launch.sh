# Runs one rank of an attempt. The engine writes the values that it needs before these lines:
#   root attempt folder  the engine's folder, the attempt's in it, the rank's in that
#   group                its control group; empty: it has none
#   become               the command that turns into the job's user
#   workdir refusal      where the program begins, and what is said when its user cannot go there
#   keep watch           bytes of output that are kept at least, and seconds between two looks at how much there is
# Called by the engine with the engine's term: launch TERM. Calls itself to become the program: launch program.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 077
cd /

# Which process, when it began in ticks since the start of the machine, and which start of the machine.
# A number alone is given to other processes later.
identity() {
  number=$1
  read -r stat <"/proc/$number/stat" || return 1
  read -r boot </proc/sys/kernel/random/boot_id || return 1
  set -- ${stat##*) }
  echo "$number ${20} $boot"
}

# What is written appears whole or not at all.
record() {
  [ -d "$folder" ] || exit 1
  printf '%s\n' "$2" >"$folder/$1.part" && sync "$folder/$1.part" && mv -f "$folder/$1.part" "$folder/$1"
}

finish() {
  until record exit "$1
$2"; do sleep 1; done # a full disk has room again some time
  exit 0
}

# Gives back the disk under all but the last of what was written. Offsets stay what they are, and nobody who writes is disturbed.
trim() {
  size=$(stat -c %s "$folder/$1") || return
  gone=$(((size - keep) / 65536 * 65536))
  [ "$gone" -gt 0 ] || gone=0
  was=0
  [ ! -e "$folder/$1.gone" ] || read -r was <"$folder/$1.gone"
  # First, so that nobody takes the hole for what was written.
  [ "$gone" -eq "$was" ] || record "$1.gone" "$gone" || return
  [ "$gone" -eq 0 ] || fallocate --punch-hole --offset 0 --length "$gone" "$folder/$1"
}

if [ "$1" = program ]; then
  identity $$ >"$folder/child.part" && mv -f "$folder/child.part" "$folder/child" || exit 125
  [ -z "$group" ] || echo $$ >"$group/cgroup.procs" || exit 125
  [ ! -e "$attempt/over" ] || exit 125 # whoever ends the attempt writes this first, and looks for processes after
  # .NET ignores SIGPIPE, and what is ignored is inherited, unless env is new enough to put it right.
  default=--default-signal
  env "$default" true 2>/dev/null || default=
  exec $become env -i $default "RHODES_RANK_FOLDER=$folder" /bin/sh -s <"$folder/program"
fi

exec </dev/null >>"$folder/launcher.log" 2>&1
read -r term <"$root/term"
[ "$term" = "$1" ] || exit 0 # of an engine that is gone; the one after it starts what is to be started

# The token. A link to a file that is whole is made once, whoever tries and whenever they are killed.
identity $$ >"$folder/claim.$$" || exit 1
ln -T "$folder/claim.$$" "$folder/claim"
won=$?
rm -f "$folder/claim.$$"
[ "$won" -eq 0 ] || exit 0

[ ! -e "$attempt/over" ] || finish 125 "it was ended before it began"
$become /bin/sh -c 'cd -- "$1"' sh "$workdir" || finish 125 "$refusal"

(
  trap 'kill $!; exit' TERM
  while :; do
    sleep "$watch" &
    wait $!
    kill -0 $$ || exit # the launcher was killed
    trim out
    trim err
  done
) &
watcher=$!
# In the foreground: a shell lets what it puts in the background ignore interrupts.
setsid /bin/sh "$0" program >>"$folder/out" 2>>"$folder/err"
code=$?
read -r child rest <"$folder/child" && kill -KILL -- "-$child" # whatever it left behind in its group
kill "$watcher" && wait "$watcher"
trim out
trim err
finish "$code" ""
