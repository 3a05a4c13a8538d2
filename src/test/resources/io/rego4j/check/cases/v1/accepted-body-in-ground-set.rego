package cases

unused := {{0: 1 | 1 == 2 with input as {[] | every v in [1] { 1 == 1 }}}}

declared := {"a": [1 | 1 == 2 with input as [y | some y; y = 1]]}

only_declared := [{[1 | 1 == 2 with input as [1 | some y]]}]

with_a_variable := {"a": [1 | 1 == 2 with input as [1 | y := 1]], "b": q} if q := 1

with_a_template := {[$"{1}" | 1 == 2 with input as [1 | y := 1]]}

as_a_key[{"a": {[1 | 1 == 2 with input as [1 | y := 1]]}}] := 1

in_a_set := {[1 | 1 == 2 with input as [1 | some y in [1]]]}

beside_one_with_a_variable := [{[1 | not 1 == 2 with input as [1 | y := 1]]}, y] if y := 1

with_a_comprehension := {[1 | input == 2 with input as {z | z := 1; y := z}], [v | v := 1]}
