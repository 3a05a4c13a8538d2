package old

import data.lib
default allow = false
allow { input.a } { input.b }
deny[msg] { msg := "no" }
deny["never"]
names[k] = v { v := input[k] }
f(x) = y { y := x } else = 2 { x }
one = {"a": 1}
true_one = true
p { any_of[_] == 1; not lib.q } # why
q = x {
  x := [y | y := input.z[_]]
}
