$env:COMPLETE = "powershell"; stackwise | Out-String | Invoke-Expression; $env:COMPLETE = $null
