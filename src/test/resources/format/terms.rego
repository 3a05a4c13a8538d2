package terms

strings := ["a\u0041\n", `raw
text`, "", "\"quoted\""]
numbers := [1e3, -0, 0.50, 1E+2, 12345678901234567890]
sets := {3, 1, 2, 1}
empty := [{}, [], set()]
objects := {"b": {"c": {}}, "a": [{"k": v | some v in [1]}]}
arrays := [x | x := input.xs[_]; x > 1]
each := {x |
  some x in input.xs
  x != 2
}
pairs := {k: upper(v) | some k, v in input.map}
refs := input.a["b c"].d[0][x]["not"].if if x := "e"
calls := concat(",", [sprintf("%d", [1]),
  "b"])
greeting := $"hello {input.name}, you have \{{count(input.mails)}} mails"
long := $`two
lines of {input.x}`
union := {1} | {2} & {3}
sum := 1+2*3-4/5%6
