"""All rows of money of some works, in one pile: batch by batch, as the works themselves."""

from portal.demo.money import planted
from portal.demo.money.applications import Papers, application_rows
from portal.demo.money.contracts import balance_row, contract_rows, finish
from portal.demo.money.deals import WORKS, Deal, deals_of
from portal.demo.money.job import YEAR, Job, Pile, later
from portal.demo.money.ladder import ladder, lines_of, stage
from portal.demo.money.pays import pays_of, years_of
from portal.demo.money.scores import score_rows
from portal.demo.money.years import Ceilings, authority, next_year, year_rows
from portal.performance.book import Book


def money_of(job: Job, papers: Papers, book: Book, ceilings: Ceilings, pile: Pile) -> None:
    """Put everything of one work on the pile; what was paid of it stands in ``pile.paid``."""
    lines = lines_of(job)
    deals = deals_of(job, lines, pile)
    finish(job, deals)
    pays = pays_of(job, deals)
    for deal in deals:
        contract_rows(job, deal, pile)
    application_rows(job, pays, lines, papers, pile)
    pile.add(*(balance_row(deal) for deal in deals))
    paid = sum(pay.cash for pay in pays if pay.spent)
    pile.paid[job.row.id] = paid
    ladder(job, lines, pile)
    _later_stages(job, deals, pile)
    issued = 0
    for year, drawn in sorted(years_of(pays).items()):
        year_rows(job, year, drawn, ceilings, pile)
        issued += authority(job, year, drawn) if year == YEAR else sum(pay.cash for pay in drawn)
    if job.row.stage in {"construction", "preconstruction", "planned"}:
        next_year(job, min(job.cents * 4 // 10, (job.cents - issued) * 6 // 10), ceilings, pile)
    score_rows(job, paid, book, pile)


def _later_stages(job: Job, deals: list[Deal], pile: Pile) -> None:
    """Put down what was signed, settled and finally counted, as far as the work has come."""
    if job.began is None:
        return
    stage(job, pile, "contract", sum(deal.original for deal in deals), later(job.starts, -30))
    if not job.ended or not job.at("final_accounts"):
        return
    others = sum(deal.current for deal in deals if deal.kind != WORKS)
    settled = sum(deal.settled or 0 for deal in deals) + others
    stage(job, pile, "settlement", settled, later(job.ended, 58))
    if job.at("handed_over"):
        final = settled + job.cents // 25
        if planted.has(job, planted.OVER_FINAL):
            final = int(job.cents * planted.FINAL_FACTOR)
        stage(job, pile, "final", final, later(job.ended, 145))
