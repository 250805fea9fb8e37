"""Folders of YAML files: what each field means, and all the ways to write it."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from generator.diagnostics import InputError
from generator.postman.collection import (
    Auth,
    Collection,
    Folder,
    GraphQL,
    Item,
    KeyValue,
    Script,
    Variable,
    walk,
)
from generator.postman.read import read_collection
from tests.helpers.v3 import described

GET = "$kind: http-request\nmethod: GET\nurl: '{{base_url}}/books'\n"


def read_paths(paths: dict[str, str], name: str = "bookstore api") -> tuple[Collection, list[str]]:
    collection, found = read_collection(json.dumps(described(paths, name)).encode())
    return collection, [str(one) for one in found]


def request(text: str) -> Item:
    """The only item of a folder with one request."""
    collection, found = read_paths({"a.request.yaml": dedent(text)})
    assert found == []
    (item,) = collection.children
    assert isinstance(item, Item)
    return item


def test_the_example_of_postmans_documentation() -> None:
    collection, found = read_paths(
        {
            ".resources/definition.yaml": dedent(
                """\
                $kind: collection
                name: Bookstore API
                variables:
                  - key: base_url
                    value: 'https://api.bookstore.com/v1'
                """
            ),
            "get all books.request.yaml": GET + "order: 1000\n",
            "get-book-by-id.request.yaml": dedent(
                """\
                $kind: http-request
                name: 'get book by :id'
                method: GET
                url: '{{base_url}}/books/:id'
                order: 2000
                pathVariables:
                  - key: id
                    value: '1'
                """
            ),
            "add new book.request.yaml": dedent(
                """\
                $kind: http-request
                method: POST
                url: '{{base_url}}/books'
                order: 3000
                headers:
                  - key: Content-Type
                    value: application/json
                body:
                  type: json
                  content: |-
                    {
                      "title": "Example Book"
                    }
                """
            ),
            ".resources/get all books.resources/examples/200 OK.example.yaml": dedent(
                """\
                $kind: http-example
                request:
                  method: GET
                  url: '{{base_url}}/books'
                response:
                  statusCode: 200
                  statusText: OK
                  headers:
                    Content-Type: application/json
                  body:
                    type: json
                    content: '[]'
                """
            ),
        }
    )
    assert found == []
    assert collection.name == "Bookstore API"
    assert collection.variables == (Variable("base_url", "https://api.bookstore.com/v1"),)
    first, second, third = (one.item for one in walk(collection))
    assert [first.name, second.name, third.name] == [
        "get all books",
        "get book by :id",
        "add new book",
    ]
    assert second.request.url.variables == (KeyValue("id", "1"),)
    assert third.request.method == "POST"
    assert third.request.body is not None
    assert third.request.body.raw == '{\n  "title": "Example Book"\n}'
    assert third.request.body.language == "json"
    (example,) = first.examples
    assert (example.name, example.status, example.reason) == ("200 OK", 200, "OK")
    assert example.headers == (KeyValue("Content-Type", "application/json"),)
    assert (example.body, example.language) == ("[]", "json")
    assert example.request is not None
    assert example.request.url.raw == "{{base_url}}/books"


def test_folders_are_named_and_ordered_by_what_they_say() -> None:
    collection, _ = read_paths(
        {
            "z.request.yaml": GET,
            "y.request.yaml": GET + "order: 30\n",
            "a/.resources/definition.yaml": "$kind: collection\nname: Books\norder: 20\n",
            "a/b/c.request.yaml": GET,
            "only/.resources/definition.yml": "description: Nothing yet\norder: 10.5\n",
        }
    )
    assert [child.name for child in collection.children] == ["only", "Books", "y", "z"]
    only, books = collection.children[:2]
    assert isinstance(only, Folder)
    assert only.description == "Nothing yet"
    assert isinstance(books, Folder)
    (inner,) = books.children
    assert isinstance(inner, Folder)
    assert (inner.name, [child.name for child in inner.children]) == ("b", ["c"])


def test_the_name_is_the_folders_where_nothing_else_is_said() -> None:
    assert read_paths({"a.request.yaml": GET})[0].name == "bookstore api"


@pytest.mark.parametrize(
    "text",
    [
        "queryParams:\n  key: a\n  page: 2\n",
        "queryParams:\n  - {key: key, value: a}\n  - {key: page, value: '2'}\n",
        "queryParams:\n  key: {value: a}\n  page: {value: 2}\n",
    ],
)
def test_keys_with_values_are_a_map_or_a_list(text: str) -> None:
    url = request(GET + text).request.url
    assert url.query == (KeyValue("key", "a"), KeyValue("page", "2"))
    assert url.raw == "{{base_url}}/books?key=a&page=2"


def test_a_query_in_the_address_is_not_doubled() -> None:
    item = request(
        """\
        url: 'https://a.b/c?page=1'
        queryParams:
          - {key: page, value: '1', description: Which}
          - {key: size, value: '9', disabled: true}
        """
    )
    assert item.request.url.query == (
        KeyValue("page", "1", description="Which"),
        KeyValue("size", "9", disabled=True),
    )
    assert item.request.url.raw == "https://a.b/c?page=1"


@pytest.mark.parametrize(
    ("body", "mode", "fields"),
    [
        ("{type: urlencoded, content: {a: 1}}", "urlencoded", (KeyValue("a", "1"),)),
        (
            "{type: urlencoded, content: [{key: a, value: b, disabled: true}]}",
            "urlencoded",
            (KeyValue("a", "b", disabled=True),),
        ),
        (
            "{type: formdata, content: [{key: f, type: file, src: ./p}, "
            "{key: n, type: text, value: x, contentType: text/plain}]}",
            "formdata",
            (
                KeyValue("f", is_file=True, files=("./p",)),
                KeyValue("n", "x", content_type="text/plain"),
            ),
        ),
    ],
)
def test_forms(body: str, mode: str, fields: tuple[KeyValue, ...]) -> None:
    read = request(f"url: x\nbody: {body}\n").request.body
    assert read is not None
    assert (read.mode, read.fields) == (mode, fields)


def test_other_bodies() -> None:
    file = request("url: x\nbody: {type: file, content: {src: ./upload.bin}}\n").request.body
    assert file is not None
    assert (file.mode, file.file) == ("file", "./upload.bin")
    assert request("url: x\nbody: {type: none}\n").request.body is None
    xml = request("url: x\nbody: {type: xml, content: <a/>}\n").request.body
    assert xml is not None
    assert (xml.mode, xml.raw, xml.language) == ("raw", "<a/>", "xml")
    values = request("url: x\nbody: {type: json, content: {a: [1]}}\n").request.body
    assert values is not None
    assert values.raw == '{"a": [1]}'


@pytest.mark.parametrize(
    ("auth", "read"),
    [
        ("{type: noauth}", Auth("noauth")),
        ("{type: inherit}", None),
        ("{type: bearer, credentials: {token: '{{t}}'}}", Auth("bearer", (("token", "{{t}}"),))),
        (
            "{type: apikey, credentials: {key: X-Key, value: '{{k}}', in: header}}",
            Auth("apikey", (("in", "header"), ("key", "X-Key"), ("value", "{{k}}"))),
        ),
        (
            "{type: basic, credentials: [{key: username, value: a}, {key: password, value: b}]}",
            Auth("basic", (("password", "b"), ("username", "a"))),
        ),
        (
            "[{id: 1, name: Token, type: bearer, credentials: {token: t}}]",
            Auth("bearer", (("token", "t"),)),
        ),
    ],
)
def test_authentication(auth: str, read: Auth | None) -> None:
    assert request(f"url: x\nauth: {auth}\n").request.auth == read


def test_of_several_kinds_of_authentication_the_first_is_taken() -> None:
    auth = "[{type: bearer, credentials: {token: t}}, {type: basic}, {type: apikey}]"
    collection, found = read_paths({"a.request.yaml": f"url: x\nauth: {auth}\n"})
    (item,) = collection.children
    assert isinstance(item, Item)
    assert item.request.auth == Auth("bearer", (("token", "t"),))
    assert found == ["a: of several kinds of `auth` the first is taken, not basic, apikey"]


def test_scripts_and_settings() -> None:
    item = request(
        """\
        url: x
        scripts:
          - {type: afterResponse, code: after, language: text/javascript}
          - {type: beforeRequest, code: before}
          - {type: grpc:beforeInvoke, code: other}
        settings: {followRedirects: false, disabledSystemHeaders: [user-agent]}
        """
    )
    assert item.scripts == (Script("prerequest", "before"), Script("test", "after"))
    assert item.behaviour == (
        ("disabledSystemHeaders", '{"user-agent": true}'),
        ("followRedirects", "false"),
    )
    collection, _ = read_paths(
        {
            "a.request.yaml": GET,
            ".resources/definition.yaml": "scripts:\n  - {type: 'http:afterResponse', code: x}\n",
        }
    )
    assert collection.scripts == (Script("test", "x"),)


def test_graphql() -> None:
    item = request(
        """\
        $kind: graphql-request
        url: 'https://a.b/graphql'
        query: '{ me { id } }'
        variables: '{"a": 1}'
        scripts: [{type: beforeQuery, code: x}]
        """
    )
    assert item.request.method == "POST"
    assert item.request.body is not None
    assert item.request.body.graphql == GraphQL("{ me { id } }", '{"a": 1}')
    assert item.scripts == (Script("prerequest", "x"),)


def test_examples_stand_where_the_request_says() -> None:
    example = "response: {statusCode: 204, body: {type: text, content: ''}}\n"
    files = {
        "in/a.request.yaml": GET + "examples: ./.resources/other/examples\n",
        "in/.resources/other/examples/gone.example.yml": example + "order: 2\n",
        "in/.resources/other/examples/z.example.yml": example + "name: first\norder: 1\n",
        "in/.resources/a.resources/examples/not this.example.yaml": example,
        "b.request.yaml": GET + "examples:\n  - {name: inline, response: {statusCode: 200}}\n",
    }
    found = {one.item.name: one.item.examples for one in walk(read_paths(files)[0])}
    assert [one.name for one in found["a"]] == ["first", "gone"]
    assert [(one.name, one.status, one.body) for one in found["b"]] == [("inline", 200, None)]


def test_what_cannot_be_read_is_left_out_and_named() -> None:
    collection, found = read_paths(
        {
            "a.request.yaml": GET,
            "b.request.yaml": "url: {{base_url}}/a\n",
            "c.request.yaml": "- url\n",
            "d.request.yaml": "$kind: grpc-request\nurl: x\n",
            "e.request.yaml": "$kind: websocket-request\nurl: x\n",
            "f/.resources/definition.yaml": "name: [",
            "f/a.request.yaml": GET,
            ".resources/a.resources/examples/x.example.yaml": "a: !!binary x",
            ".resources/not read.request.yaml": GET,
        }
    )
    assert [one.item.name for one in walk(collection)] == ["a", "a"]
    codes = [line.partition(": ")[0] for line in found]
    assert sorted(codes) == [
        "a / x.example.yaml",
        "b.request.yaml",
        "c.request.yaml",
        "d",
        "e",
        "f/.resources/definition.yaml",
    ]
    assert "d: left out: a client cannot send 'grpc-request'" in found


def test_a_collection_without_its_own_file_is_refused() -> None:
    files = {"a.request.yaml": GET, ".resources/definition.yaml": "auth: ["}
    with pytest.raises(InputError, match=r"\.resources/definition\.yaml: no YAML that can be read"):
        read_paths(files)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no file that ends in .request.yaml"),
        ({"/".join("a" * 200) + "/b.request.yaml": GET}, "nested deeper than 100 levels"),
    ],
)
def test_what_is_no_collection(files: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_paths(files)
