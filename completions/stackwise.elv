eval (env COMPLETE=elvish stackwise | slurp)
