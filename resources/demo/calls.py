"""The visits of the demo day in words: where, when, how long, and how to find the door. Houses are chosen in `day`.

One line is one visit: area (with a star: in a walled compound), kind of place, windows, minutes, priority, skill,
cases, and a note in both languages.
"""

from resources.demo.names import Name

CALLS = """
Oldgate|home|09:30-12:00|40|50||1|Through the arch at the baker, second door.|穿过面包店旁的拱门，第二个门。
Oldgate|home|17:30-19:00|40|50||2|The bell is on the left, without a name.|门铃在左侧，没有名牌。
Oldgate|workplace|10:00-12:00|35|50||1|Ask for the workshop entrance in the yard.|到院子里问工坊入口。
Oldgate|home|10:30-12:30; 15:00-17:00|40|60|interpreter|1|Green door opposite the fountain.|喷泉对面的绿门。
Oldgate|home||45|50||1|Park at the corner: the yard is too narrow.|车停在街角，院子太窄开不进去。
Northgate|home|09:15-11:30|35|50||1||
Northgate|home||45|80||2|Please come to the garden side.|请走花园一侧。
Northgate|home|13:00-16:00|35|50||1||
Northgate|home|09:30-11:00; 17:00-18:45|45|50||1|The gate sticks: push it firmly.|院门有点紧，用力推。
Northgate|agreed|14:00-15:30|40|70||1|Agreed place: the reading room; ask there.|约定地点：阅览室，请到服务台询问。
Northgate|home|13:30-17:00|45|50|hardship advice|1||
Westgate|home|09:15-12:00|35|50||1|Second entrance from the corner.|从街角数第二个门洞。
Westgate|home||45|50||1||
Westgate|home|14:00-17:00|35|50||1||
Westgate|home||35|50||1|Ring at the side door.|请按侧门门铃。
Hillfoot|home|10:00-13:00|40|50||1|Steep path: park below on the street.|坡很陡，请把车停在下面街上。
Hillfoot|home|15:00-18:00|45|50||2|House behind the tall hedge.|高树篱后面的房子。
Hillfoot|home|09:30-11:30; 16:30-18:30|35|50||1||
Lakeside|home||45|50||1|White gate beside the hedge.|树篱旁的白色院门。
Lakeside|home|10:00-12:30|35|50||1||
Lakeside|home|13:00-15:30|45|60|sign language|1|Press the button for the light signal.|请按门边按钮，会有灯光提示。
Lakeside|home|12:30-14:30; 17:45-19:00|35|50||1||
Eastfield|home|09:15-11:30|40|50||1||
Eastfield|home|15:00-15:15|40|50||1|The number is hidden by roses.|门牌被蔷薇挡住了。
Eastfield|home|09:30-11:00; 17:00-18:30|45|80|interpreter|2|Ring twice, the bell is faint.|门铃声音小，请按两次。
Eastfield|workplace|13:30-16:00|30|50||1|Reception in the hall, first floor.|一楼大厅前台。
Orchards*|home|10:00-12:00|45|50||1|Enter by the gate on the street; the guard knows.|从临街大门进，门卫知道。
Orchards*|home|17:30-18:45|40|50||1|The lift is at the back of the hall.|电梯在大厅后面。
Orchards*|home|13:00-17:00|40|50|hardship advice|1||
Millside|home|09:15-12:00|35|50||1||
Millside|home||45|50||1|In through the yard, stairs on the right.|从院子进，右侧楼梯。
Millside|home|14:00-16:00|35|80||1||
Millside|home|10:00-11:30; 16:00-18:00|45|50||1||
Millside|home|18:00-19:05|35|50||1||
Southcommon|home|09:30-12:00|40|50||2|A dog barks but is kept in.|有狗会叫，但关着。
Southcommon|home|13:00-16:00|40|50||1||
Southcommon|agreed|10:30-12:00|45|60|interpreter|1|Agreed place: the tea house at the common.|约定地点：草坪边的茶馆。
Southcommon|home||35|50||1|Last house before the field.|田边的最后一家。
Stonefield|workplace|09:30-11:30|35|50||1|Gate 2; put on the vest that hangs there.|走2号门，请穿上挂在那里的背心。
Stonefield|workplace|13:00-15:30|30|50||1|Ask for the foreman's office.|请找工长办公室。
Alderwick|home||35|20||1||
Alderwick|home|10:00-13:00|40|50||1||
Alderwick|home||40|50||1|Beside the old pump.|老水泵旁边。
Coldbrook|home||35|50||1||
Coldbrook|home||45|50||1|Over the small bridge.|过小桥。
Westerby|home|18:00-19:00|35|80||1|The yard light is broken: bring a torch.|院灯坏了，请带手电筒。
Westerby|home|09:30-13:30|45|50||1||
Millcote|home||40|50||1||
Millcote|home|13:00-17:00|40|50||1|The yard with two walnut trees.|院里有两棵核桃树。
Southfold|home||30|20||1|Knock at the barn if nobody opens.|没人开门请敲谷仓的门。
Southfold|home||45|50||1||
Ashholm|home|13:30-16:30|35|50||1||
Ashholm|home|12:00-16:00|45|50||1|Up the track to the left.|沿左边小路上去。
Netherby|home||35|50||1||
Whitmere|home||40|50||1||
Whitmere|home||40|50||1|Blue shutters.|蓝色百叶窗。
Whitmere|home|10:00-14:00|40|60|hardship advice|1||
Lakeham|home||30|50||1||
Lakeham|home||35|20||1||
Lakeham|home|11:00-15:00|40|50||1||
""".strip().splitlines()
PENDING = """
Northgate|home||40|50||1||
Eastfield|home|13:00-16:00|45|50||1||
Millside|home|09:30-12:00|40|50||2||
Lakeside|home||35|50||1||
Whitmere|home|10:00-15:00|45|50||1||
""".strip().splitlines()
"""Visits that nobody has approved yet."""

ROUGH = {13: "number", 24: "no_number"}
"""Which visits have an address that only roughly matches: a number that the street does not have, or none at all."""

WISHES = {15: "20:30"}
"""From when a visit would better start: this one later than any law lets it, without the customer's consent to that."""

ONLY = {24: Name("Swan", "天鹅")}
"""Which team alone may go: this customer knows it. Once the address is found, that takes 20 minutes of overtime."""

SHORT = {8, 36}
"""Which English addresses are written in a hurry, with abbreviations."""

SKILLS = {"interpreter": "翻译", "sign language": "手语", "hardship advice": "困难帮扶"}
PURPOSES = {"understand": "了解情况", "negotiate": "协商", "agreed document": "约定文件"}
KINDS = {"home": "住所", "workplace": "单位", "agreed": "约定"}

TEAMS = """
Heron|苍鹭|Market office|car|08:30|14:45|11:30-13:30|gray van|灰色面包车|interpreter
Otter|水獭|Market office|car|08:45|15:00|11:30-13:30|blue hatchback|蓝色两厢车|
Kestrel|红隼|home:Lakeham|car|08:45|15:00|11:45-13:30|white estate|白色旅行车|sign language
Falcon|猎隼|Foundry yard|car|08:30|14:45|11:30-13:00|red hatchback|红色两厢车|hardship advice
Badger|獾|Foundry yard|car|09:30|15:45|12:00-14:00|green van|绿色面包车|interpreter
Swan|天鹅|Market office|bicycle|09:00|15:30|11:30-13:30|two city bicycles|两辆自行车|
Lark|云雀|home:Coldbrook|car|10:30|17:15|13:00-15:00|silver saloon|银色轿车|hardship advice
Wren|鹪鹩|home:Southcommon|scooter|13:30|20:00|15:00-17:00|two scooters|两辆踏板车|
Marten|貂|Foundry yard|car|13:30|20:00|15:00-17:00|black estate|黑色旅行车|interpreter
""".strip().splitlines()
"""Team, its base, how it travels, from, to, when it rests, its vehicle, and a skill of its first member."""

DEPOTS = {"Market office": ("集市网点", "High Street"), "Foundry yard": ("铸造路车场", "Foundry Road")}
"""Depots, with their Chinese name and the street they are in."""
