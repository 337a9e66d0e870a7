module completions {

  def "nu-complete stackwise color" [] {
    [ "auto" "always" "never" ]
  }

  # An offline reference for health therapies
  export extern stackwise [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete stackwise show color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise show format" [] {
    [ "text" "table" "json" "markdown" ]
  }

  # Show one entry, whole or in parts
  export extern "stackwise show" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise show color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --section(-s): string     # Only these parts, in this order: section ids or titles, `risks`, `disclaimer`
    --format(-f): string@"nu-complete stackwise show format" # The form of the output
    --bare                    # Print the content alone, one paragraph or risk a line
    --help(-h)                # Print help (see more with '--help')
    ...name: string           # The entry: its id, title or another name for it; several words make one name
  ]

  def "nu-complete stackwise list color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise list level" [] {
    [ "minimal" "low" "moderate" "high" "severe" "unknown" ]
  }

  def "nu-complete stackwise list max_level" [] {
    [ "minimal" "low" "moderate" "high" "severe" ]
  }

  def "nu-complete stackwise list source" [] {
    [ "built-in" "library" ]
  }

  def "nu-complete stackwise list format" [] {
    [ "text" "table" "json" "markdown" ]
  }

  # List the entries that fit, by title
  export extern "stackwise list" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise list color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --level: string@"nu-complete stackwise list level" # Only entries of this risk level
    --max-level: string@"nu-complete stackwise list max_level" # Only entries of this risk level or less; an unknown level is never that
    --risk: string            # Only entries with a risk that has all these words, or words that begin so
    --source: string@"nu-complete stackwise list source" # Only entries that are kept there
    --format(-f): string@"nu-complete stackwise list format" # The form of the output: a table on a terminal, text elsewhere, unless given
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete stackwise search color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise search level" [] {
    [ "minimal" "low" "moderate" "high" "severe" "unknown" ]
  }

  def "nu-complete stackwise search source" [] {
    [ "built-in" "library" ]
  }

  def "nu-complete stackwise search format" [] {
    [ "text" "table" "json" "markdown" ]
  }

  # Search in names and text
  export extern "stackwise search" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise search color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --section(-s): string     # Only in sections with this id
    --level: string@"nu-complete stackwise search level" # Only entries of this risk level
    --source: string@"nu-complete stackwise search source" # Only entries from this source
    --all-words               # Only entries that have every word as typed
    --limit: string           # Show at most this many entries
    --format(-f): string@"nu-complete stackwise search format" # The form of the output
    --help(-h)                # Print help (see more with '--help')
    ...words: string          # What to search for: words, "a phrase", prefix*; -word leaves out entries with that word
  ]

  def "nu-complete stackwise compare color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise compare format" [] {
    [ "text" "table" "json" "markdown" ]
  }

  # Compare the risks of entries
  export extern "stackwise compare" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise compare color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --format(-f): string@"nu-complete stackwise compare format" # The form of the output
    --help(-h)                # Print help (see more with '--help')
    ...names: string          # The entries: ids, titles or aliases, one an argument
  ]

  def "nu-complete stackwise add color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise add from" [] {
    [ "json" "markdown" "article" "spl" ]
  }

  # Put entries into your library, from files, folders or `-`
  export extern "stackwise add" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise add color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --from: string@"nu-complete stackwise add from" # What kind of documents they are, instead of looking at what is in them
    --replace                 # Let an entry take the place of another with its id
    --keep-going              # Add the good entries though others are bad, and report those
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # Files, folders, or `-` for standard input
  ]

  def "nu-complete stackwise remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Take entries out of your library
  export extern "stackwise remove" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise remove color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
    ...names: string          # The entries: ids, titles or aliases, one an argument
  ]

  def "nu-complete stackwise export color" [] {
    [ "auto" "always" "never" ]
  }

  # Write entries of your library out as JSON Lines
  export extern "stackwise export" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise export color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
    ...names: string          # The entries: ids, titles or aliases, one an argument; all where none is named
  ]

  def "nu-complete stackwise convert color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise convert from" [] {
    [ "json" "markdown" "article" "spl" ]
  }

  # Print source documents as entries in JSON
  export extern "stackwise convert" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise convert color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --from: string@"nu-complete stackwise convert from" # What kind of documents they are, instead of looking at what is in them
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # Files, folders, or `-` for standard input
  ]

  def "nu-complete stackwise check color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise check from" [] {
    [ "json" "markdown" "article" "spl" ]
  }

  def "nu-complete stackwise check format" [] {
    [ "text" "json" ]
  }

  # Validate source documents, or your library where no FILE is given
  export extern "stackwise check" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise check color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --from: string@"nu-complete stackwise check from" # What kind of documents they are, instead of looking at what is in them
    --format(-f): string@"nu-complete stackwise check format" # The form of the report
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # Files, folders, or `-` for standard input [default: your library]
  ]

  def "nu-complete stackwise schema color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the JSON Schema of what the program prints as JSON
  export extern "stackwise schema" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise schema color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete stackwise completions color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise completions shell" [] {
    [ "bash" "elvish" "fish" "nushell" "powershell" "zsh" ]
  }

  # Print what makes a shell complete names, sections and options on TAB
  export extern "stackwise completions" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise completions color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete stackwise completions shell" # The shell
  ]

  def "nu-complete stackwise man color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the manual page, or write it with a page for every command
  export extern "stackwise man" [
    --width: string           # Wrap text and tables to this many columns, 0 for not at all
    --color: string@"nu-complete stackwise man color" # Colour the output; `auto` where not given
    --ascii                   # Use ASCII alone for bullets and borders; the articles' own text stays as it is
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --dir: path               # Write stackwise.1 and a page for every command into this folder
    --help(-h)                # Print help (see more with '--help')
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "stackwise help" [
  ]

  # Show one entry, whole or in parts
  export extern "stackwise help show" [
  ]

  # List the entries that fit, by title
  export extern "stackwise help list" [
  ]

  # Search in names and text
  export extern "stackwise help search" [
  ]

  # Compare the risks of entries
  export extern "stackwise help compare" [
  ]

  # Put entries into your library, from files, folders or `-`
  export extern "stackwise help add" [
  ]

  # Take entries out of your library
  export extern "stackwise help remove" [
  ]

  # Write entries of your library out as JSON Lines
  export extern "stackwise help export" [
  ]

  # Print source documents as entries in JSON
  export extern "stackwise help convert" [
  ]

  # Validate source documents, or your library where no FILE is given
  export extern "stackwise help check" [
  ]

  # Print the JSON Schema of what the program prints as JSON
  export extern "stackwise help schema" [
  ]

  # Print what makes a shell complete names, sections and options on TAB
  export extern "stackwise help completions" [
  ]

  # Print the manual page, or write it with a page for every command
  export extern "stackwise help man" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "stackwise help help" [
  ]

}

export use completions *
