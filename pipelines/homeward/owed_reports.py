"""The reports that the last night owes, made before the next one begins."""

from homeward.after_publication import report
from homeward.fault import described
from homeward.journal import Journal
from homeward.settings import Settings
from homeward.warehouse.access import Access
from homeward.warehouse.next_warehouse import LastRun
from homeward.watch import StepLog


def make_owed(settings: Settings, journal: Journal, last: LastRun | None, log: StepLog, *, mail: bool) -> None:
    """Make the reports that the last published night owes and, with `mail`, put its mails into the outbox.

    They are made of the warehouse as it stands, so before anything of tonight is in it. Those of tonight's own day are
    left to tonight, which makes that day's anew. What fails again is a warning. Source: contract.md, exit code 5.
    """
    if last is None or last.as_of == settings.as_of:
        return
    if last.run_id not in {owed.run_id for owed in journal.reports_owed()}:
        return
    access = Access.of(settings)
    try:
        access.make_folder(settings.reports)
        of_that_day = settings.model_copy(update={"as_of": last.as_of})
        reports = report(of_that_day, journal, last.run_id, log, mail=mail)
        for name in (last.as_of.isoformat(), "latest"):
            access.give_tree(settings.reports / name)
    except Exception as error:  # Tonight goes on, whatever it is: the night before is published.
        problem: str | None = described(error)
    else:
        problem = reports.problem
    if problem:
        log.say(f"The reports owed of {last.as_of} were not made: {problem}", level="warning")
