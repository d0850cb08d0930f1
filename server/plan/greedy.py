"""Quick plans without proof: what excludes least first, then exchanges that gain."""

from heapq import heapify, heappop, heappush

from server.plan.conflicts import Exclusions, members


def scattered(exclusions: Exclusions) -> tuple[int, ...]:
    """Positions chosen one by one, always that which excludes fewest of those that are left."""
    masks = exclusions.masks
    left = (1 << len(masks)) - 1
    heap = [(mask.bit_count(), index) for index, mask in enumerate(masks)]
    heapify(heap)
    chosen = []
    while heap:
        degree, index = heappop(heap)
        if not left >> index & 1:
            continue
        now = (masks[index] & left).bit_count()
        if now < degree:
            heappush(heap, (now, index))
            continue
        chosen.append(index)
        left &= ~(masks[index] | 1 << index)
    return tuple(sorted(chosen))


def scanned(exclusions: Exclusions) -> tuple[int, ...]:
    """Positions chosen one by one in canonical order."""
    taken, chosen = 0, []
    for index, mask in enumerate(exclusions.masks):
        if not taken & mask:
            taken |= 1 << index
            chosen.append(index)
    return tuple(chosen)


def exchanged(exclusions: Exclusions, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The plan with one spot replaced by two wherever that is possible, and gaps filled."""
    masks = exclusions.masks
    taken = sum(1 << index for index in chosen)
    is_better = True
    while is_better:
        is_better = False
        for index in members(taken):
            without = taken & ~(1 << index)
            free = sum(1 << other for other in members(masks[index]) if not masks[other] & without)
            pair = _two_apart(exclusions, free)
            if pair:
                taken, is_better = without | pair, True
    for index, mask in enumerate(masks):
        if not (taken & mask or taken >> index & 1):
            taken |= 1 << index
    return tuple(members(taken))


def _two_apart(exclusions: Exclusions, among: int) -> int:
    """Two of these points that do not exclude each other, or none."""
    for index in members(among):
        others = among & ~exclusions.masks[index] & ~(1 << index)
        if others:
            return 1 << index | others & -others
    return 0
