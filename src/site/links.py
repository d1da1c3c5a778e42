"""Links of the pages that lead to files outside of docs become addresses in the project's repository."""

import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ADDRESS = re.search(r"<project\.address>([^<]+)<", (ROOT / "pom.xml").read_text())[1]
LINK = re.compile(r"\]\((\.\./[^)\s#]*)(#[^)\s]*)?\)")


def on_page_markdown(markdown, page, **_):
    """A relative link is looked up in the repository; one that stays in docs is left to MkDocs."""
    here = posixpath.join("docs", posixpath.dirname(page.file.src_uri))

    def replaced(match):
        path = posixpath.normpath(posixpath.join(here, match[1]))
        if path.startswith("docs/"):
            return match[0]
        if not (ROOT / path).exists():
            raise FileNotFoundError(f"{page.file.src_uri} links to {path}, which does not exist")
        return f"]({ADDRESS}/{path}{match[2] or ''})"

    return LINK.sub(replaced, markdown)
