"""Who asks, and of which country."""

from tests.ogc.conftest import land as land
from tests.ogc.conftest import lead as lead
from tests.ogc.conftest import planted as planted
