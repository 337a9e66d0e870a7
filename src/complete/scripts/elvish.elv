set edit:completion:arg-completer[stackwise] = {|@words|
    use str
    env COMPLETE=elvish stackwise -- $@words 2>/dev/null | from-lines | each {|line|
        var value help = (str:split &max=2 "\t" $line)
        if (eq $help '') {
            put $value
        } else {
            edit:complex-candidate $value &display=$value' ('$help')'
        }
    }
}
