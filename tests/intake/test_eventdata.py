"""Event data sets, read as their publishers ship them."""

import gzip
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from detente.intake import UnreadableError
from detente.intake.eventdata import FORMATS, BadRow, EventRow, Side, read_rows

EVENTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "events"
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)
POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t"
    "Actor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\t"
    "Wikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\t"
    "Primary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\t"
    "Wikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\t"
    "GeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\t"
    "Story Organizations\tStory Locations\tLanguage\tVersion"
)


def icews(event: str, code: str, **cells: str) -> str:
    usual = {
        "Event ID": "7",
        "Event Date": "2014-05-03",
        "Source Name": "Sergey Lavrov",
        "Source Sectors": "Government,Foreign Ministry,Executive,Parties",
        "Source Country": "Russian Federation",
        "Event Text": event,
        "CAMEO Code": code,
        "Target Name": "Military (Kosovo)",
        "Target Sectors": "Military,Government",
        "Target Country": "Kosovo",
        "Publisher": "Itar-Tass",
        "City": "Moscow",
        "Province": "Moskva",
        "Country": "Russian Federation",
    } | {name.replace("_", " "): cell for name, cell in cells.items()}
    return "\t".join(usual.get(name, "") for name in ICEWS.split("\t"))


def gdelt(code: str, **cells: str) -> str:
    places = {"key": 0, "day": 1, "name": 6, "country": 7, "group": 8, "type": 12, "other": 16}
    usual = {"key": "9", "day": "20230201", "name": "ROMANIA", "country": "ROM", "type": "GOV"}
    row = [""] * 61
    for name, cell in (usual | cells).items():
        row[places[name]] = cell
    row[17], row[18], row[26], row[52] = "EUR", "EEC", code, "Brussels, Belgium"
    row[60] = "https://www.example.org/news/1"
    return "\t".join(row)


def polecat(kind: str, mode: str, **cells: str) -> str:
    usual = {
        "Event ID": "p1",
        "Event Date": "2021-09-09",
        "Event Type": kind,
        "Event Mode": mode,
        "Actor Name": "China",
        "Actor Country": "CHN",
        "Primary Actor Sector": "GOV",
        "Recipient Name": "None",
        "Recipient Country": "None",
        "Primary Recipient Sector": "None",
        "Placename": "None",
        "Source": "xinhua",
    } | {name.replace("_", " "): cell for name, cell in cells.items()}
    return "\t".join(usual.get(name, "None") for name in POLECAT.split("\t"))


def events(path: Path, kind: str, *lines: str) -> list[EventRow]:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = list(read_rows(path, kind))
    assert all(isinstance(row, EventRow) for row in rows), rows
    return [row for row in rows if isinstance(row, EventRow)]


def bad(path: Path, kind: str, *lines: str) -> list[tuple[int, str]]:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [(row.line, row.reason) for row in read_rows(path, kind) if isinstance(row, BadRow)]


def test_a_row_of_icews(tmp_path: Path) -> None:
    lines = ICEWS, icews("Discuss by telephone", "041")
    (row,) = events(tmp_path / "a.tab", "icews", *lines)
    assert row == EventRow(
        line=2,
        date="2014-05-03",
        source=Side("Sergey Lavrov", "RUS", None, "GOV"),
        target=Side("Military (Kosovo)", "XKX", None, "MIL"),
        code="041",
        type="CONSULT",
        status="reported",
        mode="call",
        contact_status="held",
        initiator=None,
        place="Moscow, Moskva, Russian Federation",
        outlet="Itar-Tass",
        url=None,
        words="Discuss by telephone",
        key="7/2014-05-03",
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("010", (None, None, None)),
        ("020", ("REQUEST", None, None)),
        ("036", ("AGREE", "unspecified", "planned")),
        ("042", ("CONSULT", "in-person", "held")),
        ("046", ("CONSULT", "unspecified", "held")),
        ("0831", ("CONCEDE", None, None)),
        ("085", ("CONCEDE", None, None)),
        ("0871", ("RETREAT", None, None)),
        ("125", ("REJECT", "unspecified", "refused")),
        ("138", ("THREATEN", None, None)),
        ("163", ("SANCTION", None, None)),
        ("2042", ("ASSAULT", None, None)),
    ],
)
def test_codes_are_moves_and_contacts(
    tmp_path: Path, code: str, expected: tuple[str | None, ...]
) -> None:
    (row,) = events(tmp_path / "a.csv", "gdelt", gdelt(code))
    assert (row.type, row.mode, row.contact_status) == expected
    assert row.initiator == ("target" if code == "125" else None)
    assert row.status == "reported"


def test_the_name_tells_a_code_that_has_lost_its_zero(tmp_path: Path) -> None:
    lines = ICEWS, icews("Make statement", "10"), icews("fight with artillery and tanks", "")
    rows = events(tmp_path / "a.tab", "icews", *lines)
    assert [(row.code, row.type) for row in rows] == [("010", None), ("194", "ASSAULT")]


def test_icews_as_dataverse_quotes_it_and_as_others_order_it(tmp_path: Path) -> None:
    names = ICEWS.split("\t")
    row = dict(zip(names, icews("Consult", "040", Target_Name="").split("\t"), strict=True))
    row["Source Name"] = 'Joseph ""Joe"" Biden'
    kept = [name for name in reversed(names) if name != "Province"]
    lines = "\t".join(kept), "\t".join(f'"{row[name]}"' for name in kept)
    (read,) = events(tmp_path / "a.tab", "icews", *lines)
    assert (read.source.name, read.target) == ('Joseph "Joe" Biden', None)
    assert (read.date, read.place) == ("2014-05-03", "Moscow, Russian Federation")


def test_one_stray_quotation_mark_spoils_no_row(tmp_path: Path) -> None:
    lines = ICEWS, icews("Consult", "040", City='"Moscow'), icews("Consult", "040")
    assert len(events(tmp_path / "a.tab", "icews", *lines)) == 2


def test_an_igo_has_an_acronym_and_no_country(tmp_path: Path) -> None:
    un = {
        "Source_Name": "UN Security Council",
        "Source_Sectors": "Global Diplomatic IGOs,Global,International Government Organization",
        "Source_Country": "",
    }
    rows = [
        *events(tmp_path / "a.tab", "icews", ICEWS, icews("Accuse", "112", **un)),
        *events(tmp_path / "b.csv", "gdelt", gdelt("112", name="NATO", country="", group="NAT")),
        *events(tmp_path / "c.txt", "polecat", POLECAT, polecat("AID", "", Actor_Name="ASEAN")),
    ]
    assert [row.source.org for row in rows] == ["UN", "NATO", "ASEAN"]
    assert {(row.source.country, row.source.sector) for row in rows} == {(None, "IGO")}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Occupied Palestinian Territory", "PSE"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo", "COG"),
        ("Cote d'Ivoire", "CIV"),
        ("Curaçao", "CUW"),
        ("Turkey", "TUR"),
        ("Swaziland", "SWZ"),
        ("Niger", "NER"),
        ("Holy See", "VAT"),
        ("Unidentified State Actor", None),
    ],
)
def test_countries_of_icews(tmp_path: Path, name: str, code: str | None) -> None:
    lines = ICEWS, icews("Consult", "040", Source_Country=name)
    (row,) = events(tmp_path / "a.tab", "icews", *lines)
    assert row.source.country == code


def test_a_row_of_gdelt(tmp_path: Path) -> None:
    (row,) = events(tmp_path / "a.csv", "gdelt", gdelt("043", other="BRUSSELS"))
    assert row.source == Side("ROMANIA", "ROU", None, "GOV")
    assert row.target == Side("BRUSSELS", None, "EU", "IGO")
    assert (row.date, row.words, row.key) == ("2023-02-01", "Host a visit", "9")
    assert (row.outlet, row.url) == ("example.org", "https://www.example.org/news/1")
    assert row.place == "Brussels, Belgium"


def test_rows_of_polecat(tmp_path: Path) -> None:
    lines = (
        POLECAT,
        polecat("CONSULT", "phone", Recipient_Name="United States", Recipient_Country="USA"),
        polecat("CONSULT", "multilateral"),
        polecat("REJECT", "meet"),
        polecat("SANCTION", "expel", Actor_Name="A; B", Actor_Country="FRA; DEU"),
        # As some files are: tabs at the end of a line.
        polecat("RETREAT", "None") + "\t\t",
    )
    rows = events(tmp_path / "a.txt", "polecat", *lines)
    assert rows[0].target == Side("United States", "USA", None, None)
    assert [(row.code, row.mode, row.contact_status) for row in rows] == [
        ("CONSULT-phone", "call", "held"),
        ("CONSULT-multilateral", "unspecified", "held"),
        ("REJECT-meet", "unspecified", "refused"),
        ("SANCTION-expel", None, None),
        ("SANCTION-expel", None, None),
        ("RETREAT", None, None),
    ]
    assert [(row.line, row.source.country, row.key) for row in rows[3:5]] == [
        (5, "FRA", "p1"),
        (5, "DEU", "p1/2"),
    ]


def test_polecat_whose_header_has_more_columns_than_its_lines(tmp_path: Path) -> None:
    header = POLECAT.replace("\tEvent Mode", "\tHeadline\tEvent Mode")
    (row,) = events(tmp_path / "a.txt", "polecat", header, polecat("CONSULT", "visit"))
    assert (row.mode, row.outlet) == ("in-person", "xinhua")


def test_roles_of_the_plain_form(tmp_path: Path) -> None:
    names = "Citizen (India)", "Military (Holy See (Vatican City State))", "Angela Merkel"
    lines = (f"{name}\tmake statement\tCombatant (Taliban)\t2014-01-01" for name in names)
    rows = events(tmp_path / "a.txt", "plain", *lines)
    assert [(row.source.country, row.source.sector) for row in rows] == [
        ("IND", "CVL"),
        ("VAT", "MIL"),
        (None, None),
    ]
    assert rows[0].target == Side("Combatant (Taliban)", None, None, None)


def test_bad_rows_have_their_line_and_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "file"
    good = "A\tConsult\tB\t2014-01-01"
    lines = good, "A\tConsult\tB", "", "A\tJuggle\tB\t2014-01-01", "\tConsult\tB\t2014-01-01"
    assert bad(path, "plain", *lines, "A\tConsult\tB\t2014-02-30", good) == [
        (2, "3 columns where there should be 4"),
        (4, "unknown event: name 'Juggle'"),
        (5, "no source actor"),
        (6, "no date: '2014-02-30'"),
    ]
    lines = ICEWS, icews("Juggle", "999"), icews("Consult", "040").rpartition("\t")[0]
    assert bad(path, "icews", *lines, icews("Consult", "040", Event_Date="soon")) == [
        (2, "unknown event: code '999', name 'Juggle'"),
        (3, "19 columns where the header has 20"),
        (4, "no date: 'soon'"),
    ]
    assert bad(path, "gdelt", gdelt("041", name=""), gdelt("---"), "x\ty") == [
        (1, "no first actor"),
        (2, "unknown event: code '---'"),
        (3, "2 columns where GDELT 2.0 has 61"),
    ]
    assert bad(path, "polecat", POLECAT, polecat("YODEL", ""), polecat("AID", "", Event_ID="")) == [
        (2, "unknown event: type 'YODEL'"),
    ]


def test_compressed_files_and_lines_in_latin_1(tmp_path: Path) -> None:
    raw = "Müller\tConsult\tLópez\t2014-01-01\r\n"
    both = b"\xef\xbb\xbf" + raw.encode() + raw.encode("latin-1")
    packed = tmp_path / "a.gz"
    packed.write_bytes(gzip.compress(both))
    archive = tmp_path / "b.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("20230201.export.CSV", both)
        file.writestr("README", "what is in it")
    for path in (packed, archive):
        rows = list(read_rows(str(path), "plain"))
        assert [row.line for row in rows] == [1, 2]
        assert {row.source.name for row in rows if isinstance(row, EventRow)} == {"Müller"}


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(UnreadableError, match=r"file: no such file"):
        read_rows(path, "icews")
    with pytest.raises(UnreadableError, match=r"is a directory"):
        read_rows(tmp_path, "icews")
    for content, wrong in (
        (b"", "it is empty"),
        (b"A\0B", "it is binary"),
        (ICEWS.replace("Event Text\t", "").encode(), "its header lacks Event Text;"),
        (b"PK\x03\x04 and no more", "it is a broken archive"),
    ):
        path.write_bytes(content)
        with pytest.raises(UnreadableError, match=wrong):
            read_rows(path, "icews")
    with pytest.raises(ValueError, match=", ".join(FORMATS)):
        read_rows(path, "acled")


def test_a_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    lines = [f"Actor {number}\tConsult\tB\t2014-01-01" for number in range(20_000)]
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode())[:-2000])
    rows = read_rows(path, "plain")
    assert next(rows).line == 1
    with pytest.raises(UnreadableError, match=r"it breaks off after line \d+ .*; download it"):
        list(rows)


@pytest.mark.skipif(not EVENTS.exists(), reason="no ../shared/data/events beside the repository")
def test_real_events() -> None:
    (path,) = EVENTS.glob("icews_*_valid.txt")
    counts = Counter(type(row) for row in read_rows(path, "plain"))
    assert counts[EventRow] > 40_000
    assert counts[BadRow] < counts[EventRow] / 1000


@pytest.mark.skipif(not EVENTS.exists(), reason="no ../shared/data/events beside the repository")
def test_every_event_name_of_icews_is_known(tmp_path: Path) -> None:
    table = (EVENTS / "icews18" / "relation2id.txt").read_text(encoding="utf-8")
    names = [line.split("\t")[0] for line in table.splitlines()]
    lines = [f"A\t{name}\tB\t2018-10-01" for name in names]
    assert len(events(tmp_path / "names.txt", "plain", *lines)) == len(names) > 250
