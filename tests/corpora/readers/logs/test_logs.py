"""XES and OCEL logs, through detection; small logs of our own that follow the published schemas."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers.detect import read
from corpora.readers.raw import RawEvent, RawRecord, ReadOptions
from corpora.readers.sources import source_of
from corpora.readers.xml import elements
from corpora.records import Reject

OPTIONS = ReadOptions(timezone=UTC)


def read_all(path: Path) -> list[RawRecord | Reject]:
    return list(read([path], OPTIONS))


def events(path: Path) -> list[RawEvent]:
    found = read_all(path)
    assert all(isinstance(each, RawEvent) for each in found), found
    return [each for each in found if isinstance(each, RawEvent)]


# XES: IEEE 1849, schema at xes-standard.org (xes.xsd); extensions concept, time, lifecycle, org.
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="none"/></global>
  <classifier name="Activity" keys="concept:name lifecycle:transition"/>
  <string key="concept:name" value="returns desk"/>
  <trace>
    <string key="concept:name" value="R-7"/>
    <event>
      <string key="concept:name" value="Check parcel"/>
      <string key="lifecycle:transition" value="start"/>
      <string key="org:resource" value="Ines"/>
      <string key="org:group" value="Returns"/>
      <date key="time:timestamp" value="2026-03-02T09:00:00.000+01:00"/>
    </event>
    <event>
      <string key="concept:name" value="Check parcel"/>
      <string key="lifecycle:transition" value="complete"/>
      <string key="org:group" value="Returns"/>
      <date key="time:timestamp" value="2026-03-02T09:04:30.000+01:00"/>
      <string key="seal" value="broken"><string key="by" value="courier"/></string>
    </event>
  </trace>
  <trace>
    <int key="concept:name" value="8"/>
    <event>
      <string key="concept:name" value="Refund"/>
      <string key="org:resource" value="Odile"/>
      <string key="time:timestamp" value="2026/03/03 10:00:00.000"/>
    </event>
    <event><string key="concept:name" value="Refund"/></event>
    <event><date key="time:timestamp" value="2026-03-03T10:00:00Z"/></event>
  </trace>
</log>
"""


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_xes_has_cases_lanes_and_how_long_it_took(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(XES.encode()) if name.endswith("gz") else XES.encode())
    found = read_all(path)
    first, second, third = (each for each in found if isinstance(each, RawEvent))
    assert (first.case, first.activity, first.lane) == ("R-7", "Check parcel", "Returns")
    assert first.at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert first.attributes == {"lifecycle:transition": "start", "org:resource": "Ines"}
    assert (first.duration_s, second.duration_s) == (None, 270.0)
    assert second.attributes["seal"] == "broken"
    assert (third.case, third.lane) == ("8", "Odile")
    assert third.at == datetime(2026, 3, 3, 10, tzinfo=UTC)
    rejects = [(each.row, each.code) for each in found if isinstance(each, Reject)]
    assert rejects == [(4, "no-date"), (5, "no-activity")]


def test_a_log_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES[: XES.index("<int key")])
    found = read_all(path)
    assert sum(isinstance(each, RawEvent) for each in found) == 2
    assert isinstance(found[-1], Reject)
    assert "cut off" in found[-1].remedy


def test_the_same_event_twice_is_two_events(tmp_path: Path) -> None:
    event = (
        '<event><string key="concept:name" value="Knock"/>'
        '<date key="time:timestamp" value="2026-03-02T09:00:00Z"/></event>'
    )
    path = tmp_path / "log.xes"
    path.write_text(f"<log><trace>{event}{event}</trace></log>")
    first, second = events(path)
    assert (first.attributes, second.attributes) == ({}, {"occurrence": "2"})


def test_memory_stays_flat(tmp_path: Path) -> None:
    trace = XES[XES.index("<trace>") : XES.index("</trace>") + 8]
    path = tmp_path / "log.xes"
    path.write_text(f"<log>{trace * 500}</log>")
    for event in elements(source_of(path), frozenset(("event",)), passing=frozenset(("trace",))):
        around = event.getparent()
        assert around is not None
        log = around.getparent()
        assert log is not None
        assert len(log) < 100  # what the parser has read ahead


# OCEL 2.0: ocel-standard.org/2.0/ocel20_specification.pdf, sections on JSON, XML and SQLite.
JSON_LOG = {
    "objectTypes": [{"name": "order", "attributes": []}, {"name": "item", "attributes": []}],
    "eventTypes": [
        {"name": "place order", "attributes": [{"name": "department", "type": "string"}]},
        {"name": "pick item", "attributes": []},
    ],
    "objects": [
        {"id": "o1", "type": "order", "attributes": [], "relationships": []},
        {"id": "i1", "type": "item", "relationships": [{"objectId": "o1", "qualifier": "of"}]},
    ],
    "events": [
        {
            "id": "e1",
            "type": "place order",
            "time": "2026-03-02T09:00:00Z",
            "attributes": [{"name": "department", "value": "Web"}, {"name": "sum", "value": 12.5}],
            "relationships": [
                {"objectId": "i1", "qualifier": "line"},
                {"objectId": "o1", "qualifier": "order"},
            ],
        },
        {
            "id": "e2",
            "type": "pick item",
            "time": "2026-03-02T11:00:00+01:00",
            "attributes": [],
            "relationships": [{"objectId": "i1", "qualifier": "line"}],
        },
        {"id": "e3", "type": "pick item", "time": "soon"},
    ],
}
XML_LOG = """<?xml version="1.0"?>
<log>
  <object-types><object-type name="order"><attributes/></object-type></object-types>
  <event-types><event-type name="place order"><attributes/></event-type></event-types>
  <objects>
    <object id="o1" type="order"><attributes/></object>
    <object id="i1" type="item"><objects><relationship object-id="o1" qualifier="of"/></objects>
    </object>
  </objects>
  <events>
    <event id="e1" type="place order" time="2026-03-02T09:00:00Z">
      <attributes><attribute name="department">Web</attribute><attribute name="sum">12.5</attribute>
      </attributes>
      <objects><relationship object-id="i1" qualifier="line"/>
        <relationship object-id="o1" qualifier="order"/></objects>
    </event>
    <event id="e2" type="pick item" time="2026-03-02T11:00:00+01:00">
      <objects><relationship object-id="i1" qualifier="line"/></objects>
    </event>
    <event id="e3" type="pick item" time="soon"/>
  </events>
</log>
"""


SQLITE_LOG = """
    CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
    CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
    CREATE TABLE event_object
        (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE object_object
        (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
    CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
    CREATE TABLE event_PickItem (ocel_id TEXT, ocel_time TEXT);
    CREATE TABLE event_PlaceOrder (ocel_id TEXT, ocel_time TEXT, department TEXT, sum REAL);
    INSERT INTO object VALUES ('o1', 'order'), ('i1', 'item');
    INSERT INTO event_map_type VALUES
        ('pick item', 'PickItem'), ('place order', 'PlaceOrder');
    INSERT INTO event_PlaceOrder VALUES ('e1', '2026-03-02 09:00:00', 'Web', 12.5);
    INSERT INTO event_PickItem VALUES ('e2', '2026-03-02 10:00:00'), ('e3', 'soon');
    INSERT INTO event_object VALUES ('e1', 'i1', 'line'), ('e1', 'o1', 'order'),
        ('e2', 'i1', 'line');
"""


def sqlite_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SQLITE_LOG)


@pytest.mark.parametrize("kind", ["json", "xml", "sqlite"])
def test_ocel_belongs_to_the_order_whatever_it_is_written_in(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"log.{kind}"
    if kind == "sqlite":
        sqlite_log(path)
    else:
        path.write_text(json.dumps(JSON_LOG) if kind == "json" else XML_LOG)
    found = read_all(path)
    placed, picked = (each for each in found if isinstance(each, RawEvent))
    assert (placed.activity, placed.lane, placed.case) == ("place order", "Web", "order:o1")
    assert placed.at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert placed.attributes == {"event": "e1", "sum": "12.5", "item": "i1", "order": "o1"}
    # The item alone goes on with the order that it was first seen in.
    assert (picked.activity, picked.case) == ("pick item", "order:o1")
    assert picked.at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert [each.code for each in found if isinstance(each, Reject)] == ["no-date"]


@pytest.mark.parametrize("kind", ["json", "xml", "sqlite"])
def test_objects_that_no_log_describes_are_told_and_the_events_kept(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"log.{kind}"
    if kind == "sqlite":
        sqlite_log(path)
        with closing(sqlite3.connect(path)) as db:
            db.executescript("""
                DELETE FROM object WHERE ocel_id = 'o1';
                INSERT INTO event_object VALUES ('e99', 'i1', 'line');
                INSERT INTO event_map_type VALUES ('pack', 'Pack');
            """)
    else:
        path.write_text(json.dumps(JSON_LOG) if kind == "json" else XML_LOG)
        described = '{"id": "o1", "type"' if kind == "json" else '<object id="o1" type'
        path.write_text(path.read_text().replace(described, described.replace("o1", "o7")))
    told: list[str] = []
    options = ReadOptions(timezone=UTC, remark=told.append)
    found = [each for each in read([path], options) if isinstance(each, RawEvent)]
    assert [each.activity for each in found] == ["place order", "pick item"]
    assert found[0].attributes == {"event": "e1", "sum": "12.5", "item": "i1", "object": "o1"}
    (dangling,) = (each for each in told if "does not describe: 1 (o1)" in each)
    assert str(path) in dangling
    assert len(told) == (3 if kind == "sqlite" else 1)


def test_ocel_of_the_first_version(tmp_path: Path) -> None:
    log = {  # ocel-standard.org/1.0/specification.pdf
        "ocel:global-log": {"ocel:version": "1.0"},
        "ocel:events": {
            "1": {
                "ocel:activity": "place order",
                "ocel:timestamp": "2026-03-02T09:00:00",
                "ocel:omap": ["o1"],
                "ocel:vmap": {"team": "Web"},
            }
        },
        "ocel:objects": {"o1": {"ocel:type": "order", "ocel:ovmap": {}}},
    }
    path = tmp_path / "log.jsonocel"
    path.write_text(json.dumps(log))
    (event,) = events(path)
    assert (event.activity, event.lane, event.case) == ("place order", "Web", "order:o1")


def test_any_other_sqlite_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE users (name TEXT)")
    (reject,) = read_all(path)
    assert isinstance(reject, Reject)
    assert "not an OCEL log" in reject.remedy


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE log SYSTEM "http://127.0.0.1:9/log.dtd">',
        '<!DOCTYPE log [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
    ],
)
@pytest.mark.parametrize("padding", ["", f"<!--{'x' * 70_000}-->"])
def test_entities_are_never_opened(tmp_path: Path, declared: str, padding: str) -> None:
    body = XES.partition("?>")[2].replace('"Ines"', '"&a;"').replace("<trace>", "<trace>&a;", 1)
    path = tmp_path / "log.xes"
    path.write_text(f"<?xml version='1.0'?>{padding}{declared}{body}")
    found = read_all(path)
    assert isinstance(found[-1], Reject)
    assert "root:" not in str(found)
    if not padding:
        assert "entities" in found[-1].remedy


@given(st.text(alphabet='<>/"&;= logtraceevent\n', max_size=200))
def test_no_xml_ends_in_a_trace(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "log.xes"
    path.write_text(f"<log><trace>{text}")
    assert all(isinstance(each, (RawEvent, Reject)) or each for each in read_all(path))


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "count", "cases"),
    [
        ("bpic2013_incidents", 65_533, 7_554),
        ("helpdesk", 21_348, 4_580),
        ("teleclaims", 46_138, 3_512),
    ],
)
def test_published_logs_are_read_whole(
    public_data: Path, name: str, count: int, cases: int
) -> None:
    found = events(public_data / "events" / f"{name}.xes.gz")
    assert (len(found), len({each.case for each in found})) == (count, cases)
