"""A corrected survey in the demo officer's hands: read by a worker, and waiting to be confirmed."""

from datetime import date
from io import BytesIO

from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.demo.province.hashing import fixed_id
from portal.demo.works.desk import CORRECTED, SURVEY_NAME
from portal.demo.works.land_papers import extent_id
from portal.projects.models import Project
from portal.surveying.models import SurveyBatch
from portal.surveying.services import receive_survey
from spatial.features.models import SurveyOriginal


def send_survey(*, username: str, on: date) -> bool:
    """Send in the survey that a document sent back waits for; tell whether it was not there yet."""
    sent = SurveyBatch.objects.filter(name=SURVEY_NAME).exists()
    found = SurveyOriginal.objects.filter(feature=extent_id(CORRECTED.work, CORRECTED.kind))
    original = found.first()
    if sent or original is None:
        return False
    project = Project.objects.get(pk=fixed_id("project", CORRECTED.work))
    answers = {
        "project": project.code, "document": CORRECTED.kind, "county": project.region_code[:6],
    }  # fmt: skip
    actor = actor_of(User.objects.get(username=username), on=on)
    stream = BytesIO(original.text.encode("gb18030"))
    receive_survey(actor=actor, stream=stream, name=SURVEY_NAME, answers=answers, on=on)
    return True
