"""A bridge under contract: its tasks of 500,000 yuan each, its four walls linked to the second one."""

from tests.bim.conftest import _own_shapes as _own_shapes
from tests.disputes.conftest import actual as actual
from tests.disputes.conftest import house as house
from tests.disputes.conftest import linked as linked
from tests.earned.conftest import bodies as bodies
from tests.earned.conftest import people as people
from tests.earned.conftest import performing as performing
from tests.earned.conftest import site as site
from tests.earned.conftest import world as world
