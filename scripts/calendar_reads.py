#!/usr/bin/env python3
"""Reads calendars with a parser of another project, as a calendar program would.

    scripts/calendar_reads.py jobs.ics [--jobs list.json]

Python's icalendar reads the files: each event must have an identifier of its own, a stamp, a day, a text
and a status, and an alarm unless it is cancelled; no line is longer than the standard's 75 bytes and one.
With the list of jobs (as `list --json` prints it) each deadline in it must stand in the calendar, on its
day and under its title. Without icalendar nothing is checked, and a message says so.
"""

import datetime
import json
import os
import sys

try:
    import icalendar
except ImportError:
    print("left out: icalendar is not installed")
    sys.exit()


class Wrong(Exception):
    """What a file says is not what it should."""


def check(holds, message):
    if not holds:
        raise Wrong(message)


def read(path):
    """The events of a calendar, checked one by one."""
    with open(path, "rb") as file:
        data = file.read()
    check(data.endswith(b"\r\n"), "the last line is not ended")
    check(b"\n" not in data.replace(b"\r\n", b""), "a line without a carriage return")
    longest = max(len(line) for line in data.split(b"\r\n"))
    check(longest <= 76, f"a line of {longest} bytes")
    calendars = icalendar.Calendar.from_ical(data, multiple=True)
    check(len(calendars) == 1, f"{len(calendars)} calendars")
    errors = [error for part in calendars[0].walk() for error in part.errors]
    check(not errors, f"unreadable: {errors}")
    events = calendars[0].walk("VEVENT")
    for event in events:
        event_of(event)
    identifiers = [str(event["UID"]) for event in events]
    check(len(set(identifiers)) == len(identifiers), "an identifier stands twice")
    return events


def event_of(event):
    name = event.get("UID", "an event without identifier")
    for wanted in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS"):
        check(wanted in event, f"{name}: no {wanted}")
    check(str(name).endswith("@jobgist"), f"{name}: not ours")
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    check(type(start) is datetime.date, f"{name}: {start} is no day")
    check(end - start == datetime.timedelta(days=1), f"{name}: not one day")
    check(event["DTSTAMP"].dt.tzinfo is not None, f"{name}: a stamp without a time zone")
    alarms = event.walk("VALARM")
    cancelled = event["STATUS"] == "CANCELLED"
    check(len(alarms) == (0 if cancelled else 1), f"{name}: {len(alarms)} alarms, {event['STATUS']}")
    for alarm in alarms:
        check(isinstance(alarm["TRIGGER"].dt, datetime.timedelta), f"{name}: an alarm at no time")
        check(str(alarm["DESCRIPTION"]) == str(event["SUMMARY"]), f"{name}: an alarm with another text")


def compare(events, path):
    """Each deadline of the list that is still to come, in the calendar."""
    with open(path, encoding="utf-8") as file:
        jobs = json.load(file)
    by_identifier = {str(event["UID"]): event for event in events}
    compared = 0
    for job in jobs:
        if job["valid_through"] and job["status"] == "saved":
            event = by_identifier.get(f"{job['id']}-deadline@jobgist")
            check(event is not None, f"{job['id']}: no deadline")
            check(event["DTSTART"].dt.isoformat() == job["valid_through"], f"{job['id']}: another day")
            title = " ".join((job["title"] or job["id"]).split())
            check(title in " ".join(str(event["SUMMARY"]).split()), f"{job['id']}: another title")
            compared += 1
    return compared


def main(arguments):
    jobs = None
    if "--jobs" in arguments:
        at = arguments.index("--jobs")
        jobs = arguments[at + 1]
        arguments = arguments[:at] + arguments[at + 2 :]
    if not arguments:
        sys.exit(__doc__)
    try:
        for path in arguments:
            events = read(path)
            compared = f", {compare(events, jobs)} deadlines as in the list" if jobs else ""
            print(f"{path}: {len(events)} events{compared}")
    except (Wrong, ValueError, KeyError, OSError) as error:
        sys.exit(f"{os.path.basename(sys.argv[0])}: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
