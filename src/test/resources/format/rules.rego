package rules

f(x) := y if { y := x + 1 }
f(_, y) := y
g(x) := true if { x } else := false
h := 1 if input.a
else := 2 if { input.b } else := {"three":
3} if input.c
default limit := 10
p contains "a"
p contains x if { some x in ["b"] }
q[x] := y if { some x; y := input[x] }
nested.deep.rule := true
one if true
obj["k"] := true if input.k
