"""More than four hundred broken files: each reads correctly or is refused with the right code; none
crashes.
"""

import pytest

from spatial.intake.problems import Refused
from spatial.survey.answer import SurveyReading
from tests.survey.corpus.case import Case, spread
from tests.survey.corpus.drawings import DRAWINGS
from tests.survey.corpus.maps import CSVS, GEOJSON, PACKED, SHAPEFILES, STRANGE, XLSX, XML
from tests.survey.corpus.text_cases import IN_COUNTY, TEXTS

CASES = [
    *spread(TEXTS, suffix=".txt", seeds=range(5)),
    *spread(IN_COUNTY, suffix=".txt", seeds=range(5), in_county=True),
    *spread(SHAPEFILES, suffix=".zip", seeds=range(2)),
    *spread(GEOJSON, suffix=".geojson", seeds=range(3)),
    *spread(XML, suffix=".kml", seeds=range(3)),
    *spread(PACKED, suffix=".bin", seeds=range(2)),
    *spread(CSVS, suffix=".csv", seeds=range(3)),
    *spread(XLSX, suffix=".xlsx", seeds=range(2)),
    *spread(DRAWINGS, suffix=".dxf", seeds=range(2)),
    *spread(STRANGE, suffix=".dat", seeds=range(2)),
]


def test_the_corpus_is_large():
    assert len(CASES) >= 400
    assert len({case.content for case in CASES}) > 350


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_reads_or_is_refused_with_the_code_it_deserves(desk, county, case: Case):
    path = desk.write(case.content, case.filename)
    try:
        found = desk.read(path, county=county if case.in_county else None).reading
    except Refused as refused:
        assert refused.problem.code in case.want.any_of
        assert refused.problem.sentence("zh") != refused.problem.sentence("en")
        return
    codes = {defect.code for defect in found.defects}
    assert case.want.says <= codes
    assert not case.want.silent & codes
    if case.want.clean and (not case.want.any_of or not found.errors):
        assert not found.errors
        assert _ground(found) == pytest.approx(
            case.area_sqm, abs=1.0 if "decimals_few" not in codes else 20.0
        )
    elif case.want.any_of:
        assert codes & case.want.any_of


def _ground(reading: SurveyReading) -> float:
    return sum(parcel.area_plane_sqm or 0.0 for parcel in reading.parcels)
