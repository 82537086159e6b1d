"""The types of a survey that travel between child and parent, and that may be kept as JSON."""

from spatial.intake import wire
from spatial.survey import answer, model
from spatial.survey.reading import Task
from spatial.survey.tolerances import Capacity, Tolerances

wire.learn(
    model.Attributes, answer.Candidate, model.County, answer.CrsVerdict, model.Declared, answer.Defect,
    model.Draft,
    model.HeaderField, answer.Parcel, model.RawParcel, model.Registered, model.Remark, answer.Repair,
    model.Ring,
    answer.SurveyReading, answer.Where, Task, Capacity, Tolerances,
)  # fmt: skip
