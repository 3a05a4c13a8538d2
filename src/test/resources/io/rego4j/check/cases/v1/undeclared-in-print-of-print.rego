package cases

p if print([1 | print(x)], y)

q if print([1 | print(1)], y)

r if {
	some x
	y := [1 | print(x)]
	y
}

s if { some x; print(x); x = 1 }
