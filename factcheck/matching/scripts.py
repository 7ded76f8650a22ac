"""The JSON-LD that a web page carries in its scripts."""

from html.parser import HTMLParser

_COMMENTS = (("<!--", "-->"), ("//<![CDATA[", "//]]>"))


def scripts(page: str) -> list[tuple[int, str]]:
    """Each script of JSON-LD in `page` with the line where its text begins, from 1."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Collects scripts of JSON-LD; whatever else a page holds may be broken."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self._inside = False
        self._pieces: list[str] = []
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("type") or ""
        self._inside = tag == "script" and kind.partition(";")[0].strip().lower() == "application/ld+json"
        self._pieces = []

    def handle_data(self, data: str) -> None:
        if self._inside:
            if not self._pieces:
                self._line = self.getpos()[0]
            self._pieces.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._pieces)
        if self._inside and tag == "script" and text.strip():
            blank = len(text) - len(text.lstrip())
            # some pages comment their scripts out, for readers that are long gone
            plain = text.strip()
            for opening, closing in _COMMENTS:
                plain = plain.removeprefix(opening).removesuffix(closing).strip()
            self.found.append((self._line + text.count("\n", 0, blank), plain))
        self._inside = False
