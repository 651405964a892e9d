"""Web pages: what is a line, a caption or a table; what is the page's frame; and which pages hold no decision."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from parser import ParserError, SourceDocument, media_type_of, parse
from parser.model import Reading
from parser.places import decider_of, municipality_of_addresses
from parser.readers import read
from parser.readers.html_systems import pages, system_of

COVER = "<p>Lahden kaupunki, Kaupunginhallitus, 4.4.2022</p><p>§ 12</p><p>Otsikko</p>"
DECIDES = tomllib.loads(files("parser").joinpath("bodies.toml").read_text(encoding="utf-8"))["decides"]


def reading(page: str) -> Reading:
    return read(SourceDocument(page.encode(), "text/html", "a.html"))


def lines(page: str) -> list[str]:
    """What stands below the title, with a + before what goes on on the line before."""
    blocks = reading(f"<body>{COVER}{page}").blocks
    return [("+" if block.wrapped else "") + block.text for block in blocks[3:]]


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("<p><span>Valmistelija</span><span>Malli Matti</span></p>", ["Valmistelija", "+Malli Matti"]),
        ("<p><b>Päätös</b>&nbsp;&nbsp;&nbsp; Hyväksyttiin.</p>", ["Päätös", "+Hyväksyttiin."]),
        ("<p><b>Päätös:</b> Hyväksyttiin.</p>", ["Päätös:", "+Hyväksyttiin."]),
        ("<p><span style='font-weight: 700'>Päätös:</span> Hyväksyttiin.</p>", ["Päätös:", "+Hyväksyttiin."]),
        ("<p><b><span style='font-weight:normal'>Päätös:</span></b> Hyväksyttiin.</p>", ["Päätös: Hyväksyttiin."]),
        ("<p><b>Päätös</b> Hyväksyttiin.</p>", ["Päätös Hyväksyttiin."]),
        ("<p><b>Päätös</b>historia</p>", ["Päätöshistoria"]),
        ("<p><span>Päätös syn</span><span>tyi.</span></p>", ["Päätös syntyi."]),
        ("<p>Vesi on <b>Hyvää</b>Vettä.</p>", ["Vesi on Hyvää Vettä."]),
        ("<dl><dt>Päätös<dd>Hyväksyttiin.</dl>", ["Päätös", "Hyväksyttiin."]),
    ],
)
def test_caption_and_value(page: str, printed: list[str]) -> None:
    assert lines(page) == printed


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ("<tr><td>-<td>Kartta<tr><td>-<td>Kaava", ["- Kartta", "- Kaava"]),
        ("<tr><td>1<td>Kartta<tr><td>2<td>Kaava", ["1 Kartta", "2 Kaava"]),
        ("<tr><th>Päätös<td>Ei<tr><th>Esittelijä<td>Malli", ["Päätös", "+Ei", "Esittelijä", "+Malli"]),
        ("<tr><th>Vuosi<td>2021<tr><th>Hinta<td>5 €", ["Vuosi\t2021\nHinta\t5 €"]),
        ("<tr><td>Lautakunta<td>7 §<td>1.2.2021", ["Lautakunta 7 § 1.2.2021"]),
        ("<tr><td><td><a>Kartta</a><tr><td><td><a>Kaava</a>", ["Kartta", "Kaava"]),
        (
            "<tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tr><td colspan=2>1<td rowspan=2>2<tr><td>3<td>4",
            ["A\tB\tB\n\tC\tD\n1\t\t2\n3\t4\t"],
        ),
    ],
)
def test_uses_of_a_table(rows: str, printed: list[str]) -> None:
    assert lines(f"<table>{rows}</table>") == printed


def test_frame_is_left_out_and_its_files_come_last() -> None:
    page = reading(
        "<head><title>Espoon kaupunki</title></head><body>"
        "<center><a>Toimielimet</a> | <a>Kaupunginhallitus</a> | <a>Pöytäkirja 4.4.2022</a></center>"
        "<!--DATABEGIN--><p>Navigointi</p><p><a>Edellinen asia</a> | <a>Seuraava asia</a></p>"
        f"<p>Liitteet</p><p><a href=1>Kartta</a></p>{COVER}<p>Teksti, <a href=2>linkki</a>.</p>"
        "<!--DATAEND--><p>Alaosa</p>"
    )
    assert [block.text for block in page.blocks][1:] == ["§ 12", "Otsikko", "Teksti, linkki.", "Liitteet", "Kartta"]
    assert page.hints.title == "Espoon kaupunki | Kaupunginhallitus | Pöytäkirja 4.4.2022"


def test_page_says_of_itself_where_it_stands_and_when_it_was_made() -> None:
    way = "<nav aria-label='Murupolku'><ol><li><a>Etusivu</a><li><a>Kaupunginhallitus</a></ol></nav>"
    page = reading(
        "<head><title>A &amp; O</title><meta content='2022-04-06T10:00' name=ThisHTMLGenerated></head>"
        f"<body>{way}<nav>Valikko</nav>{COVER}"
    )
    assert page.hints.title == "A & O | Etusivu | Kaupunginhallitus"
    assert page.hints.made is not None
    assert page.hints.made.isoformat() == "2022-04-06"
    assert len(page.blocks) == 3


@pytest.mark.parametrize("own", ["", "<p>Lautakunta 2.5.2017 § 7<p>4"])
def test_page_of_an_agenda_has_the_number_of_its_item(own: str) -> None:
    page = (
        f"<p>Kokkolan kaupunki<p>Kaupunginhallitus<p>Esityslista 29.5.2017 Asianro 4{own}<p>Laiturilupa<p>Ehdotus<p>Ei."
    )
    agenda = parse(SourceDocument(f"<body>{page}".encode(), "text/html", "a.html"))
    (item,) = agenda.decisions
    assert (agenda.kind, item.number, item.title, item.outcome) == ("agenda", "4", "Laiturilupa", "unknown")
    assert [earlier.number for earlier in item.earlier] == (["7"] if own else [])
    assert "agenda-number" in [warning.code for warning in agenda.warnings]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<p>Kokouslistat<p>Kaupunginhallitus<p>21.01.2013", "a list of meetings"),
        ("<table><tr><td>Kokouspvm<td>Toimielin<tr><td>27.3.2017<td>Kaupunginhallitus</table>", "a list of meetings"),
        ("<table><tr><td>Pykälä<td>Otsikko<tr><td>1<td>Avaus</table>", "the contents of a meeting"),
        ("<p>Pelkkää tekstiä.", "no § found"),
    ],
)
def test_page_without_a_decision_is_refused(page: str, reason: str) -> None:
    with pytest.raises(ParserError, match=reason):
        parse(SourceDocument(f"<body>{page}".encode(), "text/html", "a.html"))


def test_feeds_and_data_are_refused() -> None:
    feed = "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Päätökset</title></channel></rss>"
    with pytest.raises(ParserError, match="RSS"):
        parse(SourceDocument(feed.encode("latin-1"), "text/html", "a.xml"))
    with pytest.raises(ParserError, match="JSON"):
        media_type_of(b'[\n {"title": "Kuvaus", "content": "<p>\xc2\xa7 5</p>"}]', "contents.json")


def test_system_is_told_by_its_marks() -> None:
    named = {system.name for _, system in pages().systems}
    assert named == {"Dynasty", "CaseM", "TWeb", "Ahjo", "Turku"}
    assert system_of("<a href='/cgi/drequest.php?page=meeting'>").name == "Dynasty"
    assert system_of("<p>Dynasty on hallitsijasuku.").name is None


@pytest.mark.parametrize(("sentence", "body"), DECIDES["examples"])
def test_body_of_a_decision_by_its_first_sentence(sentence: str, body: str) -> None:
    assert decider_of(sentence) == body


@pytest.mark.parametrize("sentence", DECIDES["never"])
def test_sentence_that_names_no_body(sentence: str) -> None:
    assert decider_of(sentence) is None


def test_municipality_by_addresses() -> None:
    assert municipality_of_addresses("maija.malli@hel.fi, www.hel.fi ja essi@espoo.fi") == "Helsinki"
    assert municipality_of_addresses("maija.malli@yritys.fi") is None
