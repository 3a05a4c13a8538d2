package cases

p := {{0: 1 | 1 == 2 with input as [y | y := 1]}}

q := {"a": {[1 | not 1 == 2 with input as [1 | y := 1]]}}

r contains {[x[0] | 1 == 2 with input as [1 | y := 1]]} if x := [1]

s := {"a": [1 | 1 == 2 with input as [1 | z := 1; y := z]], "b": 2} if q

f({[1 | 1 == 1 with input as {1 | y := 1}]}) := 1
