//! The words of the help. What can be typed is in the module above.

pub(super) const SHORT_EXAMPLES: &str = "\
Examples:
  stackwise show ketamine                    the whole article
  stackwise show ketamine --section risks    its health risks
  stackwise list                             every entry

`stackwise --help` says more.";

pub(super) const LONG_ABOUT: &str = "\
An offline reference for health therapies

Examples:
  stackwise show ketamine
      the whole article
  stackwise show ketamine --section risks
      its health risks, under its title and risk level
  stackwise show ketamine -s protocol,benefits -f markdown
      two sections in this order, as Markdown
  stackwise show ketamine -s risks -f json | jq -r '.risks[].text'
      the risks for a script
  stackwise list --max-level moderate
      the entries that are rated moderate or less";

pub(super) const AFTER_LONG_HELP: &str = "\
Exit status:
  0  done; also when the reader of the output went away
  1  nothing found: no such entry or section, nothing fits; or `check`
     found problems
  2  could not do it: not understood, a file that cannot be read or is
     not valid, or the output cannot be written

A signal ends the program by that signal, which a shell tells as 128 and
its number: 130 for Ctrl-C, 143 for `kill`. `add` and `remove` leave the
library as it was then, and say so; where they were past that they end
what they do. A second signal ends them at once, and nothing is lost.

Environment:
  STACKWISE_LIBRARY
      your library, where --library does not give it; else
      $XDG_DATA_HOME/stackwise/library.db
  STACKWISE_PAGER, PAGER
      the pager for long text on a terminal, else less;
      empty or `cat` for none
  COLUMNS
      the width, where --width does not give it
  NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, CLICOLOR, TERM
      whether output is coloured, where --color does not say it
  LC_ALL, LC_CTYPE, LANG
      whether bullets and borders may go beyond ASCII
  ACCESSIBLE
      1 for lines of `Field: value` instead of tables

The articles are for information only and are no substitute for
professional medical advice: `stackwise show NAME -s disclaimer`.";

pub(super) const SHOW_ABOUT: &str = "\
Show one entry, whole or in parts

Examples:
  stackwise show ketamine
  stackwise show ketamine therapy --section risks
  stackwise show ketamine -s protocol,benefits
  stackwise show ketamine -s risks --format table
  stackwise show ketamine -s risks --bare | wc -l";

pub(super) const LIST_ABOUT: &str = "\
List the entries that fit, by title

On a terminal the list is a table, elsewhere one id a line.

Examples:
  stackwise list
  stackwise list --max-level moderate
  stackwise list --risk 'blood pressure' --format json";

pub(super) const SEARCH_ABOUT: &str = "\
Search names and text

Words are found in any of their forms: \"Infusions\" finds \"infusion\".
Entries that have every word come first. Where they are few, entries that
lack some follow, and it says which words they lack. A word that no entry
has is looked up by its spelling, and it says what is shown instead.
A phrase has quotes of its own.

Examples:
  stackwise search nausea
  stackwise search '\"glutamate system\"' neuroplastic*
  stackwise search pressure -uncontrolled --section risks";

pub(super) const COMPARE_ABOUT: &str = "\
Compare the risks of entries

Levels side by side, then each risk in each entry's own words. Entries
share a risk where they word it the same.

Examples:
  stackwise compare ketamine humira-608d4f0d
  stackwise compare ketamine viagra --format json";

pub(super) const ADD_ABOUT: &str = "\
Put entries into your library, from files, folders or `-`

All is read and checked first. One bad document adds nothing, unless
--keep-going is given; the same entry again is no error. A folder stands
for the source documents in it: .json, .jsonl, .ndjson, .md, .markdown,
.txt, .xml.

Examples:
  stackwise add our-articles.jsonl
  stackwise add label.xml notes/
  stackwise show ketamine -f json | jq '…' | stackwise add --replace -";

pub(super) const REMOVE_ABOUT: &str = "\
Take entries out of your library

All that are named, or none.

Examples:
  stackwise remove lipitor-c6e131fe";

pub(super) const EXPORT_ABOUT: &str = "\
Write entries of your library out as JSON Lines

Examples:
  stackwise export > backup.jsonl
  stackwise export lipitor-c6e131fe | jq .";

pub(super) const CONVERT_ABOUT: &str = "\
Print source documents as entries in JSON

One entry is printed as a document, several one a line. Changes nothing.

Examples:
  stackwise convert article.txt > assets/NAME.json
  stackwise convert --from markdown - < note";

pub(super) const CHECK_ABOUT: &str = "\
Validate source documents, or your library where no FILE is given

Prints every problem as file:line:column: message. Changes nothing. Exits
with 1 if there are problems.

Without a FILE the whole library is read: the structure of the file, the
checksum of every entry, its names and its index.

Examples:
  stackwise check
  stackwise check notes/
  stackwise check --format json label.xml | jq '.problems[].message'";

pub(super) const SCHEMA_ABOUT: &str = "\
Print the JSON Schema of what the program prints as JSON

Draft 2020-12, for every document: an entry, a list, problems, an error.

Examples:
  stackwise schema > stackwise.schema.json";

pub(super) const COMPLETIONS_ABOUT: &str = "\
Print what makes a shell complete names, sections and options on TAB

To be put into the shell's start-up file; README.md says which that is.

Examples:
  stackwise completions bash >> ~/.bashrc
  stackwise completions zsh >> ~/.zshrc
  stackwise completions fish > ~/.config/fish/completions/stackwise.fish";

pub(super) const MAN_ABOUT: &str = "\
Print the manual page, or write it with a page for every command

Examples:
  stackwise man | man -l -
  stackwise man --dir ~/.local/share/man/man1";
