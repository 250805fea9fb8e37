"""The reader of the v1 format: flat lists of requests and folders, put in order by ids.

It says a v1 collection in the words of v2, which the v2 reader then reads, as Postman's
own converter does. That converter (npm postman-collection-transformer, lib/converters/
v1.0.0) is the authority for what each field means. Unlike it, requests and folders that
no list mentions are kept, and nothing is placed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..diagnostics import InputError
from .explain import explain
from .fields import header_lines
from .lenient_json import loads_strict
from .shapes import Spot, first, is_disabled, text_of, title_of

_DEEPEST_FOLDERS = 300
"""Folders in each other; about as deep as nested items may be in a v2 file."""

_MODES = {
    "params": "formdata",
    "urlencoded": "urlencoded",
    "raw": "raw",
    "binary": "file",
    "graphql": "graphql",
}

_AUTH_TYPES = {
    "apikeyAuth": "apikey",
    "asapAuth": "asap",
    "awsSigV4": "awsv4",
    "basicAuth": "basic",
    "bearerAuth": "bearer",
    "digestAuth": "digest",
    "edgegridAuth": "edgegrid",
    "hawkAuth": "hawk",
    "jwtAuth": "jwt",
    "ntlmAuth": "ntlm",
    "oAuth1": "oauth1",
    "oAuth2": "oauth2",
}

_RENAMED = {
    "oAuth1": {
        "header": "addParamsToHeader",
        "auto": "autoAddParam",
        "includeEmpty": "addEmptyParamsToSign",
    },
    "hawkAuth": {
        "hawk_id": "authId",
        "hawk_key": "authKey",
        "ext": "extraData",
        "app": "appId",
        "dlg": "delegation",
    },
}
"""Parameters that have another name in v2 (transformer, authMappersFromLegacy)."""

_BOOKKEEPING = frozenset({"id", "saveToRequest", "time"})
"""Attributes of a helper that say nothing about the request."""


def as_v2(root: Mapping[str, object], spot: Spot) -> Mapping[str, object]:
    """The root of a v2 collection that says what this v1 root says."""
    requests, folders = root.get("requests"), root.get("folders")
    if not isinstance(requests or [], list) or not isinstance(folders or [], list):
        raise InputError(f"the collection {explain(root, 'v1')}")
    return {
        "info": {"name": root.get("name"), "description": root.get("description")},
        "item": _Tree(_nodes(folders), _nodes(requests), root, spot).items(),
        "auth": _auth(root),
        "event": _events(root),
        "variable": first(root, "variables", "variable"),
        "protocolProfileBehavior": root.get("protocolProfileBehavior"),
    }


class _Tree:
    """Folders and requests by id, and where each goes."""

    def __init__(
        self,
        folders: list[Mapping[str, object]],
        requests: list[Mapping[str, object]],
        root: Mapping[str, object],
        spot: Spot,
    ) -> None:
        self._root = root
        self._spot = spot
        self._folders = {_id(folder, number): folder for number, folder in enumerate(folders)}
        self._requests = {_id(request, number): request for number, request in enumerate(requests)}
        self._inner: dict[str, list[object]] = {key: [] for key in self._folders}

    def items(self) -> list[object]:
        """The nested list: in each folder first its folders, then its requests."""
        top: list[object] = []
        for folder, outer in self._parents().items():
            made = _folder(self._folders[folder], self._inner[folder])
            self._inside(outer, top).append(made)
        places: dict[str, str | None] = {}
        for key in self._listed(self._root, "order", self._requests):
            places[key] = None
        for outer, node in self._folders.items():
            for key in self._listed(node, "order", self._requests):
                places.setdefault(key, outer)
        for key, request in self._requests.items():
            places.setdefault(key, _parent_id(request))
        for key, outer in places.items():
            self._inside(outer, top).append(_item(self._requests[key]))
        return top

    def _inside(self, key: str | None, top: list[object]) -> list[object]:
        return top if key is None else self._inner.get(key, top)

    def _parents(self) -> dict[str, str | None]:
        """The folder that each folder is in, in the order that the lists say."""
        parents: dict[str, str | None] = {}
        for key in self._listed(self._root, "folders_order", self._folders):
            parents[key] = None
        for outer, folder in self._folders.items():
            for key in self._listed(folder, "folders_order", self._folders):
                # A folder that the collection lists too is a subfolder all the same.
                if parents.get(key) is None:
                    parents.pop(key, None)
                    parents[key] = outer
        for key, folder in self._folders.items():
            if key not in parents:
                outer_id = _parent_id(folder)
                parents[key] = outer_id if outer_id in self._folders else None
        self._check(parents)
        return parents

    def _check(self, parents: dict[str, str | None]) -> None:
        """Cut circles, and refuse folders that are nested without end."""
        for key, parent in parents.items():
            above, depth = parent, 1
            while above is not None and above != key:
                above, depth = parents[above], depth + 1
                if depth > _DEEPEST_FOLDERS:
                    message = f"folders nested deeper than {_DEEPEST_FOLDERS} levels"
                    raise InputError(message, code="too-deep")
            if above == key:
                parents[key] = None
                here = self._spot.below(title_of(self._folders[key]))
                here.warning("the folder is inside itself: read as one of the collection")

    def _listed(
        self, node: Mapping[str, object], field: str, known: Mapping[str, object]
    ) -> Iterable[str]:
        ids = node.get(field)
        missing = 0
        for entry in ids if isinstance(ids, list) else []:
            if (key := text_of(entry)) in known:
                yield key
            elif entry:
                missing += 1
        if missing:
            here = self._spot if node is self._root else self._spot.below(title_of(node))
            what = "request" if field == "order" else "folder"
            noun = "id" if missing == 1 else "ids"
            here.notice(f"`{field}` has {missing} {noun} without a {what}", f"missing-{what}")


def _nodes(nodes: object) -> list[Mapping[str, object]]:
    return [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []


def _id(node: Mapping[str, object], number: int) -> str:
    # What has no id can't be listed, but is there.
    return text_of(node.get("id")) or f"\0{number}"


def _parent_id(node: Mapping[str, object]) -> str | None:
    return text_of(first(node, "folder", "folderId")) or None


def _folder(folder: Mapping[str, object], items: list[object]) -> dict[str, object]:
    return {
        "name": folder.get("name"),
        "description": folder.get("description"),
        "item": items,
        "auth": _auth(folder),
        "event": _events(folder),
        "protocolProfileBehavior": folder.get("protocolProfileBehavior"),
    }


def _item(request: Mapping[str, object]) -> dict[str, object]:
    return {
        "name": request.get("name"),
        "request": _request(request),
        "response": _responses(request),
        "event": _events(request),
        "protocolProfileBehavior": request.get("protocolProfileBehavior"),
    }


def _request(request: Mapping[str, object]) -> dict[str, object]:
    return {
        "method": request.get("method"),
        "url": _url(request),
        "header": _headers(request),
        "body": _body(request),
        "auth": _auth(request),
        "description": request.get("description"),
    }


def _url(request: Mapping[str, object]) -> object:
    url = request.get("url")
    parts = dict(url) if isinstance(url, dict) else {"raw": url}
    query = [_query_parameter(node) for node in _nodes(request.get("queryParams"))]
    variables: list[object] = list(_nodes(request.get("pathVariableData")))
    named = {text_of(variable.get("key")) for variable in _nodes(variables)}
    match request.get("pathVariables"):
        case dict() as by_name:
            variables += [
                {"key": key, "value": value} for key, value in by_name.items() if key not in named
            ]
        case list() as entries:
            variables += [node for node in _nodes(entries) if text_of(node.get("key")) not in named]
    if not isinstance(parts.get("raw"), str) and len(parts) == 1:
        return url
    return {**parts, "query": query or parts.get("query"), "variable": variables}


def _query_parameter(node: Mapping[str, object]) -> Mapping[str, object]:
    """A parameter with `equals`, which tells a blank value from none, taken into account."""
    match node.get("equals"), node.get("value"):
        case (True, None):
            return {**node, "value": ""}
        case (False, ""):
            return {**node, "value": None}
        case _:
            return node


def _headers(request: Mapping[str, object]) -> object:
    """`headerData` and what only the text in `headers` has; `//` switches one off."""
    text = request.get("headers")
    if isinstance(text, list):
        return text
    found: list[object] = []
    names: set[str] = set()
    for node in _nodes(request.get("headerData")):
        key = text_of(node.get("key"))
        off = key.startswith("//")
        key = key.removeprefix("//").strip()
        found.append({**node, "key": key, "disabled": off or is_disabled(node)})
        names.add(key)
    lines = header_lines(text) if isinstance(text, str) else ()
    found += [
        {"key": header.key, "value": header.value, "disabled": header.disabled}
        for header in lines
        if header.key not in names
    ]
    return found


def _body(request: Mapping[str, object]) -> object:
    """The body, its mode said or, as the transformer does, inferred from what is there."""
    data = request.get("data")
    raw = request.get("rawModeData")
    graphql = request.get("graphqlModeData")
    if "dataMode" in request and request["dataMode"] is None:
        return None
    if isinstance(raw, list) and len(raw) == 1 and isinstance(raw[0], str):
        raw = raw[0]
    options = request.get("dataOptions")
    if not graphql and data and isinstance(options, dict) and "graphql" in options:
        graphql = data
    mode = _MODES.get(text_of(request.get("dataMode")))
    if mode is None:
        if not (data or raw or graphql):
            return None
        mode = _inferred_mode(data, raw, graphql)
    fields = data or raw
    contents: dict[str, object] = {
        "raw": raw if isinstance(raw, str) and raw else data if isinstance(data, str) else "",
        "graphql": graphql,
        "file": {"src": raw if isinstance(raw, str) else None},
    }
    body: dict[str, object] = {
        "mode": mode,
        # Text there is what another mode left behind.
        mode: contents.get(mode, fields if isinstance(fields, list) else None),
        "disabled": bool(request.get("dataDisabled")),
    }
    if isinstance(options, dict):
        body["options"] = {_MODES.get(name, name): value for name, value in options.items()}
    return body


def _inferred_mode(data: object, raw: object, graphql: object) -> str:
    if isinstance(raw, str) and raw:
        return "raw"
    if isinstance(data or raw, list):
        return "formdata"
    return "graphql" if graphql else "raw"


def _auth(node: Mapping[str, object]) -> object:
    """The block in v2's words, else the helper: both are written, the block says more."""
    auth = node.get("auth")
    if isinstance(auth, dict) and auth.get("type"):
        return auth
    helper = node.get("currentHelper")
    if not isinstance(helper, str) or helper in ("", "normal"):
        return None
    attributes = node.get("helperAttributes")
    if isinstance(attributes, str):
        try:
            attributes = loads_strict(attributes)
        except ValueError:
            return None
    name = _AUTH_TYPES.get(helper, helper)
    if not isinstance(attributes, dict):
        return {"type": name}
    renamed = _RENAMED.get(helper, {})
    return {
        "type": name,
        name: {
            renamed.get(key, key): value
            for key, value in attributes.items()
            if key not in _BOOKKEEPING
        },
    }


def _events(node: Mapping[str, object]) -> object:
    """The scripts; the older two fields win where they are filled (transformer, event)."""
    older = [("prerequest", node.get("preRequestScript")), ("test", node.get("tests"))]
    if any(source for _, source in older):
        return [{"listen": listen, "script": {"exec": source}} for listen, source in older]
    events = first(node, "events", "event")
    return [{"listen": "test", **event} for event in _nodes(events)]


def _responses(request: Mapping[str, object]) -> list[object]:
    responses = _nodes(request.get("responses"))
    order = request.get("responses_order")
    if isinstance(order, list) and order:
        places = {text_of(key): place for place, key in enumerate(order)}
        last = len(places)
        responses.sort(key=lambda response: places.get(text_of(response.get("id")), last))
    return [_response(response) for response in responses]


def _response(response: Mapping[str, object]) -> dict[str, object]:
    status = response.get("responseCode")
    if not isinstance(status, dict):
        status = {}
    return {
        "name": response.get("name"),
        "originalRequest": _saved_request(response),
        "code": status.get("code"),
        "status": status.get("name"),
        "header": response.get("headers"),
        "body": response.get("text"),
        "_postman_previewlanguage": response.get("language"),
    }


def _saved_request(response: Mapping[str, object]) -> object:
    """The request that was saved with an answer: an object, or its JSON as text.

    An id in its place names the request that the answer is listed under: none was saved.
    """
    for saved in (response.get("requestObject"), response.get("request")):
        request = saved
        if isinstance(saved, str):
            try:
                request = loads_strict(saved)
            except ValueError:
                continue
        if isinstance(request, dict):
            return _request(request)
    return None
