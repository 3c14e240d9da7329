"""The people of the demo day, all invented: customers, staff and approvers, each in both scripts."""

from __future__ import annotations

from resources.demo.names import Name


def _names(text: str) -> tuple[Name, ...]:
    return tuple(Name(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


CUSTOMERS = _names("""
Egon Ilves | 艾贡·伊尔维斯
Noor Ambry | 努尔·安布里
Lin Jiayi | 林嘉仪
Rafael Mabry | 拉斐尔·马布里
Hanna Ravn | 汉娜·拉文
Okoro Chidi | 奥科罗·奇迪
Bianca Fenn | 比安卡·芬恩
Zhao Wenlan | 赵文澜
Samir Quade | 萨米尔·奎德
Selma Morrow | 塞尔玛·莫罗
Ines Caldera | 伊内丝·卡尔德拉
Yusuf Arslanay | 优素福·阿尔斯兰艾
Milena Horak | 米莱娜·霍拉克
Tang Shuren | 唐树人
Leo Solane | 莱奥·索兰
Amara Diallou | 阿玛拉·迪亚卢
Casper Linwood | 卡斯珀·林伍德
Edda Nyland | 埃达·尼兰
Kasimir Rasko | 卡西米尔·拉斯科
Hu Pingping | 胡萍萍
Alma Stroud | 阿尔玛·斯特劳德
Elin Varga | 艾琳·瓦尔加
Tomas Iriarta | 托马斯·伊里亚塔
Nadia Belcour | 纳迪娅·贝尔库
Joon Haneul | 俊·哈努尔
Priya Venkatar | 普里娅·文卡塔尔
Qiu Mingyuan | 邱明远
Rosa Isaksen | 罗莎·伊萨克森
Anton Kellan | 安东·凯兰
Maja Elander | 玛雅·埃兰德
Zofia Corvin | 索菲娅·科尔文
Henrik Teller | 亨里克·特勒
Dong Yue | 董月
Farah Zandil | 法拉·赞迪尔
Viktor Ambros | 维克托·安布罗斯
Leila Hamdany | 莱拉·哈姆达尼
Oskar Blixen | 奥斯卡·布利克森
Mei Tanaka-Roy | 梅·田中罗伊
Peng Zhiqiang | 彭志强
Clara Dubrow | 克拉拉·杜布罗
Idris Mokoena | 伊德里斯·莫科埃纳
Greta Falkner | 格蕾塔·法尔克纳
Sun Ruolan | 孙若兰
Matteo Grivas | 马泰奥·格里瓦斯
Ayla Demirel | 艾拉·德米雷尔
Jonas Petrak | 约纳斯·佩特拉克
Chen Guoan | 陈国安
Fatou Sarrane | 法图·萨拉内
Ilya Marchenko | 伊利亚·马尔琴科
Nora Winther | 诺拉·温特
Wu Songlin | 吴松林
Dario Pelletan | 达里奥·佩尔唐
Hilde Osmund | 希尔德·奥斯蒙
Karim Essaid | 卡里姆·埃赛德
Gao Xiaohe | 高小禾
Livia Montano | 莉维娅·蒙塔诺
Emeka Balogun | 埃梅卡·巴洛贡
Astrid Lund | 阿斯特丽德·伦德
Ren Boyang | 任博洋
Teodor Vasko | 特奥多尔·瓦斯科
Salma Kirane | 萨尔玛·基兰
Xu Tianyou | 徐天佑
Marta Orlov | 玛尔塔·奥尔洛夫
Aidan Roscoe | 艾丹·罗斯科
Pham Thu Ha | 范秋河
""")
STAFF = _names("""
Mira Sol | 米拉·索尔
Tam Orr | 塔姆·奥尔
Li Wen | 李雯
Ida Fen | 伊达·芬
Jakub Reyes | 雅库布·雷耶斯
Ola Brandt | 奥拉·布兰特
Wang Jue | 王珏
Sami Eide | 萨米·艾德
Hana Morita-Voss | 花·森田沃斯
Piet Galen | 皮特·加伦
Zhou Yiran | 周怡然
Nuno Sarto | 努诺·萨托
Elif Karan | 埃利芙·卡兰
Bo Lindahl | 博·林达尔
Deng Kai | 邓凯
Ruth Adeyo | 露丝·阿德约
Marek Dolin | 马雷克·多林
Shen Lu | 沈露
Anouk Perrin | 阿努克·佩林
Teo Marlow | 特奥·马洛
""")
PROPOSER = Name("Marit Skov", "玛丽特·斯科夫")
"""At the desk, and away these days: who proposed what waits for approval."""
APPROVERS = (Name("R. Sorel", "索雷尔"), Name("Jiang Ning", "江宁"), Name("P. Ostrander", "奥斯特兰德"))
