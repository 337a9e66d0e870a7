//! The longer texts of the help. The options are in the modules beside this one.

pub(super) const USAGE: &str = "\
stackwise [OPTIONS] <COMMAND>
       stackwise [OPTIONS] <NAME>...";

pub(super) const SHORT_EXAMPLES: &str = "\
Examples:
  stackwise ketamine                    the whole article
  stackwise ketamine --section risks    its health risks
  stackwise list                        all entries

See `stackwise --help` for details.";

pub(super) const LONG_ABOUT: &str = "\
An offline reference for health therapies

`stackwise NAME` is short for `stackwise show NAME`.

Examples:
  stackwise ketamine
      the whole article
  stackwise show ketamine --section risks
      its health risks, under its title and risk level
  stackwise show ketamine -s protocol,benefits -f markdown
      two sections in this order, as Markdown
  stackwise show ketamine -s risks -f json | jq -r '.risks[].text'
      the risks for a script
  stackwise list --max-level moderate
  stackwise list --name atorvastatin
      entries rated moderate or lower";

pub(super) const AFTER_LONG_HELP: &str = "\
Exit status:
  0  success; also when the reader of the output has closed it
  1  nothing found: no such entry or section, or no matches; or `check`
     or `status --check` found problems; or the entries of `diff` differ
  2  failed: invalid usage, unreadable or invalid file, write error

If a signal ends the program, shells report 128 + the signal's number:
130 for Ctrl-C, 143 for `kill`. `add` and `remove` then leave the library
unchanged and say so; once committing, they finish. A second signal ends
them at once, and nothing is lost.

Environment:
  STACKWISE_LIBRARY
      your library, unless --library is given; the default is
      $XDG_DATA_HOME/stackwise/library.db
  STACKWISE_PAGER, PAGER
      the pager for long text on a terminal [default: less];
      empty or `cat` for none
  COLUMNS
      the width, unless --width is given
  NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, CLICOLOR, TERM
      whether to use colour, unless --color is given
  LC_ALL, LC_CTYPE, LANG
      whether bullets and borders may use more than ASCII
  ACCESSIBLE
      1 for lines of `Field: value` instead of tables, announced
      headings, and no pager
  SOURCE_DATE_EPOCH
      the date by which the age of a source is told, in seconds
      since 1970, instead of the clock's

The articles are for information only and are no substitute for
professional medical advice: `stackwise show NAME -s disclaimer`.";

pub(super) const SHOW_ABOUT: &str = "\
Show one entry, whole or in parts

`stackwise NAME` is short for `stackwise show NAME`.

Examples:
  stackwise show ketamine
  stackwise show ketamine therapy --section risks
  stackwise show ketamine -s protocol,benefits
  stackwise show ketamine --outline
  stackwise show ketamine --brief
  stackwise show ketamine -s risks --format table
  stackwise show ketamine -s risks --bare | wc -l";

pub(super) const LIST_ABOUT: &str = "\
List matching entries, sorted by title

On a terminal the list is a table, otherwise one id per line.

Examples:
  stackwise list
  stackwise list --max-level moderate
  stackwise list --risk 'blood pressure' --format json";

pub(super) const SEARCH_ABOUT: &str = "\
Search names and text

Words are found in any of their forms: \"Infusions\" finds \"infusion\".
Entries that have every word come first. Where they are few, entries that
lack some follow under a line that names what they lack. A word that no
entry has is looked up by its spelling, and a line says what is shown
instead.
Quote a phrase twice, once for the shell.

Examples:
  stackwise search nausea
  stackwise search '\"glutamate system\"' 'neuroplastic*'
  stackwise search pressure --without uncontrolled --section risks";

pub(super) const COMPARE_ABOUT: &str = "\
Compare entries: their risks, and what each says of the others

Shows the risk levels side by side, then each risk in each entry's own
words. Entries share a risk if they word it the same. A risk that an entry
does not list is looked for in its text, and the passage shown.

Then come the passages of each entry that name another, by its title,
aliases and substances. Where nothing is found, that is no statement that
two things are safe together.

Examples:
  stackwise compare eliquis warfarin
  stackwise compare eliquis warfarin --all --format json";

pub(super) const DIFF_ABOUT: &str = "\
Show what changed between two entries

Each is a name or a file: what has a `/` or the ending of a source
document, or is `-`, is the file if it exists. Shows the sections, and in
them the paragraphs, list items and table rows, that were added, removed
or changed, with the words of those that changed: [-removed-] and
{+added+}. Exits with 0 if the entries are the same, with 1 if they
differ, and with 2 if they cannot be compared.

Examples:
  stackwise diff lipitor-c6e131fe new-label.xml
  stackwise diff old.md new.md
  stackwise diff ketamine new.json -f json | jq -c '.changes[]'";

pub(super) const ADD_ABOUT: &str = "\
Add entries to your library from files, folders or `-`

All documents are read and checked first. If one is invalid, nothing is
added, unless --keep-going is given. Adding an entry again is not an
error. A newer version of a label replaces the one before; an older one
is not added.

From a folder these files are read: .json, .jsonl, .ndjson, .md,
.markdown, .txt, .xml, and .zip, .gz and .zst that hold them; but not
README, LICENSE, CONTRIBUTING and CHANGELOG, and nothing that a
.stackwiseignore in the folder names, in the syntax of .gitignore.

With --prune the library is kept to folders: entries that a folder held
before and no longer holds are removed, and those that changed in it are
overwritten. Entries from elsewhere stay.

Examples:
  stackwise add our-articles.jsonl
  stackwise add label.xml notes/
  stackwise add dm_spl_weekly_update.zip
  stackwise add --prune notes/
  stackwise show ketamine -f json | jq '…' | stackwise add --replace -";

pub(super) const REMOVE_ABOUT: &str = "\
Remove entries from your library

If one of the names is not found, nothing is removed.

Examples:
  stackwise remove lipitor-c6e131fe";

pub(super) const EXPORT_ABOUT: &str = "\
Export entries of your library as JSON Lines

Examples:
  stackwise export > backup.jsonl
  stackwise export lipitor-c6e131fe | jq .";

pub(super) const CONVERT_ABOUT: &str = "\
Convert source documents to JSON

A single entry is printed as one document, several as one per line. Your
library is not changed.

Examples:
  stackwise convert article.txt > assets/NAME.json
  stackwise convert --from markdown - < note";

pub(super) const CHECK_ABOUT: &str = "\
Validate source documents, or your library if no FILE is given

Prints every problem as file:line:column: message, and exits with 1 if
there are any. Changes nothing.

Without a FILE the whole library is checked: the structure of the file,
the checksum of every entry, its names and its index.

Examples:
  stackwise check
  stackwise check notes/
  stackwise check --format json label.xml | jq '.problems[].message'";

pub(super) const STATUS_ABOUT: &str = "\
Show where your library is and what is in it

How many entries there are, how old they are, the size of the file, and
whether its tables are those of this version. With --check the whole
library is verified as by `stackwise check`, and the exit status is 1 if
there are problems. Changes nothing.

Examples:
  stackwise status
  stackwise status --check
  stackwise status -f json | jq .library.entries";

pub(super) const SCHEMA_ABOUT: &str = "\
Print the JSON Schema of all JSON output

Draft 2020-12, for every document: an entry, a list, problems, an error.

Examples:
  stackwise schema > stackwise.schema.json";

pub(super) const COMPLETIONS_ABOUT: &str = "\
Print the setup for shell completion

Put it into the start-up file of your shell. README.md names the file.

Examples:
  stackwise completions bash >> ~/.bashrc
  stackwise completions zsh >> ~/.zshrc
  stackwise completions fish > ~/.config/fish/completions/stackwise.fish";

pub(super) const MAN_ABOUT: &str = "\
Print the manual page, or write one for every command

Examples:
  stackwise man | man -l -
  stackwise man --dir ~/.local/share/man/man1";
