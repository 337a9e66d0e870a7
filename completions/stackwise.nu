module completions {

  def "nu-complete stackwise color" [] {
    [ "auto" "always" "never" ]
  }

  # An offline reference for health therapies
  export extern stackwise [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
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
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise show color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --section(-s): string     # Only these parts, in this order: section ids or titles, `risks`, `disclaimer`
    --format(-f): string@"nu-complete stackwise show format" # Output format [default: text]
    --bare                    # Print only the content, one paragraph or risk per line
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

  # List matching entries, sorted by title
  export extern "stackwise list" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise list color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --level: string@"nu-complete stackwise list level" # Only entries of this risk level
    --max-level: string@"nu-complete stackwise list max_level" # Only entries of this risk level or lower; an unknown level is excluded
    --risk: string            # Only entries with a risk that has all these words, or words that begin with them
    --source: string@"nu-complete stackwise list source" # Only entries from this source
    --format(-f): string@"nu-complete stackwise list format" # Output format [default: table on a terminal, otherwise text]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete stackwise search color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise search format" [] {
    [ "text" "table" "json" "markdown" ]
  }

  # Search names and text
  export extern "stackwise search" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise search color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --without: string         # Exclude entries with this word, phrase or prefix* (repeatable)
    --section(-s): string     # Only in sections with this id
    --limit: string           # Show at most this many hits
    --format(-f): string@"nu-complete stackwise search format" # Output format [default: text]
    --help(-h)                # Print help (see more with '--help')
    ...words: string          # Words that must all match; '"a phrase"' matches it as a whole, word* any word with that prefix
  ]

  def "nu-complete stackwise compare color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise compare format" [] {
    [ "text" "table" "json" "markdown" ]
  }

  # Compare the risks of entries
  export extern "stackwise compare" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise compare color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --format(-f): string@"nu-complete stackwise compare format" # Output format [default: table]
    --help(-h)                # Print help (see more with '--help')
    ...names: string          # Two or more entries: ids, titles or aliases, one per argument
  ]

  def "nu-complete stackwise add color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise add from" [] {
    [ "json" "markdown" "article" "spl" ]
  }

  # Add entries to your library from files, folders or `-`
  export extern "stackwise add" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise add color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --from: string@"nu-complete stackwise add from" # The kind of the documents [default: detected from their content]
    --replace                 # Overwrite existing entries
    --keep-going              # Add valid entries even if others fail, and report those that failed
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # Files, folders, or `-` for standard input
  ]

  def "nu-complete stackwise remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove entries from your library
  export extern "stackwise remove" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise remove color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
    ...names: string          # The entries: ids, titles or aliases, one per argument
  ]

  def "nu-complete stackwise export color" [] {
    [ "auto" "always" "never" ]
  }

  # Export entries of your library as JSON Lines
  export extern "stackwise export" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise export color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
    ...names: string          # The entries: ids, titles or aliases, one per argument [default: all]
  ]

  def "nu-complete stackwise convert color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete stackwise convert from" [] {
    [ "json" "markdown" "article" "spl" ]
  }

  # Convert source documents to JSON
  export extern "stackwise convert" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise convert color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --from: string@"nu-complete stackwise convert from" # The kind of the documents [default: detected from their content]
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

  # Validate source documents, or your library if no FILE is given
  export extern "stackwise check" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise check color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --from: string@"nu-complete stackwise check from" # The kind of the documents [default: detected from their content]
    --format(-f): string@"nu-complete stackwise check format" # Output format [default: text]
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # Files, folders, or `-` for standard input [default: your library]
  ]

  def "nu-complete stackwise schema color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the JSON Schema of all JSON output
  export extern "stackwise schema" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise schema color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
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

  # Print the setup for shell completion
  export extern "stackwise completions" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise completions color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
    --library: path           # Use this file as your library
    --no-pager                # Print long text directly instead of through a pager
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete stackwise completions shell" # The shell
  ]

  def "nu-complete stackwise man color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the manual page, or write one for every command
  export extern "stackwise man" [
    --width: string           # Wrap text and tables to N columns (0: no wrapping)
    --color: string@"nu-complete stackwise man color" # When to use colour [default: auto]
    --ascii                   # Use only ASCII characters for bullets and borders; the text of entries is not changed
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

  # List matching entries, sorted by title
  export extern "stackwise help list" [
  ]

  # Search names and text
  export extern "stackwise help search" [
  ]

  # Compare the risks of entries
  export extern "stackwise help compare" [
  ]

  # Add entries to your library from files, folders or `-`
  export extern "stackwise help add" [
  ]

  # Remove entries from your library
  export extern "stackwise help remove" [
  ]

  # Export entries of your library as JSON Lines
  export extern "stackwise help export" [
  ]

  # Convert source documents to JSON
  export extern "stackwise help convert" [
  ]

  # Validate source documents, or your library if no FILE is given
  export extern "stackwise help check" [
  ]

  # Print the JSON Schema of all JSON output
  export extern "stackwise help schema" [
  ]

  # Print the setup for shell completion
  export extern "stackwise help completions" [
  ]

  # Print the manual page, or write one for every command
  export extern "stackwise help man" [
  ]

  # Print this message or the help of the given subcommand(s)
  export extern "stackwise help help" [
  ]

}

export use completions *
