"""Work that is handed to workers ahead of its turn, and taken back in its order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    workers: Executor, work: Callable[[Item], Result], items: Iterable[Item], under_way: int
) -> Iterator[Result]:
    """What `work` makes of each item, in the order of the items.

    No more than `under_way` items are with the workers, or done and waiting, at once: memory is that of so many. At its
    end, also where it is given up, nothing is under way any more. Raises what `work` raises.
    """
    pending: deque[Future[Result]] = deque()
    try:
        for item in items:
            pending.append(workers.submit(work, item))
            if len(pending) >= under_way:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        wait(pending)
