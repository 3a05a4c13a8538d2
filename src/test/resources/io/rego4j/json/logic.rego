package logic

import rego.v2

p if {
	not { input.a == 1; input.b }
	input.a or { input.b; input.c } and (input.d or input.e)
	{ input.f } and not input.g
	not (not input.h)
	not ({1} == {2})
	(x == 1 with input as {}) or input.z
}
