"""What the columns of a table or map layer mean for a parcel."""

import re
from collections.abc import Sequence

from spatial.intake.model import Column, Value
from spatial.survey.model import Attributes

NAMES = {
    "name": r"地块名称?|宗地名称|dkmc|xmmc|项目名称|名称|name|layer|图斑名称",
    "code": r"地块编号|地块号|地块代码|宗地号|宗地代码|宗地编号|dkbh|zddm|zdh|code|bsm",
    "area": r"地块面积.*|宗地面积.*|面积.*|dkmj",
    "land_use": r"地块用途|用途|土地用途|dkyt",
    "land_code": r"地类编码|地类代码|dlbm",
    "sheet": r"图幅号|tfh",
    "label": r"点号|界址点号|界址点|点名|点编号|拐点|拐点号|拐点编号|point(_?(no|id|name))?|jzdh|序号",
    "ring": r"圈号|地块圈号|环号|圈|ring(_?no)?|qh",
}
PATTERNS = {role: re.compile(pattern, re.I) for role, pattern in NAMES.items()}


class Roles:
    """Which column plays which part."""

    def __init__(self, columns: Sequence[Column]) -> None:
        tidy = [re.sub(r"[\s()（）/]|\(.*\)", "", column.name) for column in columns]
        self._at = {
            role: next((i for i, name in enumerate(tidy) if pattern.fullmatch(name)), -1)
            for role, pattern in PATTERNS.items()
        }

    def has(self, role: str) -> bool:
        """Tell whether some column plays the part."""
        return self._at[role] >= 0

    def text(self, role: str, values: Sequence[Value]) -> str:
        """Return what a row says in the part, as text."""
        at = self._at[role]
        value = values[at] if 0 <= at < len(values) else None
        return "" if value is None else str(value).strip()

    def attributes(self, values: Sequence[Value], *, with_area: bool = False) -> Attributes:
        """Return a row's attributes. Areas of map layers are in no known unit and left out."""
        return Attributes(
            name=self.text("name", values)[:200], code=self.text("code", values)[:100],
            area=self.text("area", values)[:60] if with_area else "", sheet=self.text("sheet", values)[:60],
            land_use=self.text("land_use", values)[:100], land_code=self.text("land_code", values)[:60],
        )  # fmt: skip
