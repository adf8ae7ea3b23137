#!/usr/bin/env python3
"""Counts due dates by itself, from the calendar file alone, and compares with `duijie terms compute`.

Usage: terms.py <duijie> <calendar file> <number of cases> [<seed>]. Prints what differs and exits with 1, or prints `N agree`.
It knows nothing of the program's code: days are looked at one by one, with the dates of Python's standard library.
"""

import datetime as dt
import json
import random
import subprocess
import sys
import tomllib

BEIJING = dt.timezone(dt.timedelta(hours=8))
DAY = dt.timedelta(days=1)
# A notice can move the last week of the December before its year.
NEXT_NOTICE_FROM = 25


class Calendar:
    """Which days are worked, and which of them are certain."""

    def __init__(self, path):
        with open(path, "rb") as file:
            table = tomllib.load(file)
        self.off, self.makeup, self.noticed = set(), set(), set()
        for year in table["years"]:
            if "notice" in year:
                self.noticed.add(year["year"])
            for run in year["off_days"]:
                day = run["from"]
                while day <= run.get("to", run["from"]):
                    self.off.add(day)
                    day += DAY
            self.makeup.update(day["date"] for day in year.get("makeup_workdays", []))

    def works(self, day):
        return day in self.makeup or (day.weekday() < 5 and day not in self.off)

    def sure(self, day):
        if day.year not in self.noticed:
            return False
        return day.month < 12 or day.day < NEXT_NOTICE_FROM or day.year + 1 in self.noticed


def same_day_later(day, months):
    """The corresponding day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            pass
    raise AssertionError("a month has days")


def counted(case, calendar):
    """The first instant too late, the last day, whether it is certain, and how many days were counted."""
    start, n, unit = dt.datetime.fromisoformat(case["from"]).astimezone(BEIJING), case["n"], case["unit"]
    if unit == "hour":
        if case.get("hours_begin") == "next_full_hour":
            start = start.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
        due = start + dt.timedelta(hours=n)
        return due, (due - dt.timedelta(microseconds=1)).date(), False, None
    first = start.date()
    provisional = False
    if unit == "workday":
        last, left, days = first, n, n
        while left:
            last += DAY
            left -= calendar.works(last)
            provisional |= not calendar.sure(last)
    else:
        last = first + n * DAY if unit == "day" else same_day_later(first, n * (12 if unit == "year" else 1))
        days = (last - first).days
        if case.get("roll", True):
            provisional = not calendar.sure(last)
            while not calendar.works(last):
                last += DAY
                provisional |= not calendar.sure(last)
    due = dt.datetime.combine(last + DAY, dt.time(), BEIJING)
    return due, last, provisional, days


def random_case(chance):
    unit = chance.choice(["hour", "day", "day", "workday", "workday", "month", "year"])
    longest = {"hour": 240, "day": 70, "workday": 45, "month": 14, "year": 3}[unit]
    at = dt.datetime(2023, 10, 1, tzinfo=BEIJING) + dt.timedelta(seconds=chance.randrange(5 * 366 * 86400))
    zone = chance.choice([BEIJING, BEIJING, dt.timezone.utc, dt.timezone(dt.timedelta(hours=-5, minutes=-30))])
    case = {"unit": unit, "n": chance.randint(1, longest), "from": at.astimezone(zone).isoformat()}
    if chance.random() < 0.7:
        case["roll"] = chance.random() < 0.7
    if unit == "hour" and chance.random() < 0.5:
        case["hours_begin"] = chance.choice(["at_once", "next_full_hour"])
    return case


def main():
    program, calendar_file, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = sys.argv[4] if len(sys.argv) > 4 else "duijie"
    calendar, chance = Calendar(calendar_file), random.Random(seed)
    cases = [random_case(chance) for _ in range(number)]
    asked = "".join(json.dumps(case) + "\n" for case in cases)
    command = [program, "terms", "compute", "-o", "jsonl", "--calendar", calendar_file]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in answer.stdout.splitlines()]
    if len(answers) != number:
        sys.exit(f"{len(answers)} answers to {number} lines")
    wrong = 0
    for case, said in zip(cases, answers):
        due, last, provisional, days = counted(case, calendar)
        meant = {"due": due.isoformat(), "due_date": last.isoformat(), "provisional": provisional, "days": days}
        if said != meant:
            wrong += 1
            if wrong <= 10:
                print(f"{json.dumps(case)}: said {said}, counted {meant}")
    if wrong:
        sys.exit(f"{wrong} of {number} differ (seed {seed})")
    print(f"{number} agree")


if __name__ == "__main__":
    main()
