"""Names of the variables that an answer is read into.

A member of the object in hand keeps its key; one deeper inside has the first letter of its
key in upper case, and its parent's name before it where that is taken: `id`, `Id`,
`accountId`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .model import ValueType

_RESERVED_IN_ANY_CASE = """
    abstract alias and array as assert async await base boolean break byref byte byval call case
    catch char class const constructor continue currency declare def default defer del
    delegate delete dim do double each elif else elseif elsif end endif ensure enum eq erase
    eval event except exec exit export extends extern false final finally float for foreach from
    func function global go goto if implements import in include inherited int integer interface
    internal is lambda let library local long loop mod module namespace native new next
    nil nonlocal not nothing null object of on operator option optional or override package pass
    private procedure program property protected public raise record redim ref register repeat
    require rescue resume return select self shared short signed single sizeof static step stop
    string struct structure sub super switch synchronized template then this throw to true try
    type typedef typeof undef undefined union unit unless unsigned until uses using var variant
    virtual void volatile wend when while with xor yield
    """
_CLASSES = """
    Asn Atom BinData Bounce Bz2 Cache Cert CertChain CertStore Charset Compression Crypt2 Csr Csv
    Dh Dkim Dns Dsa Ecc Edi Email FileAccess Ftp2 Gzip HashTable Hashtable Html Http Imap
    JavaKeyStore Jwe Jws Jwt Log MailMan Mailboxes Mht Mime Ntlm OAuth1 OAuth2 Ocsp Pdf Pem Pfx
    Pkcs11 PrivateKey Prng PublicKey Rest Rsa Rss Scard Scp Secrets ServerSentEvent Socket Spider
    SshKey SshTunnel Ssh StringArray StringBuilder StringTable Stream Tar Task Trust UnixCompress
    Upload Url WebSocket Xades Xml XmlCertVault XmlDSig Xmp Zip ZipCrc ZipEntry
    """
RESERVED = frozenset(_RESERVED_IN_ANY_CASE.split())
CLASSES = frozenset(_CLASSES.split())
OWN = frozenset(
    [
        "http",
        "json",
        "jsonItem",
        "queryParams",
        "req",
        "xml",
        "bd",
        "sbRequestBody",
        "sbResponseBody",
        "jResp",
        "jarrResp",
        "resp",
        "respStatusCode",
        "success",
        "i",
        "j",
        "k",
        "count_i",
        "count_j",
        "count_k",
        "strVal",
        "intVal",
        "boolVal",
    ]
)
"""The variables of the programs themselves."""

_NO_IDENTIFIER = re.compile(r"[^A-Za-z0-9_]")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a language asks of names."""

    is_typed: bool = False
    """A variable has one type, and is declared."""
    ignores_case: bool = False
    reserved: frozenset[str] = frozenset()
    """Names of its own, beside those that all languages keep clear of."""


class Names:
    """Gives each value of an answer its variable."""

    def __init__(
        self, dialect: Dialect, *, as_published: bool, first_level: Iterable[str] = ()
    ) -> None:
        self._as_published = as_published
        self._dialect = Dialect() if as_published else dialect
        self._own = frozenset(map(self._fold, OWN | dialect.reserved))
        self._bound: dict[str, tuple[str, ValueType]] = {}
        self._first_level = (
            {self._fold(self._cleared(key)) for key in first_level}
            if self._dialect.ignores_case
            else set()
        )

    def name(self, outer: tuple[str, ...], keys: tuple[str, ...], type_: ValueType) -> str:
        """The variable of a value: `keys` from the object in hand, `outer` the way to that."""
        is_first = len(keys) == 1
        meaning = keys[0] if is_first else "\n".join((*outer, "", *keys))
        for candidate in self._candidates(outer, keys):
            name = self._cleared(candidate)
            folded = self._fold(name)
            bound = self._bound.get(folded)
            if is_first and self._as_published:
                return name
            if not is_first and folded in self._first_level:
                continue
            if bound is None or bound == (meaning, type_):
                self._bound[folded] = (meaning, type_)
                return name
            if bound[0] == meaning and not self._dialect.is_typed:
                return name
            if is_first and "\n" in bound[0] and not self._dialect.ignores_case:
                # A key of the object in hand keeps its name, whoever else has it.
                if self._dialect.is_typed and bound[1] != type_:
                    continue
                return name
        raise AssertionError("a name with enough underscores is free")

    def _candidates(self, outer: tuple[str, ...], keys: tuple[str, ...]) -> Iterable[str]:
        name = keys[0] if len(keys) == 1 else _capital(keys[-1])
        yield name
        before = list(keys[:-1])
        while before:
            parent = before.pop()
            yield (_capital(parent) if before else parent) + _capital(name)
            name = (_capital(parent) if before else parent) + _capital(name)
        for parent in reversed(outer):
            name = parent + _capital(name)
            yield name
        for _ in range(1_000_000):
            name += "_"
            yield name

    def _cleared(self, name: str) -> str:
        """A name as an identifier that no language reserves."""
        plain = _NO_IDENTIFIER.sub("_", name)
        if not plain or plain[0].isdigit():
            return f"v_{plain}"
        if plain.startswith("_"):
            return f"v{plain}"
        is_own = not self._as_published and self._is_own(plain)
        return f"v_{plain}" if plain.lower() in RESERVED or plain in CLASSES or is_own else plain

    def _is_own(self, name: str) -> bool:
        return self._fold(name) in self._own

    def _fold(self, name: str) -> str:
        return name.lower() if self._dialect.ignores_case else name


def _capital(key: str) -> str:
    return key[:1].upper() + key[1:]
