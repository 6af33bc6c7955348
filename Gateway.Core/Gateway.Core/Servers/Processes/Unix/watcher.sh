# Ends what a gateway has started when the gateway is gone, however it went: its end closes our stdin.
# Until then each line says: "run MARK", "begin GROUP" or "end GROUP".
trap '' HUP INT QUIT TERM TSTP TTIN TTOU

# The ids of all processes with the mark in their environment. It is in no environment and no argument of ours.
marked() {
    if [ -r /proc/self/environ ]; then
        for file in $(printf '%s\n' "$mark" | grep -lsFf - /proc/[0-9]*/environ); do
            file=${file#/proc/}
            echo "${file%/environ}"
        done
    else
        ps -A -E -ww -o pid= -o command= | while read -r id rest; do
            case $rest in *"$mark"*) echo "$id" ;; esac
        done
    fi
}

watch() {
    mark=
    groups=
    while read -r word value; do
        case $word in
            run) mark=$value ;;
            begin) groups="$groups $value" ;;
            end)
                left=
                for group in $groups; do [ "$group" = "$value" ] || left="$left $group"; done
                groups=$left
                ;;
        esac
    done
    [ "$mark" ] || exit 0

    round=0
    signal=TERM
    while [ $round -lt 100 ]; do
        found=
        for group in $groups; do kill -s $signal -- "-$group" && found=yes; done
        for id in $(marked); do kill -s $signal "$id" && found=yes; done
        [ "$found" ] || exit 0
        round=$((round + 1))
        [ $round -ge 4 ] && signal=KILL
        # Nobody but zombies is left in the groups by then; what still forks carries the mark.
        [ $round -ge 8 ] && groups=
        sleep 0.1 || sleep 1
    done
}

# In the background, whose stdin is /dev/null if nobody says otherwise: this shell ends at once, and the watcher is
# nobody's child. A client that kills the gateway together with its children does not find it.
exec 3<&0
watch <&3 3<&- &
