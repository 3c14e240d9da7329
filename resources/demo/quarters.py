"""The quarters of the town: where each lies, how its streets run, and what is built there. Fills nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from resources.demo.geometry import Line, Point, blob
from resources.demo.names import Name
from resources.demo.plan import NE, NW, SE, SW, E, N, S, W
from resources.demo.plan import VILLAGES as PLACES


@dataclass(frozen=True)
class Quarter:
    """One quarter.

    Parameters
    ----------
    pattern
        ``grid``: long streets at `angle` degrees with cross streets; ``rings``: bent around `pole`; ``compounds``:
        walled blocks with inner lanes.
    along, across
        Metres between long streets, and between cross streets.
    bend
        By how many metres streets wander.
    missing, through
        Share of cross streets left out, and of those that go on over the next long street.
    built
        How houses stand: ``town``, ``row``, ``house``, ``villa``, ``works``, ``slab``, ``none``.
    one_way
        Share of long streets that are one-way.
    """

    name: Name
    area: Line
    pattern: str = "grid"
    angle: float = 0.0
    along: float = 78.0
    across: float = 150.0
    bend: float = 14.0
    missing: float = 0.12
    through: float = 0.5
    built: str = "row"
    one_way: float = 0.0
    pole: Point = (0.0, 0.0)
    names: tuple[str, str] = ("long", "cross")


OLD: Line = [(-400, 110), (-330, 330), (-170, 440), (10, 430), (180, 330), (330, 180), (420, 30), (330, -130),
             (150, -150), (0, -165), (-180, -200), (-340, -120)]  # fmt: skip
QUARTERS: tuple[Quarter, ...] = (
    Quarter(Name("Oldgate", "老城"), OLD, "rings", along=60, across=88, bend=26, missing=0.2, through=0.35,
            built="town", one_way=0.55, pole=(-620, -330), names=("old", "old")),
    Quarter(Name("Westgate", "西门"), [(-400, 110), (-890, 160), W, (-1220, 260), (-1140, 520), NW, (-740, 560),
            (-540, 420)], angle=-24, along=88, across=150, one_way=0.45),
    Quarter(Name("Northgate West", "北门西"), [(-400, 110), (-540, 420), (-740, 560), NW, (-620, 960), (-340, 1040), N,
            (-20, 640), (10, 430), (-170, 440), (-330, 330)], angle=62, along=82, across=140, bend=9, one_way=0.55),
    Quarter(Name("Northgate East", "北门东"), [(10, 430), (-20, 640), N, (260, 950), (520, 960), NE, (610, 640),
            (440, 400), (235, 205), (180, 330)], angle=-8, along=84, across=130, one_way=0.5),
    Quarter(Name("East Gate", "东门"), [(235, 205), (440, 400), (610, 640), NE, (1010, 640), (1190, 420), E, (800, 10),
            (420, 30), (330, 180)], angle=38, along=84, across=140, bend=10, one_way=0.5),
    Quarter(Name("Quayside", "河埠"), [(420, 30), (800, 10), E, (1330, -240), (1300, -640), (1000, -560), (760, -360),
            (500, -280), (330, -130)], angle=-14, along=82, across=130, one_way=0.4),
    Quarter(Name("Weirside", "堰边"), [(-400, 110), (-890, 160), W, (-1380, -300), (-1150, -360), (-880, -370),
            (-500, -290), (-340, -120)], angle=8, along=84, across=150, one_way=0.4),
    Quarter(Name("Station", "车站"), [(-760, -480), (-400, -380), (160, -310), (600, -420), (760, -460), (710, -640),
            (500, -690), (0, -620), (-560, -680), (-700, -640)], angle=-4, along=70, across=120, bend=6, built="town"),
    Quarter(Name("Tanners", "皮匠滩"), [(780, -450), (1000, -580), (1225, -780), (1080, -1000), (1000, -930),
            (700, -800), (710, -640)], angle=-33, along=76, across=140),
    Quarter(Name("Fullers", "浣布滩"), [(-800, -460), (-1100, -430), (-1130, -690), (-800, -680), (-700, -640)],
            angle=4, along=84, across=140),
    Quarter(Name("Millside North", "磨坊北"), [(-580, -800), (-400, -700), (0, -680), (500, -750), (700, -860),
            (420, -1020), (90, -1010), (-260, -980)], angle=-3, along=74, across=130, bend=8),
    Quarter(Name("Millside", "磨坊区"), [(-580, -800), (-260, -980), (90, -1010), (420, -1020), (700, -860), SE,
            (640, -1300), (380, -1240), S, (-200, -1300), (-480, -1240), SW], angle=78, along=86, across=150,
            one_way=0.45),
    Quarter(Name("Stonefield", "石原"), [(-580, -800), SW, (-1040, -960), (-1260, -680), (-900, -740), (-700, -730)],
            angle=-52, along=150, across=180, bend=4, built="works", names=("works", "works")),
    Quarter(Name("Northorchard", "北果园"), [(-620, 960), (-560, 1330), (-300, 1620), (60, 1700), N, (-340, 1040)],
            "rings", along=90, across=160, bend=16, built="house", pole=(-900, 620), names=("crescent", "close")),
    Quarter(Name("Ringside", "环北"), [N, (60, 1700), (640, 1690), (1130, 1330), NE, (520, 960), (260, 950)],
            "compounds", angle=3, along=205, across=215, bend=8),
    Quarter(Name("Orchards", "果园里"), [(-160, 1690), (60, 1700), (640, 1690), (700, 2130), (200, 2290), (-130, 2190)],
            "compounds", angle=-4, along=205, across=200, bend=10),
    Quarter(Name("Lakeside", "湖畔"), [NE, (1130, 1330), (1240, 1000), (1420, 690), (1190, 420), (1010, 640)], "rings",
            along=94, across=170, bend=14, built="house", pole=(1760, 950), names=("crescent", "close")),
    Quarter(Name("Lakeside North", "湖北"), [(1130, 1330), (1850, 1760), (2120, 1480), (2280, 1150), (1760, 1080),
            (1240, 1000)], "rings", along=104, across=190, bend=12, built="villa", pole=(1760, 700),
            names=("crescent", "close")),
    Quarter(Name("Eastfield", "东田"), [E, (1190, 420), (1420, 690), (1800, 620), (1920, 380), (1900, 160)],
            angle=16, along=90, across=160, built="house"),
    Quarter(Name("Eastfield South", "东田南"), [E, (1900, 160), (1800, -320), (1330, -350)], "compounds", angle=4,
            along=190, across=200, bend=6),
    Quarter(Name("Windmill Hill", "风车岗"), [(1860, 560), (2180, 560), (2260, 120), (2180, -200), (1840, -180),
            (1900, 160), (1920, 380)], "rings", along=96, across=170, bend=18, built="house", pole=(1300, 120),
            names=("crescent", "close")),
    Quarter(Name("Hillfoot", "山麓"), [W, (-2000, 330), (-1840, 800), (-1400, 1250), NW, (-1140, 520), (-1220, 260)],
            "rings", along=98, across=150, bend=38, missing=0.3, through=0.3, built="house", pole=(-2700, 1650),
            names=("crescent", "cross")),
    Quarter(Name("Waterside", "水岸"), [W, (-2000, 330), (-2090, 230), (-1750, -100), (-1380, -260)],
            angle=-22, along=96, across=170, bend=20, built="house"),
    Quarter(Name("Forge", "锻炉"), [(-1175, -795), (-1750, -900), (-2050, -1250), (-1500, -1700), SW, (-1040, -960)],
            angle=-40, along=190, across=230, bend=4, built="works", names=("works", "works")),
    Quarter(Name("Southcommon", "南坪"), [SW, (-1150, -1440), (-860, -1760), (-300, -1840), (160, -1900), S,
            (-200, -1300), (-480, -1240)], "rings", along=92, across=170, bend=16, built="house", pole=(-320, -500),
            names=("crescent", "close")),
    Quarter(Name("Tilers", "瓦匠营"), [S, (160, -1900), (620, -1980), (1150, -1800), (1200, -1400), SE, (640, -1300),
            (380, -1240)], angle=-18, along=94, across=160, bend=16, built="house"),
)  # fmt: skip
VILLAGES: tuple[Quarter, ...] = tuple(
    Quarter(village.name, blob(village.center, village.radius, village.radius * 0.85), angle=37 * number + 50,
            along=128, across=150, bend=42, missing=0.22, through=0.4, built="house", names=("cross", "close"))
    for number, village in enumerate(PLACES)
)  # fmt: skip
