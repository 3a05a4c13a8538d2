package cases

f([1 | some v; some v]) := [2 | some w]

p := {{input.a: [1 | some v; some v]}: [2 | some w]}

q := [$"{[1 | some v]} {[2 | some w]}"]

r := [$"{[1 | some v]}", [2 | some w]]
