# The commands of Chilkat's Tcl package that the programs use, as far as they use them.
#
#   CKSHIM_VALUES=file tclsh ckshim.tcl program.tcl
#
# Sends requests over plain sockets, writes each value that is read from an answer into the
# file (path, tab, value), and reports objects that are deleted twice, or never.

namespace eval ck {
    variable next 0
    variable alive; array set alive {}
    variable data; array set data {}
    variable prop; array set prop {}
    variable faults 0
}

proc ck::fault {text} { incr ck::faults; puts stderr "ckshim: $text" }

proc ck::new {class {value {}}} {
    set id "$class#[incr ck::next]"
    set ck::alive($id) 1
    set ck::data($id) $value
    return $id
}

proc ck::delete {class id} {
    if {![info exists ck::alive($id)]} { fault "$id is deleted, and not alive"; return }
    if {![string match "$class#*" $id]} { fault "$id is no $class" }
    unset ck::alive($id)
}

proc ck::use {id} { if {![info exists ck::alive($id)]} { fault "$id is used, and not alive" } }

proc ck::finish {} {
    foreach id [lsort [array names ck::alive]] { fault "$id is never deleted" }
    if {$ck::faults} { quit 3 }
    quit 0
}

proc ck::record {path value} {
    set channel [open $::env(CKSHIM_VALUES) a]
    fconfigure $channel -encoding utf-8
    puts $channel "$path\t[string map {\\ \\\\ \n \\n \r \\r \t \\t} $value]"
    close $channel
}

# --- JSON: {o dict} {a list} {s text} {n text} {b 0} {z}

proc ck::parse {text} {
    set at 0
    return [value $text at]
}

proc ck::blank {text name} {
    upvar 1 $name at
    while {[string first [string index $text $at] " \t\r\n"] >= 0 && $at < [string length $text]} {
        incr at
    }
}

proc ck::value {text name} {
    upvar 1 $name at
    blank $text at
    switch -- [string index $text $at] {
        "\{" {
            incr at
            set members [dict create]
            blank $text at
            while {[string index $text $at] ne "\}"} {
                if {[string index $text $at] eq ","} { incr at }
                blank $text at
                set key [lindex [value $text at] 1]
                blank $text at
                incr at
                dict set members $key [value $text at]
                blank $text at
            }
            incr at
            return [list o $members]
        }
        "\[" {
            incr at
            set elements {}
            blank $text at
            while {[string index $text $at] ne "\]"} {
                if {[string index $text $at] eq ","} { incr at }
                lappend elements [value $text at]
                blank $text at
            }
            incr at
            return [list a $elements]
        }
        "\"" {
            regexp -start $at -indices {\A"((?:[^"\\]|\\.)*)"} $text all inner
            set raw [string range $text {*}$inner]
            set at [expr {[lindex $all 1] + 1}]
            # What JSON and Tcl spell alike; a slash needs no word.
            return [list s [subst -nocommands -novariables [string map {\\/ /} $raw]]]
        }
        default {
            regexp -start $at {\A[^\s,\]\}]+} $text word
            incr at [string length $word]
            switch -- $word {
                true { return {b 1} }
                false { return {b 0} }
                null { return z }
            }
            return [list n $word]
        }
    }
}

proc ck::quoted {text} {
    set map [list \\ \\\\ \" \\\" \n \\n \r \\r \t \\t \b \\b \f \\f]
    return "\"[string map $map $text]\""
}

proc ck::emit {node} {
    lassign $node kind value
    switch -- $kind {
        o {
            set parts {}
            dict for {key member} $value { lappend parts "[quoted $key]:[emit $member]" }
            return "{[join $parts ,]}"
        }
        a {
            set parts {}
            foreach element $value { lappend parts [emit $element] }
            return "\[[join $parts ,]\]"
        }
        s { return [quoted $value] }
        n { return $value }
        b { return [expr {$value ? "true" : "false"}] }
        z { return null }
    }
}

proc ck::path {id path} {
    foreach letter {I J K} {
        if {[info exists ck::prop($id,$letter)]} {
            set index $ck::prop($id,$letter)
            set path [string map [list "\[[string tolower $letter]\]" "\[$index\]"] $path]
        }
    }
    return $path
}

proc ck::steps {path} {
    set steps {}
    foreach part [split $path .] {
        regexp {^(.*?)((?:\[\d+\])*)$} $part - key indexes
        lappend steps [list key $key]
        foreach {- index} [regexp -all -inline {\[(\d+)\]} $indexes] { lappend steps [list at $index] }
    }
    return $steps
}

proc ck::find {node steps} {
    foreach step $steps {
        lassign $step how which
        lassign $node kind value
        if {$how eq "key" && $kind eq "o" && [dict exists $value $which]} {
            set node [dict get $value $which]
        } elseif {$how eq "at" && $kind eq "a" && $which < [llength $value]} {
            set node [lindex $value $which]
        } else {
            return ""
        }
    }
    return $node
}

proc ck::put {node steps new} {
    if {![llength $steps]} { return $new }
    set rest [lassign $steps step]
    lassign $step how which
    lassign $node kind value
    if {$how eq "key"} {
        if {$kind ne "o"} { set value [dict create] }
        set inner [expr {[dict exists $value $which] ? [dict get $value $which] : ""}]
        dict set value $which [put $inner $rest $new]
        return [list o $value]
    }
    if {$kind ne "a"} { set value {} }
    while {[llength $value] <= $which} { lappend value z }
    lset value $which [put [lindex $value $which] $rest $new]
    return [list a $value]
}

proc ck::text {node} {
    lassign $node kind value
    switch -- $kind {
        s - n { return $value }
        b { return [expr {$value ? "true" : "false"}] }
        z - "" { return "" }
        default { return [emit $node] }
    }
}

proc ck::update {id path node} {
    use $id
    if {$ck::data($id) eq ""} { set ck::data($id) [list o [dict create]] }
    set ck::data($id) [put $ck::data($id) [steps $path] $node]
}

proc ck::read {id path} {
    use $id
    set full [path $id $path]
    set node [find $ck::data($id) [steps $full]]
    set before [expr {[info exists ck::prop($id,place)] ? $ck::prop($id,place) : ""}]
    if {$node ne ""} { record "$before[expr {$before eq "" ? "" : "."}]$full" [text $node] }
    return [text $node]
}

proc ck::element {id index} {
    use $id
    set before [expr {[info exists ck::prop($id,place)] ? $ck::prop($id,place) : ""}]
    return [list "$before\[$index\]" [lindex [lindex $ck::data($id) 1] $index]]
}

# --- HTTP

proc ck::send {http verb url type body} {
    use $http
    set ck::prop($http,LastMethodSuccess) 0
    if {![regexp {^http://([^/:?]+):(\d+)(.*)$} $url - host port target]} {
        set ck::prop($http,LastErrorText) "cannot reach $url"
        return ""
    }
    set channel [socket $host $port]
    fconfigure $channel -translation binary
    set head "$verb [encoding convertto utf-8 $target] HTTP/1.0\r\nHost: $host:$port\r\n"
    set headers $ck::data($http)
    if {[info exists ck::prop($http,BasicAuth)] && $ck::prop($http,BasicAuth)} {
        set pair "$ck::prop($http,Login):$ck::prop($http,Password)"
        set pair [binary encode base64 [encoding convertto utf-8 $pair]]
        lappend headers Authorization "Basic $pair"
    }
    if {[info exists ck::prop($http,AuthToken)]} {
        lappend headers Authorization "Bearer $ck::prop($http,AuthToken)"
    }
    set typed 0
    foreach {key value} $headers {
        append head "$key: [encoding convertto utf-8 $value]\r\n"
        if {[string tolower $key] eq "content-type"} { set typed 1 }
    }
    if {$type ne "" && !$typed} { append head "Content-Type: $type\r\n" }
    if {$body ne "" || $verb ni {GET HEAD DELETE}} {
        append head "Content-Length: [string length $body]\r\n"
    }
    puts -nonewline $channel "$head\r\n$body"
    flush $channel
    set answer [::read $channel]
    close $channel
    set split [string first "\r\n\r\n" $answer]
    set ck::prop($http,LastMethodSuccess) 1
    set header [string range $answer 0 $split]
    regexp {^HTTP/\S+ (\d+)} $header - status
    set ck::prop($http,LastStatus) $status
    set ck::prop($http,LastHeader) $header
    set id [new HttpResponse]
    set ck::prop($id,StatusCode) $status
    set ck::prop($id,Header) $header
    set ck::prop($id,BodyStr) [encoding convertfrom utf-8 [string range $answer $split+4 end]]
    return $id
}

proc ck::form {pairs} {
    set parts {}
    foreach {key value} $pairs { lappend parts "[encoded $key]=[encoded $value]" }
    return [join $parts &]
}

proc ck::encoded {text} {
    set out ""
    foreach byte [split [encoding convertto utf-8 $text] ""] {
        if {[string match {[A-Za-z0-9._~-]} $byte]} {
            append out $byte
        } else {
            append out [format %%%02X [scan $byte %c]]
        }
    }
    return $out
}

proc ck::bytes {path} {
    set channel [open $path rb]
    set bytes [::read $channel]
    close $channel
    return $bytes
}

# --- the commands

foreach class {Http HttpRequest HttpResponse JsonObject JsonArray StringBuilder Xml BinData} {
    interp alias {} new_Ck$class {} ck::new $class
    interp alias {} delete_Ck$class {} ck::delete $class
}

foreach {class names} {
    Http {AuthToken BasicAuth Login Password}
    HttpRequest {HttpVerb Path ContentType}
    JsonObject {EmitCompact I J K}
    JsonArray {EmitCompact}
    Xml {Tag Content}
} {
    foreach name $names {
        proc Ck${class}_put_$name {id value} "ck::use \$id; set ck::prop(\$id,$name) \$value"
    }
}
foreach {command name} {
    CkHttp_get_LastMethodSuccess LastMethodSuccess CkHttp_get_LastStatus LastStatus
    CkHttp_lastErrorText LastErrorText CkHttp_lastHeader LastHeader
    CkHttpResponse_get_StatusCode StatusCode CkHttpResponse_header Header
    CkHttpResponse_bodyStr BodyStr
} {
    proc $command {id} "ck::use \$id; return \$ck::prop(\$id,$name)"
}

proc CkHttp_SetRequestHeader {http key value} { lappend ck::data($http) $key $value }
proc CkHttp_QuickGetSb {http url sb} {
    set resp [ck::send $http GET $url "" ""]
    if {$resp eq ""} { return 0 }
    set ck::data($sb) $ck::prop($resp,BodyStr)
    unset ck::alive($resp)
    return [expr {$ck::prop($resp,StatusCode) < 400}]
}
proc CkHttp_QuickRequest {http verb url} { return [ck::send $http $verb $url "" ""] }
proc CkHttp_QuickRequestParams {http verb url json} {
    set pairs {}
    dict for {key node} [lindex $ck::data($json) 1] { lappend pairs $key [ck::text $node] }
    return [ck::send $http $verb "$url?[ck::form $pairs]" "" ""]
}
proc CkHttp_PTextSb {http verb url sb charset type md5 gzip} {
    ck::use $sb
    return [ck::send $http $verb $url $type [encoding convertto utf-8 $ck::data($sb)]]
}
proc CkHttp_PostJson3 {http url type json} {
    ck::use $json
    if {$ck::data($json) eq ""} { set ck::data($json) {o {}} }
    return [ck::send $http POST $url $type [encoding convertto utf-8 [ck::emit $ck::data($json)]]]
}
proc CkHttp_PBinaryBd {http verb url bd type md5 gzip} {
    return [ck::send $http $verb $url $type $ck::data($bd)]
}
proc CkHttp_PostUrlEncoded {http url req} {
    return [ck::send $http POST $url application/x-www-form-urlencoded [ck::form $ck::data($req)]]
}
proc CkHttp_SynchronousRequest {http host port tls req} {
    set url "http[expr {$tls ? "s" : ""}]://$host:$port$ck::prop($req,Path)"
    set type $ck::prop($req,ContentType)
    if {[info exists ck::prop($req,headers)]} { lappend ck::data($http) {*}$ck::prop($req,headers) }
    if {$type ne "multipart/form-data"} {
        return [ck::send $http $ck::prop($req,HttpVerb) $url $type [ck::form $ck::data($req)]]
    }
    set body ""
    foreach part $ck::data($req) {
        lassign $part name file content content_type
        set said "form-data; name=\"$name\""
        if {$file ne ""} { append said "; filename=\"$file\"" }
        append body "--ckshim\r\nContent-Disposition: $said\r\nContent-Type: $content_type\r\n\r\n"
        append body "$content\r\n"
    }
    append body "--ckshim--\r\n"
    return [ck::send $http $ck::prop($req,HttpVerb) $url "$type; boundary=ckshim" $body]
}

proc CkHttpRequest_AddParam {req key value} { lappend ck::data($req) $key $value }
proc CkHttpRequest_AddHeader {req key value} { lappend ck::prop($req,headers) $key $value }
proc CkHttpRequest_AddStringForUpload2 {req name file text charset type} {
    set name [encoding convertto utf-8 $name]
    lappend ck::data($req) [list $name $file [encoding convertto utf-8 $text] $type]
}
proc CkHttpRequest_AddFileForUpload2 {req name path type} {
    set name [encoding convertto utf-8 $name]
    lappend ck::data($req) [list $name [file tail $path] [ck::bytes $path] $type]
}
proc CkHttpResponse_GetBodySb {resp sb} { ck::use $resp; set ck::data($sb) $ck::prop($resp,BodyStr) }

proc CkStringBuilder_Append {sb text} { ck::use $sb; append ck::data($sb) $text }
proc CkStringBuilder_getAsString {sb} { ck::use $sb; return $ck::data($sb) }
proc CkBinData_LoadFile {bd path} { set ck::data($bd) [ck::bytes $path] }

proc CkJsonObject_UpdateString {json path text} { ck::update $json $path [list s $text] }
proc CkJsonObject_UpdateInt {json path number} { ck::update $json $path [list n $number] }
proc CkJsonObject_UpdateNumber {json path number} { ck::update $json $path [list n $number] }
proc CkJsonObject_UpdateBool {json path value} { ck::update $json $path [list b $value] }
proc CkJsonObject_UpdateNull {json path} { ck::update $json $path z }
proc CkJsonObject_UpdateNewObject {json path} { ck::update $json $path [list o [dict create]] }
proc CkJsonObject_UpdateNewArray {json path} { ck::update $json $path [list a {}] }
proc CkJsonObject_EmitSb {json sb} { ck::use $json; set ck::data($sb) [ck::emit $ck::data($json)] }
proc CkJsonObject_LoadSb {json sb} { ck::use $json; set ck::data($json) [ck::parse $ck::data($sb)] }
proc CkJsonObject_emit {json} { ck::use $json; return [ck::emit $ck::data($json)] }
proc CkJsonObject_stringOf {json path} { return [ck::read $json $path] }
proc CkJsonObject_IntOf {json path} { return [ck::read $json $path] }
proc CkJsonObject_BoolOf {json path} { return [string equal [ck::read $json $path] true] }
proc CkJsonObject_SizeOfArray {json path} {
    ck::use $json
    lassign [ck::find $ck::data($json) [ck::steps [ck::path $json $path]]] kind value
    return [expr {$kind eq "a" ? [llength $value] : -1}]
}

proc CkJsonArray_LoadSb {array sb} { ck::use $array; set ck::data($array) [ck::parse $ck::data($sb)] }
proc CkJsonArray_emit {array} { ck::use $array; return [ck::emit $ck::data($array)] }
proc CkJsonArray_get_Size {array} { ck::use $array; return [llength [lindex $ck::data($array) 1]] }
foreach {command class} {CkJsonArray_ObjectAt JsonObject CkJsonArray_ArrayAt JsonArray} {
    proc $command {array index} "
        lassign \[ck::element \$array \$index\] place node
        set id \[ck::new $class \$node\]
        set ck::prop(\$id,place) \$place
        return \$id
    "
}
foreach command {CkJsonArray_stringAt CkJsonArray_IntAt CkJsonArray_BoolAt} {
    proc $command {array index} {
        lassign [ck::element $array $index] place node
        ck::record $place [ck::text $node]
        return [ck::text $node]
    }
}

# XML as a dictionary: path -> {attributes text}, in the order in which paths are first named.
proc CkXml_AddAttribute {xml key value} { CkXml_UpdateAttrAt $xml "" 1 $key $value }
proc CkXml_UpdateAttrAt {xml path create key value} {
    set node [expr {[dict exists $ck::data($xml) $path] ? [dict get $ck::data($xml) $path] : {{} {}}}]
    lset node 0 [concat [lindex $node 0] [list $key $value]]
    dict set ck::data($xml) $path $node
}
proc CkXml_UpdateChildContent {xml path text} {
    set node [expr {[dict exists $ck::data($xml) $path] ? [dict get $ck::data($xml) $path] : {{} {}}}]
    dict set ck::data($xml) $path [list [lindex $node 0] $text]
}
proc CkXml_GetXmlSb {xml sb} {
    ck::use $xml
    set ck::data($sb) [ck::xml $xml "" $ck::prop($xml,Tag)]
}
proc ck::xml {xml path tag} {
    set node [expr {[dict exists $ck::data($xml) $path] ? [dict get $ck::data($xml) $path] : {{} {}}}]
    set map {& &amp; < &lt; > &gt; \" &quot;}
    set out "<$tag"
    foreach {key value} [lindex $node 0] { append out " $key=\"[string map $map $value]\"" }
    append out ">[string map $map [lindex $node 1]]"
    if {$path eq "" && [info exists ck::prop($xml,Content)]} {
        append out [string map $map $ck::prop($xml,Content)]
    }
    set before [expr {$path eq "" ? "" : "$path|"}]
    set seen {}
    foreach other [dict keys $ck::data($xml)] {
        if {$other eq "" || ![string equal -length [string length $before] $before $other]} continue
        set child [lindex [split [string range $other [string length $before] end] |] 0]
        if {$child in $seen} continue
        lappend seen $child
        append out [xml $xml "$before$child" [regsub {\[\d+\]$} $child ""]]
    }
    return "$out</$tag>"
}

proc load args {}
rename exit quit
proc exit {} { ck::finish }
fconfigure stdout -encoding utf-8
source -encoding utf-8 [lindex $argv 0]
ck::finish
