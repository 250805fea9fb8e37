# Evaluates Tcl programs without Chilkat: every command of it answers 1, so that each
# program runs through its whole happy path, loops included, once.
#
#   tclsh snippets.tcl < list of files
proc evaluate {path} {
    set channel [open $path]
    fconfigure $channel -encoding utf-8
    set code [read $channel]
    close $channel
    if {![info complete $code]} { return "not complete" }
    set child [interp create -safe]
    interp limit $child commands -value 2000000
    $child eval {
        proc load args {}
        proc puts args {}
        proc exit args { error "exit" }
        proc unknown {name args} {
            if {![regexp {^(new_|delete_)?Ck\w+$} $name]} { error "unknown command $name" }
            return 1
        }
    }
    set failed [catch {$child eval $code} message]
    interp delete $child
    if {$failed} { return $message }
    return ""
}
fconfigure stdin -encoding utf-8
while {[gets stdin path] >= 0} {
    set problem [evaluate $path]
    if {$problem ne ""} { puts "$path: [string map {\n { }} $problem]" }
}
