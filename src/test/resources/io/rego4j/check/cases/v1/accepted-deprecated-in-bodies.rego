package cases

import future.keywords["not"]
import future.keywords.or

p if not cast_boolean(input.a)

q if every x in input.xs { cast_boolean(x) }

r if { cast_set(input.a); input.b } or input.c

s if [1 | not count(cast_array(input.a)) == 1] == []
