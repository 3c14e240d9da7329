"""Invented people beyond the day's: names are put together of these parts, each in both scripts."""

from __future__ import annotations

import random
from collections.abc import Iterator

from resources.demo.names import Name
from resources.demo.people import CUSTOMERS


def _parts(text: str) -> tuple[Name, ...]:
    return tuple(Name(en, zh) for en, zh in zip(text.split()[::2], text.split()[1::2], strict=True))


GIVEN = _parts("""
Ada 艾达 Bram 布拉姆 Celia 塞莉娅 Dorian 多里安 Elsa 艾尔莎 Fabio 法比奥 Gita 吉塔 Hugo 雨果 Irma 伊尔玛 Jamil 贾米勒
Kaja 卡娅 Luca 卢卡 Mona 莫娜 Nils 尼尔斯 Olga 奥尔加 Paolo 保罗 Qadir 卡迪尔 Rania 拉尼娅 Stefan 斯特凡 Tilda 蒂尔达
Umar 乌马尔 Vera 薇拉 Willem 威廉 Xenia 克赛尼娅 Yara 亚拉 Zeno 泽诺 Birgit 比尔吉特 Cosmo 科斯莫 Dalia 达莉娅
""")
FAMILY = _parts("""
Quill 奎尔 Marsh 马什 Harrow 哈罗 Penn 佩恩 Brandis 布兰迪斯 Costello 科斯特洛 Duarte 杜阿尔特 Eklund 埃克隆德
Farrow 法罗 Grimaldo 格里马尔多 Holm 霍尔姆 Iversen 伊弗森 Jansa 扬萨 Kovar 科瓦尔 Lindgrove 林格罗夫 Mbeki 姆贝基
Norrland 诺兰 Ortega 奥尔特加 Pahlen 帕伦 Rehman 雷曼 Sabato 萨巴托 Tarrant 塔兰特 Ulmer 乌尔默 Vidal 维达尔
Wexley 韦克斯利 Yilmaz 伊尔马兹 Zoric 佐里奇 Abara 阿巴拉 Belmonte 贝尔蒙特 Corrie 科里 Dvorsky 德沃斯基
""")
SURNAMES = _parts("Li 李 Wang 王 Zhang 张 Liu 刘 Yang 杨 Huang 黄 Zhou 周 Ma 马 Zhu 朱 Guo 郭 He 何 Luo 罗 Song 宋")
OWN = _parts("""
Anqi 安琪 Bowen 博文 Chunmei 春梅 Dehua 德华 Feng 枫 Guiying 桂英 Haoran 浩然 Jianhua 建华 Kexin 可欣 Lihua 丽华
Meiling 美玲 Ning 宁 Peihua 佩华 Qing 青 Rui 瑞 Shufen 淑芬 Tao 涛 Wenjie 文杰 Xiaoyu 小雨 Yulan 玉兰 Zihan 子涵
""")


def more_names(chance: random.Random) -> Iterator[Name]:
    """Names in an order of chance, none twice and none of the day's; every fourth a Chinese one."""
    western = [Name(f"{g.en} {f.en}", f"{g.zh}·{f.zh}") for g in GIVEN for f in FAMILY]
    chinese = [Name(f"{s.en} {o.en}", s.zh + o.zh) for s in SURNAMES for o in OWN]
    chance.shuffle(western)
    chance.shuffle(chinese)
    taken = set(CUSTOMERS)
    free = ([name for name in names if name not in taken] for names in (chinese, western))
    own, others = map(iter, free)
    while True:
        yield next(own)
        yield from (next(others) for _ in range(3))
