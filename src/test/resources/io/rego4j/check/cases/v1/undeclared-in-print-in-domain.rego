package cases

p if { x := 1; every y in [2 | print(x)] { y } }

q if every y in [2] { print(y) }
