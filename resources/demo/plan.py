"""The plan of Emberford as drawn by hand: water, railway, main roads, parks and villages, in metres from the market.

Only what a surveyor would put down first; how quarters are filled stands in `quarters`.
"""

from __future__ import annotations

from dataclasses import dataclass

from resources.demo.geometry import Line, Point
from resources.demo.names import Name

TOWN = Name("Emberford", "余烬津")
REACH = (8400.0, 6200.0)
"""How far the extract reaches to the east and west, and to the north and south."""


@dataclass(frozen=True)
class Main:
    """A road that was there before the quarters, which it bounds."""

    name: Name
    kind: str
    points: tuple[Point, ...]
    speed: int = 50
    built: str = "row"
    closed: bool = False


@dataclass(frozen=True)
class Place:
    """A named spot: a suburb or a village, with its postcode."""

    name: Name
    kind: str
    center: Point
    postcode: str
    radius: float = 0.0


RIVER: Line = [
    (-8600, 1800), (-7000, 1350), (-5600, 900), (-4200, 620), (-3000, 330), (-2250, 60), (-1600, -280), (-960, -420),
    (-400, -310), (160, -240), (720, -390), (1280, -720), (1920, -920), (2640, -800), (3440, -1000), (4500, -1500),
    (5600, -1700), (7000, -2000), (8600, -2700),
]  # fmt: skip
RAILWAY: Line = [
    (-8600, -700), (-6000, -1000), (-4000, -900), (-2400, -800), (-1500, -760), (-800, -700), (0, -650), (500, -720),
    (1000, -960), (1700, -1260), (2800, -1500), (4200, -2050), (6000, -2600), (8600, -3500),
]  # fmt: skip
MOTORWAY_LINE: Line = [
    (-8600, -3000), (-5500, -2560), (-3000, -2300), (-1000, -2380), (1000, -2560), (3000, -2660), (5000, -3150),
    (8600, -4400),
]  # fmt: skip
STREAMS: tuple[tuple[Name, Line], ...] = (
    (Name("Cold Brook", "寒溪"), [(-3500, 5600), (-3050, 4300), (-2750, 3300), (-1980, 2500), (-1700, 1750),
     (-1640, 1100), (-1780, 500), (-1950, -60)]),
    (Name("Glass Brook", "镜溪"), [(2700, 5200), (2550, 3900), (2380, 2900), (2080, 2000), (1800, 1150)]),
    (Name("Lake Run", "湖沟"), [(1990, 860), (2330, 330), (2420, -300), (2500, -780)]),
    (Name("Mill Leat", "磨渠"), [(-6200, -3900), (-5200, -2900), (-4300, -2100), (-3300, -1500), (-2600, -900),
     (-2300, -300), (-2280, 40)]),
    (Name("Ash Brook", "梣溪"), [(2300, -5600), (2550, -4500), (2900, -3500), (3300, -2500), (3500, -1750),
     (3560, -1060)]),
)  # fmt: skip
LAKE: tuple[Name, Point, float, float] = (Name("Glass Lake", "镜湖"), (1760, 950), 330, 210)
HILL: tuple[Name, Point, float, float] = (Name("Lantern Hill", "灯笼山"), (-2620, 1520), 560, 380)
PARKS: tuple[tuple[Name, str, Point, float, float], ...] = (
    (Name("Lantern Park", "灯笼公园"), "park", (240, 530), 165, 120),
    (Name("Quarry Gardens", "采石园"), "park", (-420, -1100), 125, 95),
    (Name("Mill Meadow", "磨坊草地"), "meadow", (1060, -430), 150, 105),
    (Name("West Field", "西场"), "pitch", (-1080, -280), 120, 70),
    (Name("Castle Green", "城堡绿地"), "park", (-235, 270), 75, 62),
    (Name("East Park", "东公园"), "park", (1600, 400), 150, 120),
    (Name("Garden of Rest", "安息园"), "cemetery", (-830, 1130), 150, 95),
    (Name("North Ground", "北操场"), "pitch", (360, 1230), 130, 80),
    (Name("Railway Allotments", "铁路菜园"), "allotments", (1480, -930), 150, 75),
    (Name("South Common", "南草坪"), "park", (560, -1600), 190, 105),
    (Name("Forge Wood", "锻炉林"), "wood", (-1420, -1380), 120, 90),
    (Name("Weir Meadow", "堰草地"), "meadow", (-1900, -420), 260, 110),
    (Name("Chestnut Ground", "栗树场"), "park", (960, 330), 95, 80),
    (Name("Lake Lawn", "湖畔草坪"), "park", (1560, 1250), 170, 62),
    (Name("College Ground", "书院场"), "pitch", (-1010, 420), 105, 80),
)
"""Name, use, middle and half size of what stays green."""

N, NE, E, SE, S, SW, W, NW = (
    (-60, 1010), (770, 850), (1290, 110), (930, -1190), (120, -1290), (-760, -1130), (-1330, 30), (-890, 720),
)  # fmt: skip
ROUNDABOUTS: tuple[Point, ...] = (N, NE, E, SE, S, SW, W, (60, 1700))
RING: tuple[tuple[Name, tuple[Point, ...]], ...] = (
    (Name("North Ring", "北环路"), (NW, (-620, 960), (-340, 1040), N, (260, 950), (520, 960), NE)),
    (Name("East Ring", "东环路"), (NE, (1010, 640), (1190, 420), E, (1330, -240), (1240, -760), (1080, -1040), SE)),
    (Name("South Ring", "南环路"), (SE, (640, -1300), (380, -1240), S, (-200, -1300), (-480, -1240), SW)),
    (Name("West Ring", "西环路"), (SW, (-1000, -990), (-1175, -795), (-1310, -580), (-1380, -300), W, (-1220, 260),
     (-1140, 520), NW)),
)  # fmt: skip
MAINS: tuple[Main, ...] = (
    *(Main(name, "secondary", points, 60, "gap") for name, points in RING),
    Main(Name("North Gate Avenue", "北门大道"), "primary", ((0, 60), (25, 330), (-20, 640), N), 50, "town"),
    Main(Name("Alderwick Road", "桤木村路"), "primary", (N, (60, 1700), (230, 2600), (300, 3600), (420, 4500)), 80),
    Main(Name("Lake Avenue", "湖畔大道"), "secondary", ((255, 258), (440, 400), (610, 640), NE)),
    Main(Name("Lakeham Road", "湖村路"), "secondary", (NE, (1130, 1330), (1850, 1760), (2900, 2150), (3900, 2850)), 70),
    Main(Name("East Gate Avenue", "东门大道"), "primary", ((0, 60), (420, 30), (800, 10), E), 50, "town"),
    Main(Name("Whitmere Road", "白湖路"), "primary", (E, (1900, 160), (2900, 330), (4000, 350), (5100, 620)), 80),
    Main(Name("West Gate Avenue", "西门大道"), "primary", ((0, 60), (-400, 110), (-890, 160), W), 50, "town"),
    Main(Name("Westerby Road", "西林路"), "primary", (W, (-2000, 330), (-2900, 760), (-4200, 1130), (-5400, 1480)), 80),
    Main(Name("High Street", "正街"), "primary", ((0, 60), (-10, -60), (10, -240), (20, -430)), 30, "town"),
    Main(Name("South Gate Avenue", "南门大道"), "primary", ((20, -430), (60, -650), (90, -1010), S), 50, "town"),
    Main(Name("Southfold Road", "南栏路"), "primary", (S, (160, -1900), (260, -2480), (420, -3200), (680, -4100)), 80),
    Main(Name("Mill Road", "磨坊路"), "secondary", ((20, -430), (-340, -480), (-580, -800), SW)),
    Main(Name("Millcote Road", "磨舍路"), "secondary", (SW, (-1500, -1700), (-2250, -2320), (-3000, -2800),
         (-3900, -3350)), 70),
    Main(Name("Quarry Road", "采石路"), "secondary", ((20, -430), (400, -540), (700, -860), SE)),
    Main(Name("Ashholm Road", "梣洲路"), "secondary", (SE, (1650, -1580), (2600, -1900), (3300, -2180), (4300, -2420)),
         70),
    Main(Name("Hill Road", "山岗路"), "tertiary", ((-400, 110), (-540, 420), (-740, 560), NW)),
    Main(Name("Coldbrook Road", "寒溪路"), "tertiary", (NW, (-1400, 1250), (-1900, 1950), (-2550, 2750), (-3250, 3450)),
         70),
    Main(Name("Rampart Road", "城垣路"), "tertiary", ((-400, 110), (-330, 330), (-170, 440), (10, 430), (180, 330),
         (255, 258), (330, 180), (420, 30), (330, -130), (150, -150), (0, -165), (-180, -200), (-340, -120)), 30,
         "town", closed=True),
    Main(Name("Linden Avenue", "椴树大道"), "tertiary", ((-540, 420), (-320, 600), (-20, 640), (300, 700),
         (610, 640), (820, 400), (800, 10))),
    Main(Name("College Road", "学堂路"), "tertiary", ((-890, 160), (-850, 380), (-740, 560))),
    Main(Name("Weir Road", "堰路"), "tertiary", ((-890, 160), (-860, -120), (-800, -420), (-700, -640), (-580, -800))),
    Main(Name("Chain Bridge Road", "索桥路"), "tertiary", ((800, 10), (830, -200), (780, -430), (710, -640),
         (700, -860))),
    Main(Name("Foundry Road", "铸造路"), "tertiary", ((-580, -800), (-260, -980), (90, -1010), (420, -1020),
         (700, -860))),
    Main(Name("Orchard Road", "果园路"), "tertiary", ((-620, 960), (-560, 1330), (-300, 1620), (60, 1700), (640, 1690),
         (1130, 1330))),
    Main(Name("Lakeside Drive", "湖滨路"), "tertiary", ((1130, 1330), (1240, 1000), (1420, 690), (1800, 620),
         (2240, 760), (2280, 1150), (2120, 1480), (1850, 1760)), 30, "villa"),
    Main(Name("Brook Road", "溪岸路"), "tertiary", ((-2000, 330), (-1840, 800), (-1400, 1250)), 30),
    Main(Name("Windmill Road", "风车路"), "tertiary", ((1800, 620), (1920, 380), (1900, 160), (1800, -320),
         (1330, -240))),
    Main(Name("Common Road", "草坪路"), "tertiary", ((160, -1900), (620, -1980), (1150, -1800), (1650, -1580))),
    Main(Name("Station Road", "车站路"), "tertiary", ((-340, -480), (-180, -565), (40, -555), (400, -540)), 30, "town"),
    Main(Name("Forge Road", "锻炉路"), "tertiary", ((-1175, -795), (-1750, -900), (-2050, -1250), (-1500, -1700)), 50,
         "works"),
)  # fmt: skip
LANES: tuple[Main, ...] = (
    Main(Name("Moor Lane", "沼地小路"), "unclassified", ((420, 4500), (-700, 4350), (-1900, 3750), (-3250, 3450)), 60),
    Main(Name("Beacon Lane", "烽火小路"), "unclassified", ((420, 4500), (1800, 4150), (2900, 3350), (3900, 2850)), 60),
    Main(Name("Long Lane", "长道"), "unclassified", ((3900, 2850), (4700, 2150), (4900, 1350), (5100, 620)), 60),
    Main(Name("Ford Lane", "浅滩小路"), "unclassified", ((5100, 620), (5250, -300), (4950, -1250), (4800, -1900),
         (4300, -2420)), 60),
    Main(Name("Holm Lane", "洲头小路"), "unclassified", ((4300, -2420), (3500, -3250), (2200, -3900),
         (680, -4100)), 60),
    Main(Name("Fold Lane", "羊栏小路"), "unclassified", ((680, -4100), (-900, -3700), (-2400, -3750), (-3900, -3350)),
         60),
    Main(Name("Weald Lane", "林原小路"), "unclassified", ((-3900, -3350), (-4900, -2500), (-5100, -1000), (-5000, 300),
         (-5400, 1480)), 60),
    Main(Name("Tarn Lane", "山潭小路"), "unclassified", ((-5400, 1480), (-4900, 2350), (-4100, 3000),
         (-3250, 3450)), 60),
    Main(Name("Observatory Road", "观星路"), "unclassified", ((-2900, 760), (-3080, 1120), (-2820, 1330), (-2520, 1260),
         (-2300, 1480), (-2560, 1640)), 30, "none"),
)  # fmt: skip
SQUARE: tuple[Name, Line] = (
    Name("Market Square", "集市广场"), [(-44, 92), (-6, 88), (40, 84), (36, 34), (-8, 38), (-48, 42)],
)  # fmt: skip
SIGHTS: tuple[tuple[Name, dict[str, str], Point, float, float, float], ...] = (
    (Name("Town Hall", "市政厅"), {"amenity": "townhall"}, (-62, 18), 42, 24, 8),
    (Name("Saint Alder's", "圣桤堂"), {"amenity": "place_of_worship", "building": "church"}, (66, 128), 46, 17, 10),
    (Name("Old Castle", "古堡"), {"historic": "castle", "building": "castle"}, (-240, 268), 38, 34, 30),
    (Name("Ember Library", "余烬图书馆"), {"amenity": "library"}, (118, -42), 40, 22, -4),
    (Name("Emberford Station", "余烬津站"), {"railway": "station", "building": "train_station"}, (-60, -607),
     120, 15, 2),
    (Name("General Hospital", "综合医院"), {"amenity": "hospital", "building": "hospital"}, (960, 345), 110, 24, 32),
    (Name("Hospital Wing", "医院东楼"), {"building": "hospital"}, (995, 300), 24, 62, 32),
    (Name("Emberford College", "余烬津书院"), {"amenity": "college", "building": "college"}, (-985, 425), 74, 20, -20),
    (Name("Bus Depot", "公交场站"), {"amenity": "bus_station", "building": "industrial"}, (-820, -860), 90, 48, -50),
    (Name("Observatory", "天文台"), {"man_made": "observatory", "building": "yes"}, (-2585, 1668), 26, 20, 0),
)  # fmt: skip
"""Buildings that everybody knows: name, tags, middle, width, depth, and degrees turned."""
SUBURBS: tuple[Place, ...] = (
    Place(Name("Oldgate", "老城"), "suburb", (60, 190), "70110"),
    Place(Name("Northgate", "北门"), "suburb", (-330, 800), "70112"),
    Place(Name("Lakeside", "湖畔"), "suburb", (1500, 1250), "70114"),
    Place(Name("Eastfield", "东田"), "suburb", (1500, 20), "70116"),
    Place(Name("Millside", "磨坊区"), "suburb", (330, -880), "70118"),
    Place(Name("Southcommon", "南坪"), "suburb", (-150, -1690), "70120"),
    Place(Name("Stonefield", "石原"), "suburb", (-1000, -980), "70122"),
    Place(Name("Westgate", "西门"), "suburb", (-980, 280), "70124"),
    Place(Name("Hillfoot", "山麓"), "suburb", (-1650, 700), "70126"),
    Place(Name("Orchards", "果园里"), "suburb", (480, 1930), "70128"),
)
VILLAGES: tuple[Place, ...] = (
    Place(Name("Alderwick", "桤木村"), "village", (420, 4500), "70140", 330),
    Place(Name("Lakeham", "湖村"), "village", (3900, 2850), "70142", 340),
    Place(Name("Whitmere", "白湖村"), "village", (5100, 620), "70144", 380),
    Place(Name("Ashholm", "梣洲村"), "village", (4300, -2420), "70146", 320),
    Place(Name("Southfold", "南栏村"), "village", (680, -4100), "70148", 340),
    Place(Name("Millcote", "磨舍村"), "village", (-3900, -3350), "70150", 330),
    Place(Name("Westerby", "西林村"), "village", (-5400, 1480), "70152", 360),
    Place(Name("Coldbrook", "寒溪村"), "village", (-3250, 3450), "70154", 320),
    Place(Name("Fernley", "蕨坪村"), "hamlet", (230, 2650), "70156", 190),
    Place(Name("Netherby", "下村"), "hamlet", (2950, 330), "70158", 190),
)
