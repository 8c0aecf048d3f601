# Starts one workload, in stages that are one process but for the first: each becomes the next. Run as
#     sh -c TEXT ask COMMAND...
# with no environment but variables that begin with gs_. What is written here until the workload's own output begins is
# said to the server that asked, if it still lives; a launch that says nothing went well.
umask 077
case $0 in

ask)
    # The server's own child, which stays until nothing more can be said: Java stops listening when its child ends.
    "$gs_setsid" --fork "$gs_sh" -c "$gs_text" claim "$@" 2>&1 | while IFS= read -r said; do
        printf '%s\n' "$said"
    done
    ;;

claim)
    # Nobody else may act on this deployment until it is on record that it runs. Whoever acted since this launch was
    # asked for has replaced the ticket: then it must not happen any more.
    exec 9<>"$gs_control" || exit 1
    "$gs_flock" -w 10 9 || { echo "the deployment is being changed by another process"; exit 1; }
    read -r line <&9
    [ "$line" = "$gs_ticket" ] || { echo overtaken; exit 1; }
    # The lock that the engine will carry. Those who only look at it share it for an instant, so wait for that long.
    exec "$gs_flock" -w 1 -F -E 73 "$gs_lock" "$gs_sh" -c "$gs_text" record "$@"
    ;;

record)
    set -f
    IFS='
'
    for group in $gs_cgroups; do
        echo $$ >"$group/cgroup.procs" || { echo "cannot enter the cgroup $group"; exit 1; }
    done
    unset IFS
    # The start time is the 22nd field; the name before it may hold anything and ends with the last parenthesis.
    read -r stat <"/proc/$$/stat" || exit 1
    start=$(set -- ${stat##*) }; echo "${20}")
    printf '{"process":{"pid":%s,"startTicks":%s,"boot":"%s"},"start":%s}\n' $$ "$start" "$gs_boot" "$gs_start" \
        >"$gs_record.tmp" && "$gs_mv" -f "$gs_record.tmp" "$gs_record" || { echo "cannot write $gs_record"; exit 1; }
    : >"$gs_starts"
    exec 9>&-
    exec 8>>"$gs_output" || exit 1
    echo 500 2>/dev/null >"/proc/$$/oom_score_adj"
    ulimit -c 0
    # A server may be started with a low limit that it could raise: the engine gets all there is.
    ulimit -S -n "$(ulimit -H -n)" 2>/dev/null || :
    [ -z "$gs_binds" ] || exec "$gs_unshare" -m "$gs_sh" -c "$gs_text" bind "$@"
    IFS='
'
    exec $gs_become "$gs_sh" -c "$gs_text" become "$@"
    ;;

bind)
    # In a mount namespace of its own: pairs of lines, the folder and where it is shown.
    set -f
    IFS='
'
    from=
    for line in $gs_binds; do
        if [ -z "$from" ]; then from=$line; continue; fi
        "$gs_mount" --bind "$from" "$line" || exit 1
        from=
    done
    exec $gs_become "$gs_sh" -c "$gs_text" become "$@"
    ;;

become)
    # Already the workload's own user.
    cd "$gs_directory" || exit 1
    gs_n=0
    while [ "$gs_n" -lt "$gs_variables" ]; do
        eval "export \"\$gs_variable_$gs_n\""
        unset "gs_variable_$gs_n"
        gs_n=$((gs_n + 1))
    done
    set -f
    IFS='
'
    set -- $gs_env $gs_clean "$@"
    # All but gs_launching, which the last exec alone takes away: gone, the workload itself has begun.
    unset $gs_names
    unset IFS
    exec >&8 2>&8 8>&-
    exec "$@"
    ;;
esac
