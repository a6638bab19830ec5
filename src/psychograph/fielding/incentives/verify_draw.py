"""Check a prize draw: ``python verify_draw.py draw-record.json``.

This file needs nothing but Python 3.8 or newer. It reads the record that was published, works everything out
again, and says what does not agree. It is the very code that held the draw; it is short so that you need not
believe it. Without it, docs/field-draw.md says how to do the same with sha256sum.

How the draw works:

1. Each entry has a code of chance that only the entrant was shown. Its ticket in the published list is
   SHA-256(code, address). Nobody can tell an address from a ticket, or put another address behind one.
2. After the last entry the tickets are sorted and listed. A statement names the SHA-256 of the list, that
   of the rules, the prizes, and where the randomness will come from. The SHA-256 of the statement is the
   commitment. It is published before anybody can know the randomness.
3. The randomness comes out. The rank of a ticket is SHA-256(randomness, ticket); the lowest rank has place 1.
   Prizes go by place, then come the reserves.

What this file cannot know: whether the commitment was published before the randomness. Keep the commitment
when you see it, and hand it in: --commitment HEX. And whether the randomness is what drand said in that
round: look it up at the address that is printed. (The round is signed; drand's own tools, and others, check
that signature against drand's public key. This file checks that the randomness belongs to the signature.)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from typing import Any

FORMAT = "psychograph draw 1"
KEYS = {"format", "statement", "rules", "entries", "commitment", "result", "seal"}
HEX = re.compile("[0-9a-f]{64}")


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def ticket_of(code: str, address: str) -> str:
    """Return the ticket of an entry: SHA-256 of the bytes of its code, then of its address."""
    return sha256(bytes.fromhex(code) + address.encode("utf-8"))


def list_text(tickets: list[str]) -> str:
    """Return the published list: one ticket a line, in order."""
    return "".join(ticket + "\n" for ticket in sorted(tickets))


def rank_of(randomness: str, ticket: str) -> str:
    """Return the rank of a ticket: SHA-256 of the randomness, then of the ticket, both as bytes."""
    return sha256(bytes.fromhex(randomness) + bytes.fromhex(ticket))


def ranked(randomness: str, tickets: list[str]) -> list[str]:
    """Return the tickets, first place first."""
    return sorted(tickets, key=lambda ticket: (rank_of(randomness, ticket), ticket))


def prizes_of(statement: list[str]) -> list[str]:
    """Return the prizes that a statement names, one for each time it can be won, best first."""
    prizes: list[str] = []
    for line in said(statement, "prize"):
        number, _, what = line.partition(" x ")
        prizes += [what] * _bounded(number)
    return prizes


def winners_of(statement: list[str], tickets: list[str], randomness: str) -> list[dict[str, Any]]:
    """Return who wins what: place, ticket, and the prize, which is empty for a reserve."""
    prizes = prizes_of(statement)
    places = prizes + [""] * _bounded(said(statement, "reserves")[0])
    return [
        {"place": place, "prize": prize, "ticket": ticket}
        for place, (prize, ticket) in enumerate(zip(places, ranked(randomness, tickets)), 1)  # noqa: B905
    ]


def _bounded(number: str) -> int:
    if not 0 <= int(number) <= 10000:
        raise ValueError("more places than a draw can have: " + number)
    return int(number)


def said(statement: list[str], key: str) -> list[str]:
    """Return what the lines of a statement say that begin with a key."""
    return [line[len(key) + 2 :] for line in statement if line.startswith(key + ": ")]


def text_of(lines: list[str]) -> str:
    """Return lines as they stand in a file."""
    return "".join(line + "\n" for line in lines)


def record_text(record: dict[str, Any]) -> str:
    """Return a record as it is published, closed by a seal over everything else."""
    unsealed = {key: record[key] for key in record if key != "seal"}
    seal = sha256(json.dumps(unsealed, sort_keys=True).encode("utf-8"))
    return json.dumps(dict(unsealed, seal=seal), indent=1, sort_keys=True) + "\n"


def problems_of(text: str, commitment: str = "") -> list[str]:
    """Return everything that does not agree in a published record; nothing where all does."""
    try:
        record = json.loads(text)
        if record_text(record) != text:
            return ["The file is not as it was published: some of its bytes were changed."]
        return _problems(record, commitment)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as reason:
        return [f"The file is not a record of a draw, or was changed: {type(reason).__name__}: {reason}"]


def _problems(record: dict[str, Any], commitment: str) -> list[str]:
    statement, tickets, result = record["statement"], record["entries"], record["result"]
    found = []
    if set(record) != KEYS or (result is not None and set(result) != {"randomness", "signature", "winners"}):
        found.append("The record holds something else, or lacks something.")
    if record["format"] != FORMAT or statement[0] != FORMAT:
        found.append("The record is of another kind than this file can check.")
    if sha256(text_of(statement).encode("utf-8")) != record["commitment"]:
        found.append("The commitment is not the SHA-256 of the statement.")
    if commitment and commitment.strip().lower() != record["commitment"]:
        found.append("The commitment is not the one you were given before the draw.")
    if sha256(text_of(record["rules"]).encode("utf-8")) != said(statement, "rules")[0]:
        found.append("The rules are not those that the statement names.")
    if not all(HEX.fullmatch(ticket) for ticket in tickets):
        found.append("The list holds something that is no ticket.")
    if len(set(tickets)) != len(tickets):
        found.append("The list holds a ticket twice.")
    if tickets != sorted(tickets):
        found.append("The list is not in order.")
    if sha256(list_text(tickets).encode("utf-8")) != said(statement, "list")[0]:
        found.append("The list is not the one that was committed to.")
    if str(len(tickets)) != said(statement, "entries")[0]:
        found.append("The list is longer or shorter than the statement says.")
    if result is not None and not found:
        found += _problems_of_result(statement, tickets, result)
    return found


def _problems_of_result(statement: list[str], tickets: list[str], result: dict[str, Any]) -> list[str]:
    found = []
    randomness, signature = result["randomness"], result["signature"]
    source = said(statement, "randomness")[0].split()
    if not HEX.fullmatch(randomness):
        found.append("The randomness is not 64 hexadecimal digits.")
    elif source[0] == "secret" and sha256(bytes.fromhex(randomness)) != source[1]:
        found.append("The secret that was revealed is not the one that was committed to.")
    elif signature and sha256(bytes.fromhex(signature)) != randomness:
        found.append("The randomness is not the SHA-256 of its signature.")
    elif winners_of(statement, tickets, randomness) != result["winners"]:
        found.append("The places are not those that the randomness gives.")
    return found


def where_to_look(statement: list[str]) -> str:
    """Return where anyone can see the randomness, in a sentence."""
    source = said(statement, "randomness")[0].split()
    if source[0] == "secret":
        return (
            "The randomness is a secret that the organiser had committed to. That is weaker than a public "
            "source: who knows the secret and can add entries could have tried many until one won."
        )
    return f"Compare the randomness with https://api.drand.sh/{source[1]}/public/{source[3]}"


def standing_of(record: dict[str, Any], ticket: str) -> str:
    """Return what became of a ticket, in a sentence."""
    if ticket not in record["entries"]:
        return f"{ticket} is not in the list."
    if record["result"] is None:
        return f"{ticket} is in the list; the draw has not been held."
    place = ranked(record["result"]["randomness"], record["entries"]).index(ticket) + 1
    won = {winner["place"]: winner["prize"] or "a reserve" for winner in record["result"]["winners"]}
    return f"{ticket} has place {place} of {len(record['entries'])}: {won.get(place, 'no prize')}."


def main(given: list[str]) -> int:
    """Check the record that the command line names; return 0 where all agrees, 1 where not."""
    parser = argparse.ArgumentParser(description="Check a prize draw from its published record.")
    parser.add_argument("record", help="draw-record.json")
    parser.add_argument("--commitment", default="", help="what was published before the draw")
    parser.add_argument("--code", default="", help="your entry code, to find yourself")
    parser.add_argument("--address", default="", help="the address you entered, in small letters")
    asked = parser.parse_args(given)
    with open(asked.record, encoding="utf-8", newline="") as file:  # noqa: PTH123
        text = file.read()
    lines, fine = _told(text, asked)
    sys.stdout.write(text_of(lines))
    return 0 if fine else 1


def _told(text: str, asked: argparse.Namespace) -> tuple[list[str], bool]:
    found = problems_of(text, asked.commitment)
    if found:
        return ["NOT IN ORDER"] + ["- " + problem for problem in found], False
    record = json.loads(text)
    lines = ["Commitment  " + record["commitment"], f"Entries     {len(record['entries'])}"]
    if record["result"] is None:
        lines.append("The list and its commitment agree. The draw has not been held.")
    else:
        lines.append("Randomness  " + record["result"]["randomness"])
        lines += [
            f"Place {winner['place']:<5} {winner['ticket']}  {winner['prize'] or 'reserve'}"
            for winner in record["result"]["winners"]
        ]
        lines += ["List, commitment and places agree.", where_to_look(record["statement"])]
        if not record["result"]["signature"] and not where_to_look(record["statement"]).startswith("The"):
            lines.append("No signature was recorded, so only that page can tell whether it is genuine.")
    if asked.code:
        try:
            ticket = ticket_of(asked.code.replace("-", "").replace(" ", ""), asked.address.strip().lower())
        except ValueError:
            return [*lines, "The code is not as it was shown: letters a to f and digits only."], False
        lines.append("You: " + standing_of(record, ticket))
    if not asked.commitment:
        lines.append("Compare the commitment with the one you saw before the draw: --commitment HEX.")
    return lines, True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
