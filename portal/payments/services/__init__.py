"""Writes of payments: the maker's, the evidence, the steps."""

from portal.payments.services.drafting import ApplicationFacts as ApplicationFacts
from portal.payments.services.drafting import InvoiceFacts as InvoiceFacts
from portal.payments.services.drafting import LineFacts as LineFacts
from portal.payments.services.drafting import amend as amend
from portal.payments.services.drafting import make as make
from portal.payments.services.evidence import Taken as Taken
from portal.payments.services.evidence import add_evidence as add_evidence
from portal.payments.services.evidence import remove_evidence as remove_evidence
from portal.payments.services.steps import take_step as take_step
