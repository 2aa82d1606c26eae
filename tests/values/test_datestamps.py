"""Date stamps of machines and of other languages."""

import subprocess
import sys

import pytest

from faitout.values.datestamps import read_datestamp


@pytest.mark.parametrize(
    "stamp",
    [
        "Fri, 05 Mar 2021 10:00:00 GMT",
        "2021-03-05T10:00:00+02:00",
        "March 5, 2021",
        "Mar 05, 2021 10:12 PM",
        "5 Mar 2021 10:00",
        "Fri Mar 05 10:00:00 2021",
        "05/03/2021 à 10:00",
        "5 mars 2021",
    ],
)
def test_a_stamp_gives_its_day(stamp):
    assert read_datestamp(stamp) == "2021-03-05"


@pytest.mark.parametrize(
    "stamp", ["", "hier", "mars 2021", "5 mars", "10%", "Jun", "soon", "99/99/9999", "2021-13-05", "1" * 200]
)
def test_what_is_no_whole_date_gives_none(stamp):
    assert read_datestamp(stamp) is None


def test_dateparser_is_not_loaded_for_text():
    code = (
        "import sys; from faitout.values.dates import find_dates; find_dates('Le 3 mai 2019');"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
