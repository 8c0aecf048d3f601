# Thaws a workload when its freeze has lasted too long, or when the server has gone that froze it. Run as
#     sh -c TEXT
# with no environment but variables that begin with gs_. Its input is a pipe that the server holds open as long as it
# wants the freeze, and on which it names the processes that it stops one by one.
trap '' HUP INT TERM
echo watching
stopped=$("$gs_timeout" -s KILL "$gs_bound" "$gs_cat")
set -f
IFS='
'
for group in $gs_groups; do
    [ ! -e "$group/freezer.state" ] || echo THAWED >"$group/freezer.state"
    [ ! -e "$group/cgroup.freeze" ] || echo 0 >"$group/cgroup.freeze"
done
for pid in $stopped; do
    kill -CONT "$pid"
done
