//! What `--help` says below the flags of the commands on the collection.

pub(super) const SAVE: &str = "\
Examples:
  jobgist save posting.html
  jobgist save saved/*.html --tag remote,dream
  jobgist save posting.html --status applied
  curl -s https://jobs.example/17 | jobgist save - --url https://jobs.example/17

The same page again is a further capture of its job, not a second job, and what changed in it is said. \
The same job from another board is a job of its own; `duplicates --link` says that they are one. A file of \
several postings gives a job each.

--json prints an array with an object a posting: {file, id, outcome: new | captured | unchanged | \
restored, since, title, company, valid_through, changes: as `diff` has them or null, elsewhere: [{id, \
reason: {kind}}]}; of what was not saved {file, error}.

Exit codes:
  0  all are saved
  1  an input could not be read, or the collection not be written (the others are still saved)
  2  wrong usage
  4  a page holds no posting and was not saved (--anyway saves it)";

pub(super) const LIST: &str = "\
Examples:
  jobgist list                               what changed last first
  jobgist list --status applied,interview
  jobgist list --place Lyon --skill Python --pay 50000
  jobgist list --expiring 7 --sort deadline
  jobgist list --json | jq -r '.[] | [.id, .title] | @tsv'

--json prints an array with an object a job: {id, title, company, places, workplace, salary, \
valid_through, status, status_on, tags, rating, next_reminder, saved_at, changed_at}.";

pub(super) const SHOW: &str = "\
Examples:
  jobgist show k7m2
  jobgist show \"night baker\"
  jobgist show k7m2@1                        as the first capture has it
  jobgist show --json k7m2 | jq .posting.salary

--json prints an object {job, posting}; several jobs give an array. `job` has id, status, tags, rating, \
notes, reminders, contacts, corrections, captures, links; `posting` is the record with your corrections.";

pub(super) const SEARCH: &str = "\
Examples:
  jobgist search harbour pilot
  jobgist search kubern                      the beginning of the last word is enough
  jobgist search --json night | jq -r '.[].id'

--json prints an array with an object a job: {listed: as `list` has it, snippet, hits: [{start, end}], \
in bytes of the snippet}.";

pub(super) const OPEN: &str = "\
Examples:
  jobgist open k7m2                          in the program that shows such files
  jobgist open k7m2 --out page.html          byte for byte as it was saved
  jobgist open k7m2@1 --out - | less

The page is written to a private temporary file, and nothing in it is run: of a web page the copy says \
to the browser that scripts, frames and forms are off. It is never given away over the network by \
jobgist; a browser may load a page's pictures.";

pub(super) const TRACK: &str = "\
Examples:
  jobgist track k7m2 applied
  jobgist track k7m2 interview --on \"last friday\" --note \"with Ms Okafor, in person\"
  jobgist track k7m2 second-talk             a status of your own

--json prints {id, event}, the number of the event that `history` lists.";

pub(super) const NOTE: &str = "\
Examples:
  jobgist note k7m2 the team has four people
  jobgist note k7m2                          in $VISUAL or $EDITOR
  jobgist note k7m2 < questions.txt

--json prints {id, event}, the number of the event that `history` lists.";

pub(super) const REMIND: &str = "\
Examples:
  jobgist remind k7m2 friday send the references
  jobgist remind k7m2 \"in 2 weeks\" ask how it stands
  jobgist remind k7m2 2026-12-01 prepare the interview

--json prints {id, event, on}; `event` is the reminder's number.";

pub(super) const DONE: &str = "\
Examples:
  jobgist done 12                            the number that `remind` and `due` print
  jobgist due --json | jq '.[].reminder'

--json prints an array of {id, event, reminder}.";

pub(super) const DUE: &str = "\
Examples:
  jobgist due
  jobgist due --within 2 --exit-code || echo something is to be done
  jobgist due --json | jq -r '.[] | [.on, .title] | @tsv'

Deadlines count until an application is sent, silence once it is. Jobs that are accepted, rejected, \
withdrawn or expired are never due.

--json prints an array with an object a thing to do, the earliest first: {kind: reminder | deadline | \
expired | quiet, on, days, job, title, company, status, reminder: its number or null, text}.

Exit codes:
  0  done; with --exit-code: nothing is due
  1  with --exit-code: something is due; without: the collection could not be read
  2  wrong usage; with --exit-code: the collection could not be read";

pub(super) const CALENDAR: &str = "\
Examples:
  jobgist calendar > jobs.ics
  jobgist calendar --out ~/calendars/jobs.ics

Import the file, or let the calendar program subscribe to it: an entry keeps its identity, so that it is \
not there twice the next time.";

pub(super) const TAG: &str = "\
Examples:
  jobgist tag k7m2 remote dream
  jobgist tag k7m2 dream --remove
  jobgist list --tag dream

--json prints an array of {id, event}.";

pub(super) const RATE: &str = "\
Examples:
  jobgist rate k7m2 4
  jobgist rate k7m2 --clear

--json prints {id, event}.";

pub(super) const CONTACT: &str = "\
Examples:
  jobgist contact k7m2 \"Ada Okafor\" team lead, ada@lanterngrid.example

--json prints {id, event}.";

pub(super) const CORRECT: &str = "\
Examples:
  jobgist correct k7m2 salary \"EUR 62,000 to 70,000 a year\"
  jobgist correct k7m2 deadline \"1 Dec\"
  jobgist correct k7m2 workplace hybrid
  jobgist correct k7m2 experience_years '{\"min\": 2, \"max\": null, \"subject\": null}'
  jobgist correct k7m2 salary null           the posting does not say
  jobgist correct k7m2 salary --clear        as the program reads it

A correction is kept apart from what was read: a newer version or capture does not touch it, and \
`reparse` says where the program has come to agree. The facts, also by the names that `show` has: title, company, job_id, locations, \
locations_mode, workplace, employment_types, duration, start_date, date_posted, valid_through, salary, \
experience_years, education, languages, seniority, hours, travel, work_authorization.

--json prints {id, event, fact, value}.";

pub(super) const COMPARE: &str = "\
Examples:
  jobgist compare k7m2 9qx4
  jobgist compare k7m2 9qx4 --profile profile.toml
  jobgist compare --format markdown k7m2 9qx4 > offers.md

Pay is shown as written and, where currency and period are stated, by the year with the factor named; \
currencies are never converted.

--json prints {jobs: [{id, title, company, pay_per_year, benefits, not_stated, fit}], facts: [{fact, \
label, values, same}], must_haves, nice_to_haves}, the last two as {in_common, in_some, only: [a list a \
job]} of {name, kind, by: [a demand a job, or null]}.";

pub(super) const DIFF: &str = "\
Examples:
  jobgist diff k7m2                          the last capture against the one before
  jobgist diff k7m2@1 k7m2                   the last one against the first
  jobgist diff old.html new.html             two files, saved or not
  jobgist diff --exit-code k7m2 > /dev/null || echo it changed

--json prints {old, new, changes: [{kind, fact, what, old, new, old_text, new_text, old_quote, \
new_quote, weight}]}, what matters most first.

Exit codes:
  0  done; with --exit-code: nothing changed
  1  with --exit-code: something changed; without: something could not be read
  2  wrong usage; with --exit-code: something could not be read";

pub(super) const SPECIAL: &str = "\
Examples:
  jobgist special k7m2
  jobgist special --json k7m2

What few other saved jobs ask, what most of them ask and this one does not, facts out of their range, \
and how much of the text the employer says in every posting.

--json prints {compared_with, enough, rare: [{name, text, required, share: {count, of}}], missing: \
[{name, share}], out_of_range: [{fact, value, above, usual, share}], own_lines: [{section, text}], \
boilerplate: {postings, lines, of_lines, percent}}.";

pub(super) const DUPLICATES: &str = "\
Examples:
  jobgist duplicates
  jobgist duplicates --link k7m2 9qx4
  jobgist duplicates --unlink k7m2 9qx4

--json prints an array of {one, other, reason, linked}; with --link or --unlink {id, event}.";

pub(super) const HISTORY: &str = "\
Examples:
  jobgist history k7m2
  jobgist history --json k7m2 | jq '.[].kind'

--json prints an array of {number, at, job, kind, detail, change, undone_by}, the oldest first.";

pub(super) const UNDO: &str = "\
Examples:
  jobgist undo                               the last change
  jobgist undo                               and the one before

Nothing is forgotten: `history` lists what was taken back, too. --json prints an array of the changes \
that were taken back, as `history` has them: several where one command made several, empty where \
nothing is left.";

pub(super) const RM: &str = "\
Examples:
  jobgist rm k7m2
  jobgist list --bin
  jobgist undelete k7m2

Nothing is deleted before `purge`. --json prints an array of {id, event}.";

pub(super) const UNDELETE: &str = "\
Examples:
  jobgist list --bin
  jobgist undelete k7m2

--json prints an array of {id, event}.";

pub(super) const PURGE: &str = "\
Examples:
  jobgist purge                              says what would be deleted
  jobgist purge --yes

The pages, notes and changes of these jobs are deleted, and nothing brings them back. --json prints \
{purged, jobs: [id]}.";

pub(super) const EXPORT: &str = "\
Examples:
  jobgist export --out jobs.jsonl            everything, to move or to keep
  jobgist export --format csv > jobs.csv
  jobgist export --out report.md --status applied,interview
  jobgist export --format json-ld | jq '.[].title'

jsonl is the whole collection, loss-free, and takes no filter. In CSV, text that a spreadsheet would take \
for a formula has an apostrophe in front.";

pub(super) const IMPORT: &str = "\
Examples:
  jobgist import jobs.jsonl
  ssh desk jobgist export | jobgist import -

All of it is read or nothing. Into a collection with jobs it adds: of a job that both have, the changes \
of both are kept. --json prints {new, merged, known: [id], renamed: [[theirs, ours]], events}.";

pub(super) const BACKUP: &str = "\
Examples:
  jobgist backup ~/backup/jobs-$(date +%F).sqlite

The copy is whole even while another program writes, and takes its place at once or not at all. \
--json prints {path, jobs}.";

pub(super) const RESTORE: &str = "\
Examples:
  jobgist restore ~/backup/jobs-2026-12-01.sqlite

The copy is checked first. What it replaces is kept beside it. --json prints \
{kept}: its path, or null.";

pub(super) const REPARSE: &str = "\
Examples:
  jobgist reparse                            after an update of jobgist

What you wrote and corrected is not touched. --json prints {pages, changed: [id], agreements: \
[[id, fact]], unreadable: [[id, reason]]}.";

pub(super) const CHECK: &str = "\
Examples:
  jobgist check

--json prints {damage, differing, pages}, three lists that are empty where it is sound.

Exit codes:
  0  it is sound
  1  it is not, or cannot be read
  2  wrong usage";
