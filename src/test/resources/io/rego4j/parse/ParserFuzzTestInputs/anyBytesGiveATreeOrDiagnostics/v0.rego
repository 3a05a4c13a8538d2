package a.b["c d"]
import data.x as y
default p = {"a": [1, -2.5, {3}]}
p[x] { x := [y | y := f(1)[_]]; every z in [1] { z > 0 } }
