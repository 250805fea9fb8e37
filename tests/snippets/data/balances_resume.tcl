load ./chilkat.dll
set http [new_CkHttp]
CkHttp_put_BasicAuth $http 1
CkHttp_put_Login $http "{{secretId}}"
CkHttp_put_Password $http "{{secretPassword}}"
set json [new_CkJsonObject]
CkJsonObject_UpdateString $json "session" "39cd6a88-8ee3-4e59-a861-b8a2187e0f4c"
CkJsonObject_UpdateString $json "token" "1234ab"
CkJsonObject_UpdateString $json "link" "683005d6-f45c-4adb-b289-f1a12f50f80c"
CkJsonObject_UpdateBool $json "save_data" 1
CkHttp_SetRequestHeader $http "Content-Type" "application/json"
set sbRequestBody [new_CkStringBuilder]
CkJsonObject_EmitSb $json $sbRequestBody
set resp [CkHttp_PTextSb $http "PATCH" "https://domain.com/api/balances/" $sbRequestBody "utf-8" "application/json" 0 0]
if {[CkHttp_get_LastMethodSuccess $http] == 0} then {
    puts [CkHttp_lastErrorText $http]
    delete_CkHttp $http
    delete_CkJsonObject $json
    delete_CkStringBuilder $sbRequestBody
    exit
}
set sbResponseBody [new_CkStringBuilder]
CkHttpResponse_GetBodySb $resp $sbResponseBody
set jarrResp [new_CkJsonArray]
CkJsonArray_LoadSb $jarrResp $sbResponseBody
CkJsonArray_put_EmitCompact $jarrResp 0
puts "Response Body:"
puts [CkJsonArray_emit $jarrResp]
set respStatusCode [CkHttpResponse_get_StatusCode $resp]
puts "Response Status Code = $respStatusCode"
if {$respStatusCode >= 400} then {
    puts "Response Header:"
    puts [CkHttpResponse_header $resp]
    puts "Failed."
    delete_CkHttpResponse $resp
    delete_CkHttp $http
    delete_CkJsonObject $json
    delete_CkStringBuilder $sbRequestBody
    delete_CkStringBuilder $sbResponseBody
    delete_CkJsonArray $jarrResp
    exit
}
delete_CkHttpResponse $resp
set i 0
set count_i [CkJsonArray_get_Size $jarrResp]
while {$i < $count_i} {
    set json [CkJsonArray_ObjectAt $jarrResp $i]
    set id [CkJsonObject_stringOf $json "id"]
    set Id [CkJsonObject_stringOf $json "account.id"]
    set Name [CkJsonObject_stringOf $json "account.name"]
    set Category [CkJsonObject_stringOf $json "account.category"]
    set v_Currency [CkJsonObject_stringOf $json "account.currency"]
    set collected_at [CkJsonObject_stringOf $json "collected_at"]
    set value_date [CkJsonObject_stringOf $json "value_date"]
    set balance [CkJsonObject_stringOf $json "balance"]
    set current_balance [CkJsonObject_stringOf $json "current_balance"]
    set statement [CkJsonObject_stringOf $json "statement"]
    delete_CkJsonObject $json
    set i [expr $i + 1]
}
delete_CkHttp $http
delete_CkJsonObject $json
delete_CkStringBuilder $sbRequestBody
delete_CkStringBuilder $sbResponseBody
delete_CkJsonArray $jarrResp
