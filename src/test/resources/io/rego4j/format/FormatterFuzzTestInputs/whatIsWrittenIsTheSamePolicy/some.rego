package a

import rego.v1

p if some x in { # why
	"a", "b"}

q(# why
	x) if x
