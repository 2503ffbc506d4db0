#!/usr/bin/env python3
"""Checks a proof file of a Yanlu log, with nothing but Python's standard library.

Written apart from the portal, after the published formats, so that nobody has to believe the portal's own programs:
  - the tree:        RFC 6962 section 2.1; inclusion is checked as in RFC 9162 section 2.1.3.2
  - signed notes:    C2SP signed-note, tlog-checkpoint, tlog-cosignature (cosignature/v1)
  - signatures:      Ed25519, RFC 8032 section 5.1
  - the file itself: canonical JSON (RFC 8785, whole numbers only)

    verify_proof.py FILE [--key VERIFIER_KEY ...]    one report; exit code 0 when the file is good, 1 when it is not
    verify_proof.py --lines                          a base64 file on each line of standard input; one report for each,
                                                     a line; exit code 0 when every file is good
"""

import base64
import datetime
import functools
import hashlib
import json
import re
import sys

FORMAT = "yanlu-proof/v1"
LARGEST = 2**53 - 1


class Bad(Exception):
    """Why a file is refused."""


def need(condition, why):
    if not condition:
        raise Bad(why)


# ---- Ed25519 (RFC 8032 section 5.1): points as (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z --------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m = (y1 - x1) * (y2 - x2) % P
    n = (y1 + x1) * (y2 + x2) % P
    c = 2 * t1 * t2 * D % P
    d = 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    result = ZERO
    while scalar > 0:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decode_point(data):
    """The point of 32 bytes, or None. Accepts one spelling of each point only."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    x_squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x_squared, (P + 3) // 8, P)
    if x * x % P != x_squared:
        x = x * SQRT_OF_MINUS_1 % P
    if x * x % P != x_squared or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


@functools.lru_cache(maxsize=4096)  # many files in one run share their notes
def is_signed(public_key, message, signature):
    point, commitment = decode_point(public_key), decode_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or point is None or commitment is None or scalar >= L:
        return False
    if same(times(8, point), ZERO):  # a key that would fit every message
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(digest, "little") % L
    difference = add(times(scalar, BASE), times(L - challenge, point))
    # [8]S*B = [8]R + [8]k*A; the factor 8 drops what a forger could add of small order
    return same(times(8, difference), times(8, commitment))


def sha256(data):
    return hashlib.sha256(data).digest()


# ---- spellings --------------------------------------------------------------------------------------------------------


def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad("base64") from None
    need(base64.b64encode(data).decode() == text, "base64 with a second spelling")
    return data


def hash_from_base64(text):
    data = from_base64(text)
    need(len(data) == 32, "a hash has 32 bytes")
    return data


def whole_number(text):
    need(re.fullmatch(r"0|[1-9][0-9]{0,15}", text) and int(text) <= LARGEST, "whole number")
    return int(text)


def a_day(text):
    need(isinstance(text, str) and re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", text), "day")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Bad("day") from None


def canonical(value):
    """RFC 8785 for what our files hold. Keys are sorted by UTF-16 code units."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        need(abs(value) <= LARGEST, "number too large")
        return str(value)
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Bad("half a character") from None
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    raise Bad("a value that JSON of ours does not hold")


def parse_canonical(text):
    try:
        value = json.loads(text)
        need(canonical(value) == text, "not the canonical text of its content")
    except (ValueError, RecursionError):
        raise Bad("not JSON") from None
    return value


# ---- notes ------------------------------------------------------------------------------------------------------------

PLAIN, COSIGNATURE = 1, 4


def parse_key(text):
    """(name, key id, kind, public key) of `<name>+<key id>+<base64>`."""
    match = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+([^\s]+)", text)
    need(match, "verifier key")
    name, key_id, encoded = match.groups()
    typed = from_base64(encoded)
    need(not re.search(r"[\s\x00-\x1f\x7f-\x9f]", name), "name of a key")
    need(len(typed) == 33 and typed[0] in (PLAIN, COSIGNATURE), "kind of a key")
    need(decode_point(typed[1:]) is not None, "public key")
    need(sha256(name.encode() + b"\n" + typed)[:4].hex() == key_id, "key id")
    return name, key_id, typed[0], typed[1:]


def open_note(note, keys):
    """
    The text of a note on which every signature is right and by one of `keys`, and (verifier key, time or None) of each.
    """
    text, found, block = note.rpartition("\n\n")
    text += "\n"
    need(found and len(text) > 1 and block.endswith("\n"), "note without signatures")
    need(not re.search(r"[\x00-\x09\x0b-\x1f]", text), "control characters in a note")
    known = {parse_key(key)[:2]: key for key in keys}
    signatures = []
    for line in block[:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^ ]+) ([^ ]+)", line)
        need(match, "signature line")
        data = from_base64(match.group(2))
        key = known.get((match.group(1), data[:4].hex()))
        need(key is not None, "signature by an unknown key")
        need(key not in [before for before, _ in signatures], "signed twice by one key")
        kind, public_key = parse_key(key)[2:]
        at, message, signature = None, text.encode(), data[4:]
        if kind == COSIGNATURE:
            at, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            need(at <= LARGEST, "time of a cosignature")
            message = f"cosignature/v1\ntime {at}\n".encode() + message
        need(is_signed(public_key, message, signature), "wrong signature")
        signatures.append((key, at))
    return text, signatures


def lines_of(text, why):
    lines = text.split("\n")
    need(lines.pop() == "", why)
    return lines


# ---- the tree ---------------------------------------------------------------------------------------------------------


def root_of(leaf, index, size, proof):
    """Root that the siblings lead to, from the leaf up (RFC 9162 section 2.1.3.2)."""
    need(0 <= index < size, "place outside the tree")
    node, last, root = index, size - 1, leaf
    for sibling in proof:
        need(last > 0, "proof too long")
        if node & 1 or node == last:
            root = sha256(b"\x01" + sibling + root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = sha256(b"\x01" + root + sibling)
        node, last = node >> 1, last >> 1
    need(last == 0, "proof too short")
    return root


# ---- the file ---------------------------------------------------------------------------------------------------------

FILE_FIELDS = {"format", "origin", "keys", "witnesses", "checkpoint", "cut", "entries", "statement"}
ENTRY_FIELDS = {"entry", "index", "proof", "promise"}


class Proof:
    """One file. Whatever is wrong raises Bad; afterwards `report` tells what it shows."""

    def __init__(self, data, trusted=None):
        need(len(data) <= 8_000_000, "too large")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Bad("not UTF-8") from None
        need(len(text) <= 2_000_000, "too large")
        self.file = parse_canonical(text)
        self.check_shape()
        self.origin = self.file["origin"]
        self.used = set()
        self.check_keys(trusted)
        self.checkpoint = self.read_checkpoint()
        self.entries = [self.check_entry(entry) for entry in self.file["entries"]]
        self.check_order()
        self.check_subject()
        self.up_to = self.check_cut()
        self.inner = self.check_statement()
        unused = set(self.file["keys"] + self.file["witnesses"]) - self.used
        need(not unused, "a key that signed nothing")
        need(self.file["keys"] or self.file["entries"], "empty file")

    def check_shape(self):
        file = self.file
        need(isinstance(file, dict) and set(file) == FILE_FIELDS, "fields of the file")
        need(file["format"] == FORMAT and isinstance(file["origin"], str), "format")
        for name in ("keys", "witnesses"):
            need(isinstance(file[name], list) and len(file[name]) <= 32, name)
            need(all(isinstance(key, str) for key in file[name]), name)
        for name in ("checkpoint", "statement"):
            need(file[name] is None or isinstance(file[name], str), name)
        need(isinstance(file["entries"], list), "entries")
        for entry in file["entries"] + ([] if file["cut"] is None else [file["cut"]]):
            need(isinstance(entry, dict) and set(entry) == ENTRY_FIELDS, "fields of an entry")
            need(isinstance(entry["entry"], str) and isinstance(entry["promise"], str), "texts of an entry")
            index, proof = entry["index"], entry["proof"]
            need(index is None or (type(index) is int and index >= 0), "index")
            need(isinstance(proof, list) and all(isinstance(one, str) for one in proof), "proof")

    def check_keys(self, trusted):
        for name, kind in (("keys", PLAIN), ("witnesses", COSIGNATURE)):
            keys = self.file[name]
            need(len(set(keys)) == len(keys), "a key twice")
            for key in keys:
                owner, _, found, _ = parse_key(key)
                need(found == kind, "kind of a key")
                need(kind == COSIGNATURE or owner == self.origin, "key of another log")
                need(kind == COSIGNATURE or trusted is None or key in trusted, "key not trusted")

    def signed_text(self, note, witnesses=()):
        text, signatures = open_note(note, self.file["keys"] + list(witnesses))
        need(any(key in self.file["keys"] for key, _ in signatures), "not signed by the log")
        self.used.update(key for key, _ in signatures)
        return text, signatures

    def read_checkpoint(self):
        note = self.file["checkpoint"]
        if note is None:
            return None
        text, signatures = self.signed_text(note, self.file["witnesses"])
        lines = lines_of(text, "checkpoint")
        need(len(lines) >= 3 and all(lines), "checkpoint")
        need(lines[0] == self.origin, "checkpoint of another log")
        cosigned = [(*parse_key(key)[:2], at) for key, at in signatures if at is not None]
        return {"size": whole_number(lines[1]), "root": hash_from_base64(lines[2]), "cosigned": cosigned}

    def check_entry(self, proven):
        """(what the entry says, leaf hash, index)"""
        text, index = proven["entry"], proven["index"]
        said = parse_canonical(text)
        need(isinstance(said, dict) and isinstance(said.get("data"), dict), "entry")
        need(re.fullmatch(r"[A-Z][A-Z0-9_]{0,39}", str(said.get("kind"))), "kind of an entry")
        need(isinstance(said.get("leadId", ""), str), "lead of an entry")
        a_day(said.get("day"))
        leaf = sha256(b"\x00" + text.encode())
        if index is None:
            need(proven["proof"] == [], "proof of an entry that waits")
        else:
            need(self.checkpoint is not None, "place without a checkpoint")
            siblings = [hash_from_base64(one) for one in proven["proof"]]
            root = root_of(leaf, index, self.checkpoint["size"], siblings)
            need(root == self.checkpoint["root"], "entry is not in the log")
        self.check_promise(proven["promise"], leaf, said["day"])
        return said, leaf, index

    def check_promise(self, note, leaf, day):
        lines = lines_of(self.signed_text(note)[0], "promise")
        by = a_day(day) + datetime.timedelta(days=2)
        expected = ["yanlu-promise/v1", self.origin, base64.b64encode(leaf).decode(), day, by.isoformat()]
        need(lines == expected, "promise of another entry")

    def check_order(self):
        places = [index for _, _, index in self.entries]
        proven = [index for index in places if index is not None]
        need(places[: len(proven)] == proven, "entries that wait come last")
        need(all(a < b for a, b in zip(proven, proven[1:])), "order of the log")
        leaves = [leaf for _, leaf, _ in self.entries]
        need(len(set(leaves)) == len(leaves), "an entry twice")

    def check_subject(self):
        of_lead = [said for said, _, _ in self.entries if said.get("leadId")]
        need(len({said["leadId"] for said in of_lead}) <= 1, "entries of several leads")
        claims = {said["data"]["claimId"] for said in of_lead if isinstance(said["data"].get("claimId"), str)}
        for said, _, _ in self.entries:
            need(said.get("leadId") or said["data"].get("claimId") in claims, "entry of another lead")

    def check_cut(self):
        cut = self.file["cut"]
        need((cut is None) == (self.checkpoint is None), "cut without checkpoint, or the other way round")
        if cut is None:
            return None
        said, _, index = self.check_entry(cut)
        need(said["kind"] == "LOG_CUT" and index == self.checkpoint["size"] - 1, "cut")
        a_day(said["data"].get("upToDay"))
        return said["data"]["upToDay"]

    def check_statement(self):
        """Number of entries that it names by their hash only."""
        note = self.file["statement"]
        need((note is None) == (self.checkpoint is None), "statement without checkpoint, or the other way round")
        if note is None:
            return 0
        lines = lines_of(self.signed_text(note)[0], "statement")
        root = base64.b64encode(self.checkpoint["root"]).decode()
        head = ["yanlu-statement/v1", self.origin, str(self.checkpoint["size"]), root, self.up_to]
        need(lines[:5] == head, "statement about another checkpoint")
        need(len(lines) > 5 and whole_number(lines[5]) == len(lines) - 6, "number of entries")
        before, inner, shown = -1, 0, set()
        for line in lines[6:]:
            match = re.fullmatch(r"([0-9]+) (\S+) (-|[A-Z][A-Z0-9_]{0,39}) (\S+)", line)
            need(match, "line of the statement")
            index = whole_number(match.group(1))
            need(before < index < self.checkpoint["size"], "order of the statement")
            hash_from_base64(match.group(2))
            a_day(match.group(4))
            before = index
            if match.group(3) == "-":
                inner += 1
            else:
                shown.add(line)
        for said, leaf, index in self.entries:
            if index is None:
                continue
            line = f"{index} {base64.b64encode(leaf).decode()} {said['kind']} {said['day']}"
            need(line in shown, "entry that the statement does not name")
            shown.remove(line)
        need(not shown, "entry that the statement names is missing")
        return inner

    def broken(self, said):
        """Whether the log calls itself complete up to a day by which it promised this entry."""
        by = a_day(said["day"]) + datetime.timedelta(days=2)
        return self.up_to is not None and by.isoformat() <= self.up_to

    def neglect(self):
        """Time limits that passed before the checkpoint's day without the entry that would have met them."""
        proven = [said for said, _, index in self.entries if index is not None or self.broken(said)]

        def of(kind):
            return [said["data"] for said in proven if said["kind"] == kind]

        def extended(stage, day):
            days = [data.get("toDay") for data in of("CLOCK_EXTENDED") if data.get("stage") == "FINISH"]
            return days[-1] if days and stage == "FINISH" else day

        limits = []
        if of("TIP_RECEIVED") and not (of("LEAD_ACCEPTED") or of("LEAD_REFUSED") or of("LEAD_TRANSFERRED")):
            limits.append(("ACCEPT", of("TIP_RECEIVED")[-1].get("acceptDueDay")))
        if of("LEAD_ACCEPTED") and not of("LEAD_CLOSED"):
            limits.append(("FINISH", of("LEAD_ACCEPTED")[-1].get("finishDueDay")))
        missed = [data.get("dueDay") for data in of("CLOCK_MISSED") if data.get("stage") == "REWARD"]
        if missed and not (of("REWARD_NOTIFIED") or of("REWARD_NONE")):
            limits.append(("REWARD", missed[-1]))
        paid = [data.get("claimId") for data in of("CLAIM_PAID")]
        for data in of("REWARD_CLAIMED"):
            if data.get("claimId") not in paid:
                limits.append(("PAY", data.get("payDueDay")))
        found = [(stage, extended(stage, day)) for stage, day in limits]
        return [
            {"stage": stage, "dueDay": day, "upToDay": self.up_to}
            for stage, day in found
            if isinstance(day, str) and self.up_to is not None and day < self.up_to
        ]

    def report(self):
        checkpoint = self.checkpoint and {
            "size": self.checkpoint["size"],
            "rootHash": base64.b64encode(self.checkpoint["root"]).decode(),
            "upToDay": self.up_to,
            "cosignedBy": [{"name": name, "keyId": key_id, "at": at} for name, key_id, at in self.checkpoint["cosigned"]],
        }
        return {
            "ok": True,
            "origin": self.origin,
            "keys": self.file["keys"],
            "keyIds": [parse_key(key)[1] for key in self.file["keys"]],
            "checkpoint": checkpoint,
            "entries": [
                {
                    "kind": said["kind"],
                    "day": said["day"],
                    "index": index,
                    "state": "PROVEN" if index is not None else "BROKEN" if self.broken(said) else "PROMISED",
                }
                for said, _, index in self.entries
            ],
            "inner": self.inner,
            "neglect": self.neglect(),
        }


def report_of(data, trusted=None):
    try:
        return Proof(data, trusted).report()
    except Bad as why:
        return {"ok": False, "problem": str(why)}


def main(arguments):
    if arguments == ["--lines"]:
        reports = (report_of(base64.b64decode(line)) for line in sys.stdin.buffer)
    elif arguments and len(arguments) % 2 == 1 and all(flag == "--key" for flag in arguments[1::2]):
        with open(arguments[0], "rb") as file:
            reports = [report_of(file.read(), arguments[2::2] or None)]
    else:
        sys.stderr.write(__doc__)
        return 2
    good = True
    for report in reports:
        good = good and report["ok"]
        print(json.dumps(report), flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
