package cases

import future.keywords["not"]

p if not cast_boolean(input.a)

q if every x in input.xs { not { y := [1 | cast_boolean(x)]; y == 1 } }
