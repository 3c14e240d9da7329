"""What is written short in addresses, language by language, and what only says that a number follows. Nothing else.

A short form that several languages write for different words stands where it is commonest; both sides are read alike.
"""

from __future__ import annotations

import re

_ENGLISH = """st=street rd=road ave=avenue av=avenue blvd=boulevard bvd=boulevard dr=drive ln=lane ct=court pl=place
sq=square hwy=highway pkwy=parkway ter=terrace terr=terrace cres=crescent gdns=gardens gdn=garden gr=grove
cl=close clse=close mt=mount ft=fort n=north s=south e=east w=west ne=northeast nw=northwest se=southeast sw=southwest
saint=street sankt=street sint=street xing=crossing expy=expressway fwy=freeway vlg=village ests=estates"""
_GERMAN = "str=strasse pltz=platz wg=weg"
_FRENCH = "bd=boulevard boul=boulevard rte=route imp=impasse che=chemin chem=chemin fbg=faubourg all=allee"
_ROMANCE = "avda=avenida avd=avenida ctra=carretera pza=plaza plz=plaza pzza=piazza cso=corso vle=viale tv=travessa"
_RUSSIAN = "ул=улица пр=проспект просп=проспект пер=переулок наб=набережная бул=бульвар ш=шоссе г="
_POLISH_CZECH = "ul=ulica al=aleja pl.=plac os=osiedle nam=namesti"

WRITTEN_OUT = {
    short: long
    for table in (_POLISH_CZECH, _ROMANCE, _FRENCH, _RUSSIAN, _GERMAN, _ENGLISH)
    for short, _, long in (pair.partition("=") for pair in table.split())
}
"""By word. Street and saint are both written St., so both are read as one word, whichever is meant."""
ENDINGS = (
    (re.compile(r"(?<=[^\W\d])str\.?(?!\w)"), "strasse"),
    (re.compile(r"(?<=[^\W\d]{3})pl\.(?!\w)"), "platz"),
    (re.compile(r"(?<=[^\W\d]{3})g\.(?!\w)"), "gasse"),
    (re.compile(r"(?<=[^\W\d]{3})w\.(?!\w)"), "weg"),
)
"""Ends of German words, before punctuation is taken away."""
NUMBER_WORDS = {"no", "nr", "num", "numero", "n°", "nº", "hnr", "house", "haus", "дом", "д"}
"""Words before a house number that say only that it is one."""
