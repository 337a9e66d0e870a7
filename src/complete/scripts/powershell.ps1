Register-ArgumentCompleter -Native -CommandName stackwise -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                '=' + $_.Value
            } else {
                '=' + $_.Extent.Text
            }
        })
    if ($wordToComplete -eq '') { $words += '=' }
    $before = $env:COMPLETE
    $env:COMPLETE = 'powershell'
    try {
        stackwise -- @words 2>$null | ForEach-Object {
            $quoted, $value, $help = $_ -split "`t", 3
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new($quoted, $value, 'ParameterValue', $help)
        }
    } finally {
        $env:COMPLETE = $before
    }
}
