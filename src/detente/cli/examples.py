"""Examples for `--help`, each a command that runs."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "alignment": ("detente alignment us-pakistan-2010",),
    "assumptions": ("detente assumptions us-pakistan-2010",),
    "backtest": ("detente backtest cuba-1962",),
    "brief": ("detente brief us-pakistan-2010", "detente brief river --desk lowland -o lowland.html"),
    "check": ("detente check river", "detente check river --json"),
    "coalitions": ("detente coalitions river", "detente coalitions river --states A"),
    "convert": ("detente convert river river.json", "detente convert river river.gmcr"),
    "deals": ("detente deals river", "detente deals river --against reference --full"),
    "dilemmas": ("detente dilemmas classroom-prisoners",),
    "equilibria": ("detente equilibria river --set dry_year=no", "detente equilibria us-pakistan-2010 --counts"),
    "examples": ("detente examples",),
    "figure": ("detente figure asks river -o asks.svg", "detente figure ladder river --party lowland -o lowland.svg"),
    "generate": ("detente generate --fronts 3 --options 12 --parties 3 -o made-up.yaml",),
    "diff": ("detente diff us-pakistan-2010",),
    "interview": ("detente interview us-pakistan-2010", "detente interview us-pakistan-2010 --about visit_2011"),
    "leverage": (
        "detente leverage river --for release",
        'detente leverage river --for "release >= half" --asker lowland',
    ),
    "new": ("detente new mytalks",),
    "outlook": ("detente outlook us-pakistan-2010",),
    "paths": ("detente paths river", 'detente paths river --to "a second dam" --set dry_year=no'),
    "ratification": ("detente ratification river",),
    "report": ("detente report river -o river.md", "detente report river --desk upland -o upland.html"),
    "respond": ("detente respond river A", 'detente respond river "a second dam"', "detente respond river dam=yes"),
    "robustness": ("detente robustness river",),
    "rounds": ("detente rounds us-pakistan-2010",),
    "schema": ("detente schema",),
    "show": ("detente show river",),
    "views": ("detente views us-pakistan-2010",),
    "whatif": (
        "detente whatif river --set dry_year=no",
        "detente whatif river --drop own-farmers --grant pay=yes",
        'detente whatif river --add "upland: want not dam before own-farmers"',
    ),
    "why": ("detente why river release", 'detente why river "water in the dry months" --at A'),
}
"""By the command's name; those that need a text, a network or an answer have theirs in the manual."""


def epilog(name: str) -> str:
    """What stands below a command's help."""
    lines = EXAMPLES.get(name, ())
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)]) if lines else ""
