# Completion for Nushell: `use stackwise.nu *` in config.nu.

module completions {
  def "nu-complete stackwise" [words: list<string>] {
    with-env { COMPLETE: fish } { ^stackwise -- ...$words } | lines | each {|line|
      let parts = $line | split row --number 2 "\t"
      let value = if $parts.0 =~ '^[\w./:=@%+~-]*$' { $parts.0 } else { $parts.0 | to nuon }
      { value: $value, description: ($parts | get --optional 1 | default "") }
    }
  }

  @complete "nu-complete stackwise"
  export extern stackwise [...words: glob]
}

export use completions *
