"""How long the rules take to judge a large IKZ application.

    python -m tests.bench.checks [--partners 25] [--rounds 400]

Prints median and 95th percentile of the processor's time in ms, which a busy machine does not
stretch; ends with 1 when the latter is above the limit.
"""

import sys
import time
import tomllib
from datetime import date
from pathlib import Path
from statistics import median

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.measured import Figure
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.judge import judge
from ozg_tui.rules.ikz.overlaps import Engagement
from ozg_tui.rules.rule_set import parse_rule_sets
from ozg_tui.rules.territory import Period, Place
from tests.bench.figures import percentile
from tests.bench.told import parser, told

LIMIT_MS = 5.0
_RULES = Path(__file__).parents[2] / "seeds" / "rule_sets.toml"


def large(partners: int) -> tuple[Case, dict[str, Place], list[Engagement]]:
    """An application with everything filled in: own costs and signatures, one leaving, overlaps."""
    keys = [f"06639{number:03d}" for number in range(1, partners + 1)]
    places = {
        key: Place(periods=(Period(key=key, name=f"Ort {key}", kind=OrganisationKind.GEMEINDE),))
        for key in keys
    }
    case = Case.model_validate(
        {
            "number": "IKZ-0001",
            "reference_date": date(2022, 1, 15),
            "field_of_work": "IT",
            "participants": [
                {
                    "key": key,
                    "role": "partner" if number else "lead",
                    "resolution": {"status": "passed", "date": "2021-10-01"},
                    "signed_on": "2021-12-01",
                    "left_on": None if number else "2024-01-01",
                    "costs": {
                        "personnel_before": "100000.00",
                        "personnel_after": "80000.00",
                        "material_before": "10000.00",
                        "material_after": "9000.00",
                    },
                }
                for number, key in enumerate(keys)
            ],
            "agreement": {
                "form": "public_law_agreement",
                "transfer": "mandate",
                "notified_on": "2021-12-02",
                "tasks_named": True,
            },
            "term": {"end": "2031-12-31"},
            "requested": "100000.00",
            "granted": "100000.00",
        }
    )
    engagements = [Engagement(number="IKZ-0002", key=key) for key in keys]
    return case, places, engagements


def milliseconds(partners: int, rounds: int) -> list[float]:
    """How long each judgement took."""
    case, places, engagements = large(partners)
    rule_sets = parse_rule_sets(tomllib.loads(_RULES.read_text(encoding="utf-8")))
    found = []
    for _ in range(rounds):
        started = time.thread_time()
        judge(case, rule_sets, places, None, engagements)
        found.append((time.thread_time() - started) * 1000)
    return found


def main() -> int:
    """Read the options and measure."""
    asking = parser(__doc__)
    asking.add_argument("--partners", type=int, default=25)
    asking.add_argument("--rounds", type=int, default=400)
    options = asking.parse_args()
    found = milliseconds(options.partners, options.rounds)
    worst = percentile(found, 0.95)
    what = f"Antrag mit {options.partners} Kommunen prüfen, 95 %"
    figure = Figure(what, round(worst, 4), "ms", LIMIT_MS, "")
    print(
        f"{options.partners} partners: median {median(found):.2f} ms, p95 {worst:.2f} ms, "
        f"limit {LIMIT_MS:g} ms {'ok' if figure.is_held else 'MISSED'}"
    )
    return told("Prüfungen", [figure], keep=options.keep)


if __name__ == "__main__":
    sys.exit(main())
