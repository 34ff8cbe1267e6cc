"""The table of `make prove` counts what pytest reported, and a report that is missing counts nothing."""

from tools.suite import Run, _counted, proved

REPORT = """<testsuites><testsuite>
<testcase classname="tests.concurrency.test_outbox" name="a" time="1.5"/>
<testcase classname="tests.concurrency.test_outbox" name="b" time="0.5"><failure message="x"/></testcase>
<testcase classname="tests.journeys.test_open" name="c" time="2"><skipped/></testcase>
</testsuite></testsuites>"""


def test_tests_are_counted_by_folder(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert _counted(report) == {"concurrency": [2, 1, 0, 2.0], "journeys": [1, 0, 1, 2.0]}


def test_without_a_report_nothing_is_counted(tmp_path):
    assert _counted(tmp_path / "none.xml") == {}


def test_the_table_names_suite_engine_and_sum():
    table = proved([Run("SQLite", 0, 9.0, {"core": [4, 0, 0, 1.0], "faults": [2, 0, 0, 3.0]})]).splitlines()
    assert [line.split()[:3] for line in table if line] == [
        ["suite", "engine", "tests"],
        ["core", "SQLite", "4"],
        ["faults", "SQLite", "2"],
        ["all", "SQLite", "6"],
    ]


def test_a_run_that_reported_nothing_still_has_its_line():
    assert "all" in proved([Run("SQLite", 4, 1.0, {})])
