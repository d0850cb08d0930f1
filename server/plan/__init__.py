"""Where people wait: the floor of a lobby, and the largest set of spots that keep their distance.

Knows no office and no file: `server/configuration/` reads a floor into its types, and keeps its
plan. Read `floor.py` first, then `plan.py`.

    distances, polygons   exact geometry in whole millimetres
    floor                 walls, pillars, doors, counters; where somebody may stand
    candidates            the points to choose from
    conflicts             which exclude each other, as cliques
    packing               as many as possible: greedy.py, and with the extra `plan` highs.py
    bounds                what no plan can exceed
    parties               people who stand together
    walks, reach          ways on a grid; who gets to a spot past the others
    numbering             numbers along the way
    plan                  all of it
    drawing               the plan to print; terminal_drawing.py on the terminal; legend.py the
                          words of both
"""
