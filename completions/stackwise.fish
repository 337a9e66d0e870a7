COMPLETE=fish stackwise | source
