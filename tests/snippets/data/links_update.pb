IncludeFile "CkJsonObject.pb"
IncludeFile "CkStringBuilder.pb"
IncludeFile "CkHttp.pb"
IncludeFile "CkHttpResponse.pb"
Procedure ChilkatExample()
    http.i = CkHttp::ckCreate()
    If http.i = 0
        Debug "Failed to create object."
        ProcedureReturn
    EndIf
    success.i
    CkHttp::setCkBasicAuth(http, 1)
    CkHttp::setCkLogin(http, "{{secretId}}")
    CkHttp::setCkPassword(http, "{{secretPassword}}")
    json.i = CkJsonObject::ckCreate()
    If json.i = 0
        Debug "Failed to create object."
        ProcedureReturn
    EndIf
    CkJsonObject::ckUpdateString(json,"password","password")
    CkJsonObject::ckUpdateString(json,"password2","pin")
    CkJsonObject::ckUpdateString(json,"token","1234ab")
    CkJsonObject::ckUpdateString(json,"encryption_key","customencryptionkey")
    CkJsonObject::ckUpdateString(json,"username_type","001")
    CkJsonObject::ckUpdateString(json,"certificate","1234567890abcd=")
    CkJsonObject::ckUpdateString(json,"private_key","1234567890abcd=")
    CkHttp::ckSetRequestHeader(http,"Content-Type","application/json")
    sbRequestBody.i = CkStringBuilder::ckCreate()
    If sbRequestBody.i = 0
        Debug "Failed to create object."
        ProcedureReturn
    EndIf
    CkJsonObject::ckEmitSb(json,sbRequestBody)
    resp.i = CkHttp::ckPTextSb(http,"PUT","https://domain.com/api/links/:id/",sbRequestBody,"utf-8","application/json",0,0)
    If CkHttp::ckLastMethodSuccess(http) = 0
        Debug CkHttp::ckLastErrorText(http)
        CkHttp::ckDispose(http)
        CkJsonObject::ckDispose(json)
        CkStringBuilder::ckDispose(sbRequestBody)
        ProcedureReturn
    EndIf
    sbResponseBody.i = CkStringBuilder::ckCreate()
    If sbResponseBody.i = 0
        Debug "Failed to create object."
        ProcedureReturn
    EndIf
    CkHttpResponse::ckGetBodySb(resp,sbResponseBody)
    jResp.i = CkJsonObject::ckCreate()
    If jResp.i = 0
        Debug "Failed to create object."
        ProcedureReturn
    EndIf
    CkJsonObject::ckLoadSb(jResp,sbResponseBody)
    CkJsonObject::setCkEmitCompact(jResp, 0)
    Debug "Response Body:"
    Debug CkJsonObject::ckEmit(jResp)
    respStatusCode.i = CkHttpResponse::ckStatusCode(resp)
    Debug "Response Status Code = " + Str(respStatusCode)
    If respStatusCode >= 400
        Debug "Response Header:"
        Debug CkHttpResponse::ckHeader(resp)
        Debug "Failed."
        CkHttpResponse::ckDispose(resp)
        CkHttp::ckDispose(http)
        CkJsonObject::ckDispose(json)
        CkStringBuilder::ckDispose(sbRequestBody)
        CkStringBuilder::ckDispose(sbResponseBody)
        CkJsonObject::ckDispose(jResp)
        ProcedureReturn
    EndIf
    CkHttpResponse::ckDispose(resp)
    id.s = CkJsonObject::ckStringOf(jResp,"id")
    institution.s = CkJsonObject::ckStringOf(jResp,"institution")
    access_mode.s = CkJsonObject::ckStringOf(jResp,"access_mode")
    last_accessed_at.s = CkJsonObject::ckStringOf(jResp,"last_accessed_at")
    status.s = CkJsonObject::ckStringOf(jResp,"status")
    created_by.s = CkJsonObject::ckStringOf(jResp,"created_by")
    refresh_rate.s = CkJsonObject::ckStringOf(jResp,"refresh_rate")
    CkHttp::ckDispose(http)
    CkJsonObject::ckDispose(json)
    CkStringBuilder::ckDispose(sbRequestBody)
    CkStringBuilder::ckDispose(sbResponseBody)
    CkJsonObject::ckDispose(jResp)
    ProcedureReturn
EndProcedure
