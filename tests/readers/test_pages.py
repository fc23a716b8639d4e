import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from derek.errors import ReadError
from derek.readers.pages import ALL_TEXT, page_of
from derek.schema import Document

ReadAll = Callable[..., dict[str, Document]]

PAGE = """<!DOCTYPE html>
<html lang="kk"><head><meta charset="windows-1251"><title>Егіс басталды - gov.example</title>
<meta property="og:title" content="Егіс басталды">
<meta property="article:published_time" content="2026-03-04T10:00:00+05:00"><script>var a = "<p>жоқ</p>";</script></head>
<body><nav><a href="/">Басты бет</a> <a href="/n">Жаңалықтар</a></nav>
<article><h1>Егіс басталды</h1>
<p>Үкімет отырысында көктемгі егіс
   жұмыстарының <b>барысы</b> қаралды.</p>
<p>Жиынға өңір әкімдері қатысты. &laquo;Жұмыс жоспар бойынша&raquo;, &ndash; деді министр.</p>
<ul><li>бірінші міндет;</li><li>екінші міндет.</li></ul>
<table><tr><td>Өңір</td><td>Гектар</td></tr><tr><td>Абай</td><td>100</td></tr></table>
</article><footer>© 2026 Барлық құқықтар қорғалған</footer></body></html>"""

TEXT = """Егіс басталды
Үкімет отырысында көктемгі егіс жұмыстарының барысы қаралды.
Жиынға өңір әкімдері қатысты. «Жұмыс жоспар бойынша», – деді министр.
• бірінші міндет;
• екінші міндет.
Өңір\tГектар
Абай\t100"""


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "kz1048"])
@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a.txt", "a"])
def test_a_page_gives_its_main_text_title_and_date(tmp_path: Path, codec: str, name: str, read_all: ReadAll) -> None:
    (tmp_path / name).write_bytes(PAGE.replace("©", "").encode(codec))
    document = read_all(tmp_path)[name]
    assert document.text == TEXT
    assert (document.title, str(document.published), document.language) == ("Егіс басталды", "2026-03-04", "kk")


def test_a_page_saved_as_one_file(tmp_path: Path, read_all: ReadAll) -> None:
    import email.mime.multipart
    import email.mime.text

    message = email.mime.multipart.MIMEMultipart("related")
    message.attach(email.mime.text.MIMEText(PAGE, "html", "utf-8"))
    message.attach(email.mime.text.MIMEText("body {}", "css", "utf-8"))
    (tmp_path / "a.mhtml").write_bytes(message.as_bytes())
    assert read_all(tmp_path)["a.mhtml"].text == TEXT


def test_the_dateline_in_the_text_wins_over_the_head(tmp_path: Path, read_all: ReadAll) -> None:
    (tmp_path / "a.html").write_text(PAGE.replace("<p>Үкімет", "<p>2026 жылғы 3 наурыз</p><p>Үкімет"), encoding="utf-8")
    document = read_all(tmp_path)["a.html"]
    assert str(document.published) == "2026-03-03"
    assert document.warnings == ("two dates: 2026-03-04 in the page, 2026-03-03 in the body",)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<html><body>" + "<div>" * 50_000 + "Үкімет отырысы" + "</div>" * 50_000, "Үкімет отырысы"),
        (
            "<html><!-- <p>жоқ --><script>жоқ</script>" + "<b>" * 3000 + "Үкі<i>мет</i> отырысы<br>өтті",
            "Үкімет отырысы\nөтті",
        ),
    ],
)
def test_all_visible_text_where_no_main_text_is_found(html: str, text: str) -> None:
    page = page_of(html)
    assert (page.text, page.warnings) == (text, (ALL_TEXT,))


def test_pictures_inside_a_page_do_not_count() -> None:
    picture = f'<img src="data:image/png;base64,{"iVBOR/+" * 400_000}==">'
    page = page_of(PAGE.replace("<h1>", f"{picture}<h1>"))
    assert (page.text, page.warnings) == (TEXT, ())


def test_a_very_large_page_is_not_searched_for_its_main_text() -> None:
    page = page_of(f"<html><body>{'<p>Үкімет отырысы өтті.</p>' * 80_000}</body></html>")
    assert page.warnings == (ALL_TEXT,)
    assert page.text.count("\n") == 79_999


@pytest.mark.parametrize("html", ["<html>", "<html><script>a</script></html>", "<html><!-- a --></html>", "<p><p>"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(ReadError, match="no text"):
        page_of(html)


def test_the_same_page_gives_the_same_text_whenever_it_is_read() -> None:
    assert page_of(PAGE) == page_of(PAGE)


def test_pages_are_not_paid_for_by_those_who_read_text() -> None:
    code = "import sys, derek.readers.documents, derek.readers.sources; print({'trafilatura', 'lxml', 'pyarrow'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
