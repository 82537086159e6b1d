"""How fast days are told: by the server, in the browser, and for many projects at once."""

import json
import random
import statistics
import time
from dataclasses import dataclass
from datetime import date, timedelta

from asking import Browser
from progress_world import World
from viewer_measures import Site, new_page, opened_browser

STEP = """async ([revision, count, steps]) => {
  const { readChanges, sceneOn } = await import('/static/app/twin/days/play.js');
  const { createPalette, paint } = await import('/static/app/twin/engine/palette.js');
  const answer = await (await fetch(`/api/v1/revisions/${revision}/states/changes/`)).json();
  const days = readChanges(answer, count);
  const [palette, gone, ghosted] = [createPalette(count), new Uint8Array(count), new Uint8Array(count)];
  const took = [];
  for (let n = 0; n < steps; n += 1) {
    const day = days.first + Math.round(((days.last - days.first) * ((n * 37) % steps)) / steps);
    const began = performance.now();
    const legend = sceneOn(days, day, 'gap', gone);
    const { hidden, colours } = sceneOn(days, day, 'gap', gone);
    paint(palette, { hidden, ghosted, colours, chosen: [] });
    took.push(performance.now() - began);
    if (!Object.values(legend.counts).some(Boolean)) throw new Error('Nothing stands in any state.');
  }
  return took.slice(10);
}"""
STEPS, WARM_UP = 70, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median and 95th percentile of some measurements, and how many they were."""

    p50: float
    p95: float
    count: int


def spread(values: list[float]) -> Spread:
    """Return median and 95th percentile."""
    return Spread(
        p50=statistics.median(values), p95=statistics.quantiles(values, n=20)[-1], count=len(values)
    )


def states_ms(browser: Browser, world: World, rounds: int) -> Spread:
    """Ask the server for the state of every element on days of all the time that is reported of."""
    luck, days = random.Random(1), (world.last - world.first).days
    taken = []
    for _round in range(rounds + WARM_UP):
        on = world.first + timedelta(days=luck.randrange(-7, days + 7))
        answer = browser.get(f"/api/v1/revisions/{world.revision}/states/?on={on}")
        if answer.status != 200:
            raise RuntimeError(f"{on}: {answer.status}")
        taken.append(1000 * answer.seconds)
    return spread(taken[WARM_UP:])


def step_ms(site: Site, world: World, elements: int) -> Spread:
    """Play days as the viewer does: the legend's counts, the looks of every element, and their picture."""
    with opened_browser() as browser:
        page = new_page(browser, site)
        page.goto(f"{site.address}/accounts/")
        return spread([float(one) for one in page.evaluate(STEP, [world.revision, elements, STEPS])])


def earned_s(count: int, rounds: int) -> tuple[int, Spread]:
    """Reckon earned value of so many projects as of random days; return how many there were."""
    from portal.accounts.actor import system_actor
    from portal.earned.selectors import projects_stand
    from portal.projects.models import Project

    chosen = list(Project.objects.order_by("code").values_list("pk", flat=True))
    firsts = Project.objects.filter(progress_reports__isnull=False).values_list("pk", flat=True).distinct()
    ordered = [*firsts, *(one for one in chosen if one not in set(firsts))][:count]
    rows, luck, taken = Project.objects.filter(pk__in=ordered), random.Random(2), []
    for _round in range(rounds + 1):
        on = date(2025, 1, 1) + timedelta(days=luck.randrange(690))
        began = time.perf_counter()
        projects_stand(actor=system_actor("bench"), projects=rows, as_of=on)
        taken.append(time.perf_counter() - began)
    return len(ordered), spread(taken[1:])


def as_json(figures: dict[str, Spread], **more: object) -> str:
    """Return the figures as one line."""
    return json.dumps({
        **{name: {"p50": round(one.p50, 3), "p95": round(one.p95, 3), "count": one.count}
           for name, one in figures.items()}, **more,
    })  # fmt: skip
