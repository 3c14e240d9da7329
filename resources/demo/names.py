"""Names of the town in English and Chinese, each given once. Every person, street and place here is invented."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import NamedTuple


class Name(NamedTuple):
    """One thing's name in both languages."""

    en: str
    zh: str


ROOTS = """
Maple 枫叶 Willow 垂柳 Alder 桤木 Cedar 雪松 Juniper 杜松 Hazel 榛林 Linden 椴树 Rowan 花楸 Clover 苜蓿
Heather 石楠 Lantern 灯笼 Mill 磨坊 Quarry 采石 Orchard 果园 Meadow 草甸 Kingfisher 翠鸟 Copper 铜匠
Potter 陶匠 Weaver 织工 Cooper 桶匠 Baker 面包 Saddler 马具 Chandler 烛匠 Tanner 皮匠 Sunrise 日出
Evening 晚霞 Silver 银光 Amber 琥珀 Granite 花岗 Marble 云石 Slate 青石 Pebble 卵石 Library 书院
Windmill 风车 Ferry 渡口 Thistle 蓟花 Primrose 报春 Violet 紫堇 Jasmine 茉莉 Acorn 橡果 Foxglove 地黄
Larch 落叶松 Myrtle 香桃 Nightingale 夜莺 Harvest 丰收 Barley 大麦 Rye 黑麦 Millet 谷子 Plum 李子
Cherry 樱桃 Apricot 杏花 Quince 榅桲 Walnut 胡桃 Chestnut 栗子 Elm 榆树 Birch 白桦 Aspen 山杨 Poplar 杨树
Cypress 柏木 Bamboo 翠竹 Reed 芦苇 Lotus 荷花 Iris 鸢尾 Lily 百合 Poppy 虞美人 Daisy 雏菊 Rosemary 迷迭香
Thyme 百里香 Sage 鼠尾草 Mint 薄荷 Ivy 常春藤 Fern 蕨叶 Moss 青苔 Bramble 莓丛 Starling 椋鸟 Robin 知更鸟
Swift 雨燕 Crane 仙鹤 Goldfinch 金雀 Plover 千鸟 Dragonfly 蜻蜓 Cricket 蟋蟀 Beekeeper 养蜂 Salmon 鲑鱼
Sturgeon 鲟鱼 Carp 鲤鱼 Anchor 船锚 Sail 帆影 Oar 船桨 Rope 绳匠 Cartwright 车匠 Glazier 琉璃 Mason 石匠
Printer 印书 Papermill 纸坊 Clockmaker 钟匠 Lacemaker 花边 Dyer 染坊 Fuller 浣布 Shepherd 牧羊 Carter 马车
Miner 矿工 Foundry 铸造 Lamplighter 点灯 Fiddler 琴师 Painter 画师 Poet 诗人 Scholar 书生 Almond 扁桃
Fig 无花果 Olive 橄榄 Saffron 番红花 Ginger 姜花 Pepper 花椒 Honey 蜂蜜 Cloud 云影 Rainbow 彩虹 Morning 晨光
Snowdrop 雪花莲 Frost 霜叶 Brook 溪流 Spring 泉水 Cascade 飞瀑 Ridge 山脊 Valley 山谷 Terrace 梯田
Hollow 幽谷 Summit 峰顶 Flint 燧石 Cobalt 钴蓝 Indigo 靛青 Scarlet 朱红 Emerald 翡翠 Opal 欧珀 Jade 碧玉
Pearl 珍珠 Compass 罗盘 Sextant 星仪
"""
PAIRS = tuple(Name(en, zh) for en, zh in zip(ROOTS.split()[::2], ROOTS.split()[1::2], strict=True))
KINDS: dict[str, tuple[Name, ...]] = {
    "long": (Name("Street", "街"), Name("Road", "路"), Name("Street", "街")),
    "cross": (Name("Lane", "巷"), Name("Way", "弄"), Name("Street", "街")),
    "close": (Name("Close", "里"), Name("Place", "坊")),
    "old": (Name("Lane", "巷"), Name("Row", "胡同"), Name("Alley", "弄堂")),
    "crescent": (Name("Crescent", "湾"), Name("Drive", "径"), Name("Grove", "林")),
    "compound": (Name("Gardens", "花园"), Name("Court", "苑"), Name("Village", "新村")),
    "works": (Name("Yard", "工场"), Name("Wharf", "货场")),
}
"""What streets and compounds are called by how they lie."""


class Names:
    """Gives each street a name that no other has in either language; roots come again when all were used."""

    def __init__(self, chance: random.Random, taken: Iterable[Name]) -> None:
        self._chance = chance
        self._given = {text for name in taken for text in name}
        self._roots: list[Name] = []

    def give(self, kind: str) -> Name:
        """The next name for a kind of street."""
        for _ in range(6 * len(PAIRS)):
            if not self._roots:
                self._roots = list(PAIRS)
                self._chance.shuffle(self._roots)
            root = self._roots.pop()
            ending = KINDS[kind][self._chance.randrange(len(KINDS[kind]))]
            name = Name(f"{root.en} {ending.en}", root.zh + ending.zh)
            if self._given.isdisjoint(name):
                self._given.update(name)
                return name
        raise ValueError(f"The town has no name left for a street of kind {kind}.")
