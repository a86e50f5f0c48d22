#!/usr/bin/env python3
"""Writes valid numbers that python-stdnum makes or confirms, one a line: pool, kind, number.

Usage: stdnum_values.py > processors/src/test/resources/io/sluice/processor/pii/corpus/stdnum.tsv
Needs python-stdnum 2.2 (pip install python-stdnum==2.2). The same version writes the same file.
"""

import random
import sys

from stdnum import luhn
from stdnum.jp import cn, in_
from stdnum.us import ssn
import stdnum.imei

PER_KIND = 160
SEEDS = {"development": 20261126, "held-out": 7919}
# First digits and length of payment cards.
CARDS = [("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15), ("3528", 16),
         ("3589", 16), ("36", 14), ("305", 14), ("6011", 16), ("65", 16), ("6234", 16)]


def digits(source, count):
    return "".join(source.choice("0123456789") for _ in range(count))


def card(source):
    prefix, length = source.choice(CARDS)
    base = prefix + digits(source, length - len(prefix) - 1)
    return luhn.validate(base + luhn.calc_check_digit(base))


def individual(source):
    base = digits(source, 11)
    return in_.validate(base + in_.calc_check_digit(base))


def corporate(source):
    base = digits(source, 12)
    return cn.validate(cn.calc_check_digit(base) + base)


def social_security(source):
    while True:
        number = digits(source, 9)
        if ssn.is_valid(number):
            return ssn.format(number)


def imei(source):
    base = source.choice(["01", "35", "86"]) + digits(source, 12)
    return stdnum.imei.validate(base + luhn.calc_check_digit(base))


def iccid(source):
    base = "8981" + digits(source, 14)
    return luhn.validate(base + luhn.calc_check_digit(base))


KINDS = {"card": card, "individual": individual, "corporate": corporate, "ssn": social_security, "imei": imei,
         "iccid": iccid}


def main():
    for pool, seed in SEEDS.items():
        source = random.Random(seed)
        for kind, make in KINDS.items():
            for number in sorted({make(source) for _ in range(PER_KIND)}):
                sys.stdout.write(f"{pool}\t{kind}\t{number}\n")


if __name__ == "__main__":
    main()
