"""Values of a published revision, property by property: what searches of a whole model are answered from."""

from django.db import models

from bim.catalog.models import Revision


class Column(models.Model):
    """All values of one property, or of a field of the elements themselves where no set is named.

    The values in their order: ``numbers`` (float64, rising), ``texts`` (a zero byte before each), false,
    true. Value ``n`` is that of ``els[starts[n]:starts[n + 1]]`` (int32, rising). Not
    ``plain``: lists are among them, or numbers no float holds, or two sets of one element share the name;
    then nothing is kept but that it is there.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="columns")
    name_of_set = models.TextField(blank=True)
    name = models.TextField()
    plain = models.BooleanField()
    numbers = models.BinaryField()
    texts = models.BinaryField()
    starts = models.BinaryField()
    els = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.name_of_set}.{self.name}"
