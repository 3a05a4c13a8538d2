package exprs

p if {
  not input.x; every i, v in [1,
    2] { v > i }
  some a, b, c
  x := a; y = b
  "k", c in input.map
  input.user in {"a", "b"}
  count(input.xs) > 1 with input.xs as [1] with data.y as {
    "z": 1 }
  f(1) with input as {}
     with data.a as 2
  not f(2)
  1 + 2 == 3; {1} == {1}
  x := (a | b) & c
}
q if every x in [1] { x; x > 0 }
