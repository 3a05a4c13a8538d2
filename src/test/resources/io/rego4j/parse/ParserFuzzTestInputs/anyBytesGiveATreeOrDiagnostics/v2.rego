package a
import rego.v2
# METADATA
# title: t
p contains x if { some k, v in input.xs; x := $"{k}\{"; not (v or k) with input as 1e3 } else := `r`
