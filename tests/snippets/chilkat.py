"""The classes of Chilkat's Python package that the programs use, as far as they use them.

Sends requests with the standard library, and writes each value that is read from an answer
into the file that CKSHIM_VALUES names (path, tab, value), as `ckshim.tcl` does.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr


class _Properties:
    """Takes any `put_Name`, gives any `get_Name`; `name()` gives a text."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("put_"):
            return lambda value: self.said.__setitem__(name[4:], value)
        if name.startswith("get_"):
            return lambda: self.said[name[4:]]
        if name in {"lastErrorText", "lastHeader", "header", "bodyStr"}:
            return lambda: self.said[name[0].upper() + name[1:]]
        raise AttributeError(name)


def _record(path: str, value: object) -> None:
    text = _text(value)
    for sign, spelled in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(sign, spelled)
    with Path(os.environ["CKSHIM_VALUES"]).open("a", encoding="utf-8") as file:
        file.write(f"{path}\t{text}\n")


class _Number(float):
    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _Number():
            return value.text
        case _:
            return str(value)


def _emit(value: object) -> str:
    match value:
        case _Number():
            return value.text
        case dict():
            return "{" + ",".join(f"{json.dumps(k)}:{_emit(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ",".join(map(_emit, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _parse(text: str) -> Any:
    return json.loads(text, parse_int=_Number, parse_float=_Number)


class CkStringBuilder:
    def __init__(self) -> None:
        self.text = ""

    def Append(self, text: str) -> bool:  # noqa: N802
        self.text += text
        return True

    def getAsString(self) -> str:  # noqa: N802
        return self.text


class CkBinData:
    def LoadFile(self, path: str) -> bool:  # noqa: N802
        self.data = Path(path).read_bytes()
        return True


class CkJsonObject(_Properties):
    def __init__(self, value: object = None, place: str = "") -> None:
        super().__init__()
        self.value: Any = {} if value is None else value
        self.place = place

    def _steps(self, path: str) -> tuple[str, list[str | int]]:
        for letter in "IJK":
            if letter in self.said:
                path = path.replace(f"[{letter.lower()}]", f"[{self.said[letter]}]")
        steps: list[str | int] = []
        for part in path.split("."):
            match = re.fullmatch(r"(.*?)((?:\[\d+\])*)", part)
            assert match is not None
            steps.append(match[1])
            steps.extend(int(number) for number in re.findall(r"\[(\d+)\]", match[2]))
        return path, steps

    def _put(self, path: str, new: object) -> bool:
        _, steps = self._steps(path)
        at: Any = self.value
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            inner: Any = new if following is None else [] if isinstance(following, int) else {}
            if isinstance(step, int):
                while len(at) <= step:
                    at.append(None)
                if following is None or not isinstance(at[step], dict | list):
                    at[step] = inner
            elif following is None or not isinstance(at.get(step), dict | list):
                at[step] = inner
            at = at[step]
        return True

    def _get(self, path: str) -> object:
        full, steps = self._steps(path)
        at: Any = self.value
        try:
            for step in steps:
                at = at[step]
        except (KeyError, IndexError, TypeError):
            return None
        _record(f"{self.place}.{full}" if self.place else full, at)
        return at

    def UpdateString(self, path: str, text: str) -> bool:  # noqa: N802
        return self._put(path, text)

    def UpdateInt(self, path: str, number: int) -> bool:  # noqa: N802
        return self._put(path, number)

    def UpdateNumber(self, path: str, text: str) -> bool:  # noqa: N802
        return self._put(path, _Number(text))

    def UpdateBool(self, path: str, value: bool) -> bool:  # noqa: N802
        return self._put(path, value)

    def UpdateNull(self, path: str) -> bool:  # noqa: N802
        return self._put(path, None)

    def UpdateNewObject(self, path: str) -> bool:  # noqa: N802
        return self._put(path, {})

    def UpdateNewArray(self, path: str) -> bool:  # noqa: N802
        return self._put(path, [])

    def EmitSb(self, sb: CkStringBuilder) -> bool:  # noqa: N802
        return sb.Append(_emit(self.value))

    def LoadSb(self, sb: CkStringBuilder) -> bool:  # noqa: N802
        self.value = _parse(sb.text)
        return True

    def emit(self) -> str:
        return _emit(self.value)

    def stringOf(self, path: str) -> str:  # noqa: N802
        return _text(self._get(path))

    def IntOf(self, path: str) -> int:  # noqa: N802
        return int(_text(self._get(path)) or 0)

    def BoolOf(self, path: str) -> bool:  # noqa: N802
        return self._get(path) is True

    def SizeOfArray(self, path: str) -> int:  # noqa: N802
        _, steps = self._steps(path)
        at: Any = self.value
        try:
            for step in steps:
                at = at[step]
        except (KeyError, IndexError, TypeError):
            return -1
        return len(at) if isinstance(at, list) else -1


class CkJsonArray(_Properties):
    def __init__(self, value: object = None, place: str = "") -> None:
        super().__init__()
        self.value: Any = [] if value is None else value
        self.place = place

    def LoadSb(self, sb: CkStringBuilder) -> bool:  # noqa: N802
        self.value = _parse(sb.text)
        return True

    def emit(self) -> str:
        return _emit(self.value)

    def get_Size(self) -> int:  # noqa: N802
        return len(self.value)

    def ObjectAt(self, index: int) -> CkJsonObject:  # noqa: N802
        return CkJsonObject(self.value[index], f"{self.place}[{index}]")

    def ArrayAt(self, index: int) -> CkJsonArray:  # noqa: N802
        return CkJsonArray(self.value[index], f"{self.place}[{index}]")

    def _at(self, index: int) -> Any:
        _record(f"{self.place}[{index}]", self.value[index])
        return self.value[index]

    def stringAt(self, index: int) -> str:  # noqa: N802
        return _text(self._at(index))

    IntAt = BoolAt = _at


class CkXml(_Properties):
    def __init__(self) -> None:
        super().__init__()
        self.nodes: dict[str, tuple[dict[str, str], list[str]]] = {}

    def _node(self, path: str) -> tuple[dict[str, str], list[str]]:
        return self.nodes.setdefault(path, ({}, []))

    def AddAttribute(self, key: str, value: str) -> bool:  # noqa: N802
        return self.UpdateAttrAt("", True, key, value)

    def UpdateAttrAt(self, path: str, create: bool, key: str, value: str) -> bool:  # noqa: N802
        self._node(path)[0][key] = value
        return True

    def UpdateChildContent(self, path: str, text: str) -> bool:  # noqa: N802
        self._node(path)[1][:] = [text]
        return True

    def GetXmlSb(self, sb: CkStringBuilder) -> bool:  # noqa: N802
        return sb.Append(self._xml("", self.said["Tag"]))

    def _xml(self, path: str, tag: str) -> str:
        attributes, texts = self.nodes.get(path, ({}, []))
        inside = escape("".join([*texts, self.said.get("Content", "") if not path else ""]))
        before = f"{path}|" if path else ""
        below = [other[len(before) :] for other in self.nodes if other and other.startswith(before)]
        for child in dict.fromkeys(other.split("|")[0] for other in below):
            inside += self._xml(before + child, re.sub(r"\[\d+\]$", "", child))
        pairs = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        return f"<{tag}{pairs}>{inside}</{tag}>"


class CkHttpRequest(_Properties):
    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.headers: dict[str, str] = {}
        self.parts: list[tuple[str, str, bytes, str]] = []

    def AddParam(self, key: str, value: str) -> None:  # noqa: N802
        self.pairs.append((key, value))

    def AddHeader(self, key: str, value: str) -> None:  # noqa: N802
        self.headers[key] = value

    def AddStringForUpload2(  # noqa: N802
        self, name: str, file: str, text: str, charset: str, kind: str
    ) -> None:
        self.parts.append((name, file, text.encode(charset), kind))

    def AddFileForUpload2(self, name: str, path: str, kind: str) -> None:  # noqa: N802
        self.parts.append((name, Path(path).name, Path(path).read_bytes(), kind))


class CkHttpResponse(_Properties):
    def GetBodySb(self, sb: CkStringBuilder) -> bool:  # noqa: N802
        return sb.Append(self.said["BodyStr"])


class CkHttp(_Properties):
    def __init__(self) -> None:
        super().__init__()
        self.headers: dict[str, str] = {}

    def SetRequestHeader(self, key: str, value: str) -> None:  # noqa: N802
        self.headers[key] = value

    def _send(self, verb: str, url: str, kind: str = "", body: bytes | None = None) -> Any:
        parts = urlsplit(url)
        headers = dict(self.headers)
        if kind and not any(key.lower() == "content-type" for key in headers):
            headers["Content-Type"] = kind
        if self.said.get("BasicAuth"):
            pair = f"{self.said['Login']}:{self.said['Password']}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        if "AuthToken" in self.said:
            headers["Authorization"] = f"Bearer {self.said['AuthToken']}"
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port)
        target = url.partition(parts.netloc)[2]
        connection.request(verb, quote(target, safe="/:?#[]@!$&'()*+,;=-._~%"), body, headers)
        answer = connection.getresponse()
        made = CkHttpResponse()
        text = answer.read().decode()
        made.said = {"StatusCode": answer.status, "Header": str(answer.headers), "BodyStr": text}
        self.said |= {"LastMethodSuccess": True, "LastStatus": answer.status, "LastErrorText": ""}
        self.said["LastHeader"] = made.said["Header"]
        connection.close()
        return made

    def QuickGetSb(self, url: str, sb: CkStringBuilder) -> bool:  # noqa: N802
        answer = self._send("GET", url)
        sb.Append(answer.said["BodyStr"])
        return bool(answer.said["StatusCode"] < 400)

    def QuickRequest(self, verb: str, url: str) -> Any:  # noqa: N802
        return self._send(verb, url)

    def QuickRequestParams(self, verb: str, url: str, query: CkJsonObject) -> Any:  # noqa: N802
        return self._send(verb, f"{url}?{_form(list(query.value.items()))}")

    def PTextSb(  # noqa: N802
        self,
        verb: str,
        url: str,
        sb: CkStringBuilder,
        charset: str,
        kind: str,
        md5: bool,
        gzip: bool,
    ) -> Any:
        return self._send(verb, url, kind, sb.text.encode(charset))

    def PostJson3(self, url: str, kind: str, body: CkJsonObject) -> Any:  # noqa: N802
        return self._send("POST", url, kind, body.emit().encode())

    def PBinaryBd(  # noqa: N802
        self, verb: str, url: str, data: CkBinData, kind: str, md5: bool, gzip: bool
    ) -> Any:
        return self._send(verb, url, kind, data.data)

    def PostUrlEncoded(self, url: str, request: CkHttpRequest) -> Any:  # noqa: N802
        body = _form(request.pairs).encode()
        return self._send("POST", url, "application/x-www-form-urlencoded", body)

    def SynchronousRequest(  # noqa: N802
        self, host: str, port: int, tls: bool, request: CkHttpRequest
    ) -> Any:
        self.headers |= request.headers
        kind = request.said["ContentType"]
        body = _form(request.pairs).encode()
        if request.parts:
            kind, body = f"{kind}; boundary=ckshim", _multipart(request)
        url = f"http{'s' if tls else ''}://{host}:{port}{request.said['Path']}"
        return self._send(request.said["HttpVerb"], url, kind, body)


def _form(pairs: list[tuple[str, object]] | list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(key, safe='')}={quote(_text(value), safe='')}" for key, value in pairs)


def _multipart(request: CkHttpRequest) -> bytes:
    body = b""
    for name, file, content, kind in request.parts:
        said = f'form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
        head = f"--ckshim\r\nContent-Disposition: {said}\r\nContent-Type: {kind}\r\n\r\n"
        body += head.encode() + content + b"\r\n"
    return body + b"--ckshim--\r\n"
