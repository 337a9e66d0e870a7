eval "$(COMPLETE=bash stackwise)"
